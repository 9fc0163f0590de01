from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MunicipalityConfig(AppConfig):
    name = "municipality"
    verbose_name = _("The municipality")

    def ready(self) -> None:
        from municipality.standing import after_migrate

        post_migrate.connect(after_migrate, sender=self)
