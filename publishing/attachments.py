"""Documents that belong to a text, and are public as long as it is."""

from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.slugs import norwegian_slug
from publishing.templatetags.texts import file_size

FOLDER = "documents/"

# By the words of pdf_reader.py.
SENTENCES = {
    "tags": _("The PDF is not tagged: a screen reader cannot tell headings, lists and tables."),
    "language": _("The PDF does not say its language: a screen reader may read it wrongly."),
    "title": _("The PDF has no title in its properties."),
    "text": _(
        "The PDF has no text, only pictures of it: it can neither be read aloud nor searched."
    ),
    "unread": _("The PDF could not be checked. Open it and see that it can be read."),
}


class Attachment(models.Model):
    """A document of a text. What has attachments makes its own table of them, with `text` as the
    foreign key to itself and `attachments` as its related name."""

    file = models.FileField(
        _("file"),
        upload_to=FOLDER,
        help_text=_("PDF, ODT, ODS, ODP, DOCX, XLSX, PPTX or CSV, at most 20 MB."),
    )
    name = models.CharField(
        _("name of the document"),
        max_length=120,
        help_text=_("What readers see: «Saksframlegg». Kind and size are added."),
    )
    size = models.PositiveIntegerField(_("size"), default=0, editable=False)
    lacks = models.JSONField(_("what it lacks"), default=list, editable=False)

    text: Any

    class Meta:
        abstract = True
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]
        default_permissions = ()  # whoever may edit the text may edit what belongs to it

    def __str__(self) -> str:
        return f"{self.name} ({self.kind.upper()}, {file_size(self.size)})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        file: Any = self.file
        if not file._committed:
            self.size = file.size
        before = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        super().save(*args, **kwargs)
        if before and before.file.name != self.file.name:
            before.forget_file()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():  # a row that the database keeps, keeps its file
            self.forget_file()
            return super().delete(*args, **kwargs)

    def forget_file(self) -> None:
        """Remove the file once it is sure that nothing tells of it any more."""
        name = str(self.file.name)
        transaction.on_commit(lambda: default_storage.delete(name))

    @property
    def kind(self) -> str:
        return str(self.file.name).rpartition(".")[2]

    @property
    def download_name(self) -> str:
        return f"{norwegian_slug(self.name) or 'dokument'}.{self.kind}"

    @property
    def preview_url(self) -> str:
        """Where staff open it while the text is not public."""
        return reverse("document_preview", args=[str(self.file.name).removeprefix(FOLDER)])

    def sentences(self) -> list[str]:
        """What keeps some people from reading it, said to the editor."""
        return [str(SENTENCES[word]) for word in self.lacks if word in SENTENCES]


def attachment_at(name: str) -> Attachment | None:
    """Return the attachment whose file has this name in the storage."""
    for model in apps.get_models():
        if issubclass(model, Attachment):
            rows: Any = model._base_manager.filter(file=name)
            row: Attachment | None = rows.select_related("text").first()
            if row:
                return row
    return None


def drop_attachments(text: Any) -> None:
    """Remove the documents of a text that goes, files and all."""
    if hasattr(text, "attachments"):
        for attachment in text.attachments.all():
            attachment.delete()
