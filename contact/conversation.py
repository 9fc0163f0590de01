"""What staff write about a message: notes among themselves, and answers to the sender."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contact.message import Message
from dialogue.contribution import LONGEST_TEXT, new_key


class Note(models.Model):
    """Only for those who may see the message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=LONGEST_TEXT)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.made_at:%d.%m.%Y}"


class Answer(models.Model):
    """Stands on the receipt page, with the name and title of the one who signed it then."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="answers")
    token = models.CharField(max_length=22, unique=True, default=new_key)
    text = models.TextField(_("answer"), max_length=LONGEST_TEXT)
    lang = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    signature = models.CharField(max_length=200)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.signature


class ReplyText(models.Model):
    """A text to begin an answer with."""

    name = models.CharField(_("name"), max_length=80)
    lang = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("text"), max_length=2_000)

    class Meta:
        verbose_name = _("reply text")
        verbose_name_plural = _("reply texts")
        ordering: ClassVar[list[str]] = ["lang", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["lang", "name"],
                name="reply_texts_of_a_language_have_their_own_names",
                violation_error_message=_("There is a reply text with this name already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_lang_display()})"
