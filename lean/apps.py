from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeanConfig(AppConfig):
    name = "lean"
    verbose_name = _("LEAN")
