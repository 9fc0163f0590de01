from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lean.limits import ColumnLimit
from lean.project import Project, department_of
from municipality.models import Department
from publishing.publication import may


@admin.register(ColumnLimit)
class ColumnLimitAdmin(admin.ModelAdmin):
    list_display = ("status", "where", "soft", "hard")
    list_filter = ("status",)
    list_per_page = 50
    list_select_related = ("department",)
    fields = ("status", "department", "soft", "hard")
    radio_fields = {"status": admin.HORIZONTAL}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).for_staff(request.user)  # type: ignore[attr-defined]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A leader sets limits for the own department alone."""
        if not may(request.user, "supervise", Project):
            kwargs["queryset"] = Department.objects.filter(pk=department_of(request.user) or 0)
            kwargs["required"] = True
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("for"))
    def where(self, limit: ColumnLimit) -> str:
        return limit.where
