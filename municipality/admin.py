from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from municipality.menu_admin import MenuLinkAdmin as MenuLinkAdmin  # registered by being read
from municipality.models import Department, Municipality, Person
from municipality.notice_admin import NoticeAdmin as NoticeAdmin
from municipality.page_admin import PageAdmin as PageAdmin
from municipality.standing import put_standing_pages
from publishing.history import HistoryAdmin


class NumberField(forms.CharField):
    """A number as people write it, with spaces between."""

    def to_python(self, value: Any) -> str:
        return "".join((super().to_python(value) or "").split())


class MunicipalityForm(forms.ModelForm):
    municipality_number = NumberField(label=_("Municipality number"), required=False)
    organisation_number = NumberField(label=_("Organisation number"), required=False)


@admin.register(Municipality)
class MunicipalityAdmin(HistoryAdmin):
    form = MunicipalityForm
    autocomplete_fields = ("picture", "logo")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "name",
                    "municipality_number",
                    "organisation_number",
                    "population",
                    "editor",
                    "lang",
                )
            },
        ),
        (
            _("The front page"),
            {
                "fields": (
                    "tagline",
                    "introduction",
                    "illustration",
                    "picture",
                    "picture_alt",
                    "picture_decorative",
                )
            },
        ),
        (_("The look"), {"fields": ("palette", "logo", "logo_alt")}),
        (
            _("How to reach the municipality"),
            {
                "fields": (
                    "phone",
                    "email",
                    "visiting_address",
                    "postal_address",
                    "opening_hours",
                    "data_protection_contact",
                )
            },
        ),
        (
            _("Links in the footer"),
            {"fields": ("accessibility_url", "journal_url", "open_data_url", "licence")},
        ),
        (_("Comments"), {"fields": ("moderation", "comment_feeds")}),
        (_("Messages"), {"fields": ("message_prefix",)}),
        (_("Guidelines"), {"fields": ("shows_overdue_reviews",)}),
        (
            _("Security"),
            {"fields": ("security_contact", "security_expires", "security_policy")},
        ),
    )
    formfield_overrides = {
        # An address and opening hours are a few lines.
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
        models.URLField: {"assume_scheme": "https"},
    }

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The standing pages that nobody has changed speak the municipality's language."""
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            put_standing_pages()

    def view_on_site(self, obj: Municipality) -> str:
        return obj.get_absolute_url()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Municipality.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """There is one: go straight to it."""
        row = Municipality.objects.first()
        if row is None or not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        url = reverse("admin:municipality_municipality_change", args=[row.pk])
        return HttpResponseRedirect(url)


@admin.register(Department)
class DepartmentAdmin(HistoryAdmin):
    list_display = ("name", "chosen_area", "position")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Person)
class PersonAdmin(HistoryAdmin):
    list_display = ("name", "title", "department", "is_supervisor")
    list_filter = ("is_supervisor", "department")
    list_select_related = ("department",)
    search_fields = ("name", "title", "handle")
    autocomplete_fields = ("picture",)
    fieldsets = (
        (None, {"fields": ("name", "title", "handle", "department", "is_supervisor", "user")}),
        (_("Picture"), {"fields": ("picture", "picture_alt", "picture_decorative")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Whose person a user is decides what the user gets to see."""
        return () if request.user.has_perm("municipality.change_user") else ("user",)
