"""Texts that stand: what the law asks for, and the municipality's own pages."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.deletion import ProtectedError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from publishing.attachments import Attachment
from publishing.publication import Publication
from publishing.richtext import RichTextField

# Pages that every site has. The key is the address, for ever; municipality/standing.py has the
# texts.
STANDING = (
    "om",
    "lean",
    "kontakt-oss",
    "personvern",
    "informasjonskapsler",
    "tilgjengelighet",
    "kommentarregler",
)

# Pages stand at the root, so the first word of every other address is taken: those that the site
# has, and those that are promised.
FIRST_WORDS = frozenset(
    {
        "admin",
        "blogg",
        "data",
        "folger",
        "helse",
        "innspill",
        "kontakt",
        "konto",
        "lean",
        "media",
        "retningslinjer",
        "sok",
        "static",
    }
)


class Page(Publication):
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("title", "body")
    SURVIVE_PURGE: ClassVar[tuple[str, ...]] = (*Publication.SURVIVE_PURGE, "key")

    key = models.CharField(max_length=20, blank=True, editable=False)
    body = RichTextField(_("text"), blank=True)
    # The fingerprint of the text that came with the program; another text is the municipality's.
    delivered = models.CharField(max_length=64, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta(Publication.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["title"]
        constraints = [
            *Publication.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(key="") | models.Q(key=models.F("slug")),
                name="a_standing_page_keeps_its_address",
                violation_error_message=_("The address of this page is fixed."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.key and self.slug != self.key:
            raise ValidationError({"slug": _("The address of this page is fixed.")})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.key:
            raise ProtectedError("A standing page cannot be deleted.", {self})
        return super().delete(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The permanent address; the preview for what has no date yet."""
        if self.published_at is None:
            return reverse("municipality:page_preview", args=[self.pk])
        return reverse("municipality:page", args=[self.slug])

    def reserved_slugs(self) -> frozenset[str]:
        return super().reserved_slugs() | FIRST_WORDS.union(STANDING) - {self.key}


class PageAttachment(Attachment):
    text = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="attachments")
