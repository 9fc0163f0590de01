"""Two people, one text: show both, and let the one who saves last decide."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from publishing.given_back import GIVEN_BACK, sent_pairs
from publishing.plain import plain_text
from publishing.richtext import stored_form
from publishing.richtext_widget import RichTextWidget

NOT_TEXT = {"csrfmiddlewaretoken", "version", GIVEN_BACK}


def conflict_page(model_admin: Any, request: HttpRequest, stored: Any) -> TemplateResponse:
    """Answer 409 with the stored and the sent text side by side. Nothing is saved, nothing lost."""
    may_save = model_admin.has_change_permission(request, stored)
    # Asked about a row that the person may not change, the admin leaves its fields out.
    form_class = model_admin.get_form(request, stored if may_save else None, change=True)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": stored,
        "title": _("Somebody has changed this text while you wrote"),
        "stored": stored,
        "may_save": may_save,
        "last": stored.history.select_related("history_user").first(),
        "differences": differences(form_class(instance=stored), form_class(request.POST)),
        "sent": [pair for pair in sent_pairs(request) if pair[0] not in NOT_TEXT],
    }
    return TemplateResponse(request, "admin/conflict.html", context, status=409)


def differences(stored: forms.BaseForm, sent: forms.BaseForm) -> list[dict[str, str]]:
    """Return the fields that differ as {"label", "stored", "sent"}, in plain words."""
    rows = []
    for name, field in stored.fields.items():
        theirs, yours = stored.get_initial_for_field(field, name), sent[name].data
        if differs(field, theirs, yours):
            shown = as_text(field, field.prepare_value(theirs)), as_text(field, yours)
            rows.append({"label": str(field.label), "stored": shown[0], "sent": shown[1]})
    return rows


def differs(field: forms.Field, theirs: Any, yours: Any) -> bool:
    # The editor sends pictures without what saving writes into them.
    if isinstance(field.widget, RichTextWidget):
        return stored_form(theirs or "") != stored_form(yours or "")
    # The form shows no seconds, and the browser cannot send what it was not shown.
    return field.has_changed(theirs, yours) and as_text(field, theirs) != as_text(field, yours)


def as_text(field: forms.Field, value: Any) -> str:
    """Return `value` as the form shows it, whether it was stored or sent."""
    widget: Any = field.widget
    if isinstance(widget, forms.MultiWidget) and not isinstance(value, list):
        stored: Any = widget.decompress(value)
        value = [part.format_value(one) for part, one in zip(widget.widgets, stored, strict=True)]
    if isinstance(value, list | tuple):
        return " ".join(str(part) for part in value if part)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, forms.ModelChoiceField):
        return chosen_row(field, value)
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return str(dict(choices).get(value, value))
    if isinstance(widget, RichTextWidget):
        return plain_text(value or "")
    return str(value or "").replace("\r\n", "\n").strip()


def chosen_row(field: forms.ModelChoiceField, value: Any) -> str:
    try:
        row = field.to_python(value)
    except forms.ValidationError:
        return str(value)
    return str(row or "")
