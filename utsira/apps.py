from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate


class UtsiraConfig(AppConfig):
    name = "utsira"

    def ready(self) -> None:
        from utsira import checks  # noqa: F401  registered by being read
        from utsira.roles import apply_roles

        post_migrate.connect(apply_roles, dispatch_uid="utsira.roles")


class UtsiraAdminConfig(AdminConfig):
    default_site = "utsira.admin.UtsiraAdminSite"

    def ready(self) -> None:
        super().ready()
        import_module("utsira.user_admin")
        # Our own words for the admin's choosers, in static/: the library has none in nynorsk.
        widgets = import_module("django.contrib.admin.widgets")
        widgets.SELECT2_TRANSLATIONS["nn"] = "nn"
