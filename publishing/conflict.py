"""Two people, one text: show both, and let the one who saves last decide."""

from datetime import datetime
from typing import Any

from django.forms import BaseForm, Field
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django_prose_editor.fields import ProseEditorFormField

from publishing.richtext import stored_form

NOT_TEXT = {"csrfmiddlewaretoken", "version"}


def conflict_page(model_admin: Any, request: HttpRequest, stored: Any) -> TemplateResponse:
    """Answer 409 with the stored and the sent text side by side. Nothing is saved, nothing lost."""
    form_class = model_admin.get_form(request, stored, change=True)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": stored,
        "title": _("Somebody has changed this text while you wrote"),
        "stored": stored,
        "last": stored.history.select_related("history_user").first(),
        "differences": differences(form_class(instance=stored), form_class(request.POST)),
        "sent": [pair for pair in pairs(request) if pair[0] not in NOT_TEXT],
    }
    return TemplateResponse(request, "admin/conflict.html", context, status=409)


def pairs(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.POST.lists() for value in values]


def differences(stored: BaseForm, sent: BaseForm) -> list[dict[str, str]]:
    """Return the fields that differ as {"label", "stored", "sent"}, in plain words."""
    rows = []
    for name, field in stored.fields.items():
        theirs, yours = stored.get_initial_for_field(field, name), sent[name].data
        if differs(field, theirs, yours):
            pair = {"stored": as_text(field.prepare_value(theirs)), "sent": as_text(yours)}
            rows.append({"label": str(field.label), **pair})
    return rows


def differs(field: Field, theirs: Any, yours: Any) -> bool:
    # The editor sends pictures without what saving writes into them.
    if isinstance(field, ProseEditorFormField):
        return stored_form(theirs or "") != stored_form(yours or "")
    return field.has_changed(theirs, yours)


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j. F Y H.i")
    if isinstance(value, list | tuple):
        return ", ".join(as_text(part) for part in value).strip(", ")
    return strip_tags(str(value).replace("</p>", "</p>\n").replace("\r\n", "\n")).strip()
