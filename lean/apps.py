from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class LeanConfig(AppConfig):
    name = "lean"
    verbose_name = _("LEAN")

    def ready(self) -> None:
        from lean.checklist_template import after_migrate

        post_migrate.connect(after_migrate, sender=self)
