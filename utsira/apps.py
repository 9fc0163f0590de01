from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class UtsiraConfig(AppConfig):
    name = "utsira"

    def ready(self) -> None:
        from utsira import checks  # noqa: F401  registers them


class UtsiraAdminConfig(AdminConfig):
    default_site = "utsira.admin.UtsiraAdminSite"
