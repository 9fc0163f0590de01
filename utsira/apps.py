from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class UtsiraConfig(AppConfig):
    name = "utsira"


class UtsiraAdminConfig(AdminConfig):
    default_site = "utsira.admin.UtsiraAdminSite"
