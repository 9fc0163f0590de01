"""What has been changed in a row, said to the people who changed it."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from publishing.given_back import GivesBack
from publishing.plain import changed_lines, plain_text
from publishing.richtext import RichTextField


class ChangeInWords(HistoricalRecordContextHelper):
    """Shows of a rich text the lines that differ, without its markup."""

    def stringify_delta_change_values(self, change: Any, old: Any, new: Any) -> tuple[str, str]:
        field = self.model._meta.get_field(change.field)
        if isinstance(field, RichTextField):
            old, new = changed_lines(plain_text(old), plain_text(new))
        return conditional_escape(in_words(field, old)), conditional_escape(in_words(field, new))


def in_words(field: Any, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(field, models.Field) and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return str(value)


class HistoryAdmin(GivesBack, SimpleHistoryAdmin):
    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The library lets whoever may see the history also restore from it."""
        if request.method == "POST":
            stored = self.get_object(request, object_id)
            if stored is None or not self.has_change_permission(request, stored):
                raise PermissionDenied
        response: HttpResponse = super().history_form_view(
            request, object_id, version_id, extra_context
        )
        return response

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> ChangeInWords:
        return ChangeInWords(self.model, historical_record)
