from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lean.pilot import Milestone, Partner


@admin.register(Partner)
class PartnerAdmin(admin.ModelAdmin):
    list_display = ("name", "role", "area", "position")
    list_filter = ("role",)
    list_per_page = 50
    search_fields = ("name", "area")
    formfield_overrides: ClassVar[dict[Any, Any]] = {models.URLField: {"assume_scheme": "https"}}
    radio_fields = {"role": admin.HORIZONTAL}
    fields = ("name", "role", "area", "link", "archived_link", "source", "note", "position")


@admin.register(Milestone)
class MilestoneAdmin(admin.ModelAdmin):
    list_display = ("title", "day")
    list_per_page = 50
    date_hierarchy = "happened_on"
    search_fields = ("title", "text")
    ordering = ("-happened_on", "-pk")
    fields = ("happened_on", "is_whole_month", "title", "text", "link")

    def view_on_site(self, obj: Milestone) -> str:
        return obj.get_absolute_url()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """One by one: the search forgets each of them."""
        for row in queryset:
            row.delete()

    @admin.display(description=_("date"), ordering="happened_on")
    def day(self, row: Milestone) -> str:
        return row.when
