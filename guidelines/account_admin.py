from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from guidelines.account import OfficialAccount
from publishing.history import HistoryAdmin


@admin.register(OfficialAccount)
class OfficialAccountAdmin(HistoryAdmin):
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    view_on_site = False  # the register is one page
    list_display = ("name", "platform", "status", "department", "reviewed_on")
    list_filter = ("status", "department")
    list_per_page = 50
    list_select_related = ("department",)
    search_fields = ("name", "platform", "address")
    radio_fields = {"status": admin.VERTICAL}
    fieldsets = (
        (None, {"fields": ("platform", "name", "address", "purpose", "status")}),
        (_("Who answers for it"), {"fields": ("department", "responsible")}),
        (
            _("Approval and review"),
            {
                "fields": (
                    "opened_on",
                    ("approved_by", "approved_on"),
                    "privacy_assessed_on",
                    "reviewed_on",
                )
            },
        ),
        (_("Closed down"), {"fields": ("archived_where",)}),
    )
