"""Where the clauses of a section are written: one plain form, whose every button saves it all."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogue.public_form import OneLine, PlainText
from guidelines.adopting import held_edition
from guidelines.clause import Clause, Section
from guidelines.edition import Edition
from guidelines.edition_forms import CHANGED
from publishing.publication import may

MOST_CLAUSES = 60
# Beyond all numbers: renumbering never meets a number that is taken.
ASIDE = 1000
PART_OF_EMPLOYEES = "B"


class ClauseForm(forms.Form):
    key = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)
    heading = OneLine(
        label=gettext_lazy("Heading"),
        max_length=150,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    text = PlainText(
        label=gettext_lazy("Text"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
    )


ClauseForms: Any = forms.formset_factory(
    ClauseForm, extra=1, max_num=MOST_CLAUSES, absolute_max=MOST_CLAUSES + 1, validate_max=True
)


def verb_of(text: str) -> tuple[str, int]:
    """«up-3» as the verb and the row."""
    verb, _dash, row = text.partition("-")
    is_number = row.isascii() and row.isdigit() and len(row) <= 3
    return (verb, int(row)) if is_number else (text, -1)


@dataclass(frozen=True)
class Row:
    """The fields of a clause, and which of its buttons the keyboard goes on with."""

    form: Any
    at: int
    focused: str


def clauses_view(request: HttpRequest, pk: int, section: int) -> HttpResponse:
    if not may(request.user, "change", Edition):
        raise PermissionDenied
    with transaction.atomic():
        row = get_object_or_404(
            Section.objects.select_related("edition__guideline"), pk=section, edition=pk
        )
        if request.method == "POST":
            row.edition = held_edition(row.edition)
        if row.edition.is_public:
            raise PermissionDenied
        page = ClausePage(request, row)
        return page.answer() if request.method == "POST" else page.shown()


class ClausePage:
    def __init__(self, request: HttpRequest, section: Section) -> None:
        self.request, self.section = request, section

    def answer(self) -> HttpResponse:
        sent = self.request.POST
        verb, at = verb_of(sent.get("do", ""))
        rows = ClauseForms(sent, prefix="clauses")
        if sent.get("seen") != str(self.section.edition.version):
            return self.shown(rows, status=409)
        kept = [one for i, one in enumerate(rows) if not (verb == "remove" and at == i)]
        valid = [one.is_valid() for one in kept]
        # The form always sends a row: none at all is no section that somebody emptied.
        if not all(valid) or rows.non_form_errors() or not rows.forms:
            return self.shown(rows)
        filled = [one.cleaned_data for one in kept if one.has_changed()]
        filled, focus = moved(filled, verb, at)
        with transaction.atomic():
            save_clauses(self.section, filled)
        self.log()
        messages.success(self.request, _("The clauses are saved."))
        # Without a fragment in the address: a browser that goes to one ignores autofocus.
        return HttpResponseRedirect(f"?fokus={focus}" if focus else ".")

    def log(self) -> None:
        model_admin = admin.site.get_model_admin(Edition)
        model_admin.log_change(self.request, self.section.edition, str(self.section))

    def shown(self, rows: Any = None, *, status: int = 200) -> HttpResponse:
        stored = list(self.section.clauses.all())
        rows = rows or ClauseForms(prefix="clauses", initial=[words_of(one) for one in stored])
        verb, at = verb_of(self.request.GET.get("fokus", ""))
        if verb == "add" and rows.forms:
            rows.forms[-1].fields["heading"].widget.attrs["autofocus"] = True
        edition = self.section.edition
        context = {
            **admin.site.each_context(self.request),
            "opts": Edition._meta,
            "original": edition,
            "title": self.section.full_heading,
            "section": self.section,
            "others": edition.sections.exclude(pk=self.section.pk),
            "formset": rows,
            "rows": [Row(one, i, verb if at == i else "") for i, one in enumerate(rows)],
            "last": len(rows.forms) - 2,
            "seen": edition.version,
            "stored": stored if status == 409 else [],
            "changed": CHANGED if status == 409 else "",
            "is_about_employees": self.section.letter == PART_OF_EMPLOYEES,
        }
        template = "admin/guidelines/clauses.html"
        return TemplateResponse(self.request, template, context, status=status)


def words_of(clause: Clause) -> dict[str, str]:
    return {"key": clause.key, "heading": clause.heading, "text": clause.text}


def moved(rows: list[Any], verb: str, at: int) -> tuple[list[Any], str]:
    """The clauses after the verb, and the button where the keyboard goes on."""
    if verb == "add":
        return rows, "add"
    if verb == "remove":
        return rows, f"remove-{min(at, len(rows) - 1)}" if rows else "add"
    if verb not in ("up", "down") or not 0 <= at < len(rows):
        return rows, ""
    place = max(0, at - 1) if verb == "up" else min(at + 1, len(rows) - 1)
    rows.insert(place, rows.pop(at))
    if place in (0, len(rows) - 1):  # no way on from here: the other button
        verb = "down" if place == 0 else "up"
    return rows, f"{verb}-{place}"


def save_clauses(section: Section, rows: list[dict[str, str]]) -> None:
    """Write the clauses in this order. A clause that was there keeps its key."""
    edition = section.edition
    edition.version += 1
    edition.save(update_fields=["version"])
    stored = {clause.key: clause for clause in section.clauses.all()}
    kept = {row["key"] for row in rows}
    section.clauses.exclude(key__in=kept).delete()
    section.clauses.update(number=F("number") + ASIDE)
    for number, row in enumerate(rows, 1):
        clause = stored.pop(row["key"], None) or Clause(section=section)
        clause.number, clause.heading, clause.text = number, row["heading"], row["text"]
        clause.save()
