"""A list of feeds from somebody else's feed reader: shown first, added when staff say so."""

import json
from dataclasses import asdict
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from aggregator.opml import (
    LARGEST,
    MOST_LINES,
    Judged,
    Line,
    UnreadableOpml,
    follow,
    judged,
    lines_of,
)
from aggregator.source import Source
from publishing.verb_pages import StaffForm, is_sent

BROKEN = _("The list did not come through whole. Choose the file once more.")


class ChoicesForm(StaffForm):
    """What holds for the lines that do not say it themselves."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Source.Kind.choices)
    lang = forms.ChoiceField(label=_("Language"), choices=settings.TEXT_LANGUAGES)
    on_front_page = forms.BooleanField(label=_("On the front page"), required=False, initial=True)

    def choices(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kind", "lang", "on_front_page")}


class UploadForm(ChoicesForm):
    file = forms.FileField(
        label=_("OPML file"), help_text=_("Feed readers write one under «Export» or «Eksporter».")
    )
    field_order = ("file", "kind", "lang", "on_front_page")

    def clean_file(self) -> list[Line]:
        try:
            return lines_of(self.cleaned_data["file"].read(LARGEST + 1))
        except UnreadableOpml as refusal:
            raise ValidationError(str(refusal)) from refusal


class Decoder(json.JSONDecoder):
    def decode(self, s: str, *args: Any) -> Any:
        try:
            return super().decode(s, *args)
        except RecursionError as error:
            raise json.JSONDecodeError("nested too deeply", s, 0) from error


class ConfirmForm(ChoicesForm):
    lines = forms.JSONField(decoder=Decoder)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = field.hidden_widget()

    def clean_lines(self) -> list[Line]:
        """Written by ourselves a moment ago, and judged anew all the same."""
        try:
            lines = [Line(**row) for row in self.cleaned_data["lines"]]
        except TypeError as error:
            raise ValidationError(BROKEN) from error
        words = [word for line in lines for name, word in asdict(line).items() if name != "number"]
        if len(lines) > MOST_LINES or not all(isinstance(word, str) for word in words):
            raise ValidationError(BROKEN)
        return lines


class OpmlPages:
    """What the administration of the sources has beside the sources."""

    change_list_template: Any = "admin/aggregator/source_list.html"

    def get_urls(self) -> list[URLPattern]:
        here: Any = self
        page = here.admin_site.admin_view(self.opml_view)
        mine = [path("opml/", page, name="aggregator_source_opml")]
        return [*mine, *super().get_urls()]  # type: ignore[misc]

    def opml_view(self, request: HttpRequest) -> HttpResponse:
        """First the file, then what it would add, then the adding."""
        here: Any = self
        if not here.has_add_permission(request):
            raise PermissionDenied
        if "lines" in request.POST:
            return self.confirm(request)
        form = UploadForm(request.POST or None, files=request.FILES or None)
        if not is_sent(request, form):
            return self.opml_page(request, form=form)
        found = judged(form.cleaned_data["file"], **form.choices())
        lines = {"lines": [asdict(row.line) for row in found]}
        confirm = ConfirmForm(initial=lines | form.choices())
        return self.opml_page(request, form=confirm, found=found)

    def confirm(self, request: HttpRequest) -> HttpResponse:
        here: Any = self
        form = ConfirmForm(request.POST)
        if not is_sent(request, form):
            return self.opml_page(request, form=form, found=[])
        added = follow(judged(form.cleaned_data["lines"], **form.choices()))
        for source in added:
            here.log_addition(request, source, gettext("From an OPML file."))
        said = ngettext("%(n)d source is added.", "%(n)d sources are added.", len(added))
        messages.success(request, said % {"n": len(added)})
        return HttpResponseRedirect(reverse("admin:aggregator_source_changelist"))

    def opml_page(
        self, request: HttpRequest, *, form: Any, found: list[Judged] | None = None
    ) -> HttpResponse:
        here: Any = self
        context = {
            **here.admin_site.each_context(request),
            "opts": here.opts,
            "title": gettext("Follow those in an OPML file"),
            "form": form,
            "found": found,
            "new": [row for row in found or [] if row.is_new],
            "there": [row for row in found or [] if row.is_there],
            "faulty": [row for row in found or [] if row.fault],
        }
        return TemplateResponse(request, "admin/aggregator/opml.html", context)
