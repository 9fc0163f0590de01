"""Where many readings are taken in at once: written or sent, looked at, then stored.

Nothing is kept between the steps. The page carries the text itself, and a mark of what was shown:
what has become another thing meanwhile is shown once more before it is stored.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import BadRequest
from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lean.follower import Follow
from lean.measure import Indicator, Reading, too_few
from lean.measure_admin import address_of
from lean.project_page import ProjectPage, page_view
from lean.readings_csv import (
    LARGEST,
    MOST_LINES,
    Refused,
    Table,
    Unreadable,
    copy_of,
    read,
    text_of,
    too_large,
)

SALT = "lean.readings_admin"
CHANGED = gettext_lazy(
    "Somebody has changed the readings while you looked. See what would be stored now, and store "
    "it once more."
)


def readings_urls(model_admin: Any) -> list[URLPattern]:
    view = page_view(model_admin, readings_view)
    address = "<int:pk>/maal/<int:indicator_pk>/csv/"
    return [path(address, view, name="lean_project_readings")]


def readings_view(page: ProjectPage, indicator_pk: int) -> HttpResponse:
    indicator = get_object_or_404(page.project.indicators, pk=indicator_pk)
    indicator.project = page.project
    readings = ReadingsPage(page, indicator)
    return readings.answer() if page.request.method == "POST" else readings.shown(ReadingsForm())


class ReadingsForm(forms.Form):
    """A file goes before what is written: both are there when a file is chosen after a try."""

    file = forms.FileField(
        label=gettext_lazy("A CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv,text/plain"}),
    )
    text = forms.CharField(
        label=gettext_lazy("… or paste the lines here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "cols": 60, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        try:
            if file and file.size > LARGEST:
                raise Unreadable(too_large())
            if file:
                cleaned["text"] = text_of(file.read())
        except Unreadable as refusal:
            raise forms.ValidationError(str(refusal)) from None
        if not (file or cleaned.get("text", "").strip()):
            raise forms.ValidationError(_("Choose a file, or paste some lines."))
        return cleaned


@dataclass(frozen=True)
class ReadingsPage:
    page: ProjectPage
    indicator: Indicator

    def answer(self) -> HttpResponse:
        request = self.page.request
        sent = request.POST
        if sent.get("do") == "copy":
            return self._copy(sent.get("refused", ""))
        form = ReadingsForm(sent, request.FILES)
        if not form.is_valid():
            return self.shown(form)
        text = form.cleaned_data["text"]
        try:
            table = read(text, self.indicator)
        except Unreadable as refusal:
            form.add_error(None, str(refusal))
            return self.shown(form)
        if sent.get("do") == "store":
            if sent.get("seen") == table.mark and table.taken:
                return self._store(table)
            messages.warning(request, CHANGED)
        return self.shown(form, table=table, text=text)

    def _store(self, table: Table) -> HttpResponse:
        request, project = self.page.request, self.page.project
        try:
            with transaction.atomic():
                Reading.objects.bulk_create(table.taken)
                Follow.objects.note(project=project)  # once for all of them
        except IntegrityError:  # written on the other page, at the same moment
            messages.warning(request, CHANGED)
            return HttpResponseRedirect(request.path)
        sentence = self._said(table)
        self.page.model_admin.log_change(request, project, f"{self.indicator}: {sentence}")
        if not table.refused:
            messages.success(request, sentence)
            return HttpResponseRedirect(address_of(self.indicator))
        return self.shown(ReadingsForm(), table=table, stored=sentence)

    def _said(self, table: Table) -> str:
        number = len(table.taken)
        sentence = ngettext("%(n)d reading is stored.", "%(n)d readings are stored.", number)
        return sentence % {"n": number}

    def _copy(self, signed: str) -> HttpResponse:
        try:
            rows = [Refused(*row) for row in signing.loads(signed, salt=SALT)]
        except signing.BadSignature:
            raise BadRequest("not the lines that were shown") from None
        name = f"avvist-{self.indicator.pk}.csv"
        return HttpResponse(
            copy_of(rows),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def shown(
        self, form: ReadingsForm, *, table: Table | None = None, text: str = "", stored: str = ""
    ) -> HttpResponse:
        refused = [[row.line, row.cells, row.reason] for row in table.refused] if table else []
        hidden = [row for row in table.taken if too_few(row.people)] if table else []
        return self.page.shown(
            "lean/readings_csv.html",
            title=_("Many readings at once: %(name)s") % {"name": self.indicator},
            indicator=self.indicator,
            form=form,
            table=table,
            text=text,
            stored=stored,
            few=len(hidden),
            signed=signing.dumps(refused, salt=SALT, compress=True) if refused else "",
            most_lines=MOST_LINES,
        )
