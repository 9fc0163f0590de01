"""Attachments on the page where their text is edited."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from publishing.archives import locked
from publishing.attachments import Attachment
from publishing.documents import clean_document
from publishing.pdf_reader import lacking


class DocumentInput(forms.ClearableFileInput):
    """Shows the stored document by its name, at the address that staff may open."""

    template_name = "admin/widgets/document_input.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        stored = getattr(value, "instance", None)
        context["stored"] = stored if stored and stored.pk else None
        return context


class AttachmentForm(forms.ModelForm):
    class Meta:
        widgets = {"file": DocumentInput}

    def clean_file(self) -> Any:
        """Look into a new upload; leave the stored file alone."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        document = clean_document(file)
        lacks = lacking(document.read()) if str(document.name).endswith(".pdf") else []
        if "locked" in lacks:
            raise locked()
        self.instance.lacks = lacks
        return document


class AttachmentInline(admin.StackedInline):
    """Permissions are those of the text."""

    form = AttachmentForm
    fields = ("file", "name", "checked")
    readonly_fields = ("checked",)
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_edit(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_edit(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_edit(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        text_admin = self.admin_site.get_model_admin(self.parent_model)
        return text_admin.has_view_permission(request, obj)

    def may_edit(self, request: HttpRequest, text: Any) -> bool:
        text_admin = self.admin_site.get_model_admin(self.parent_model)
        if text is None:
            return text_admin.has_add_permission(request)
        return text_admin.has_change_permission(request, text)

    @admin.display(description=_("check of the PDF"))
    def checked(self, attachment: Attachment) -> str:
        sentences = attachment.sentences()
        if sentences:
            items = format_html_join("", "<li>{}</li>", [(line,) for line in sentences])
            return format_html("<ul>{}</ul>", items)
        if attachment.pk and attachment.kind == "pdf":
            return str(_("Tags, language, title and text are there."))
        return "–"
