from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.page import Page, PageAttachment
from publishing.attachments_admin import AttachmentInline
from publishing.publication_admin import PublicationAdmin, StateFilter


class PageAttachmentInline(AttachmentInline):
    model = PageAttachment


@admin.register(Page)
class PageAdmin(PublicationAdmin):
    list_display = ("title", "state", "address", "updated_at", "lang")
    list_filter = (StateFilter, "lang")
    list_per_page = 50
    search_fields = ("title", "body")
    ordering = ("title",)
    fieldsets = (
        (None, {"fields": ("title", "body")}),
        (
            gettext_lazy("Publishing"),
            {"fields": ("published_at", "lang", "slug", "change_note")},
        ),
    )

    inlines = (PageAttachmentInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "slug") if obj and obj.key else fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.key)

    def preview_url(self, text: Page) -> str:
        return reverse("municipality:page_preview", args=[text.pk])

    def withdraw_explanation(self, text: Page) -> str:
        explanation = super().withdraw_explanation(text)
        if not text.key:
            return explanation
        warning = _(
            "Every municipality's site has this page, and the law may ask for it. Change the text "
            "rather than withdrawing it. The menus will not link to it any more."
        )
        return f"{warning} {explanation}"

    @admin.display(description=gettext_lazy("address"), ordering="slug")
    def address(self, page: Page) -> str:
        return f"/{page.slug}/"
