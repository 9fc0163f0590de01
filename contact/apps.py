from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    name = "contact"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from contact.reply_texts import after_migrate

        post_migrate.connect(after_migrate, sender=self)
