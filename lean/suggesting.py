"""Suggestions in public: the list, one of them with its timeline, and the form."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dialogue.contribution import Contribution
from dialogue.public_form import public_form
from dialogue.receiving import About, receive
from lean.circle import about, take_in
from lean.like_ones import like_ones
from lean.suggesting_form import WEBSITE, SuggestionForm
from lean.suggestion import Event, Suggestion, SuggestionQuerySet
from lean.views import Crumb, lean_crumbs
from municipality.middleware import municipality_of
from municipality.models import Department, Municipality
from publishing.paging import page_of
from publishing.sharing import Share

GONE = 410
Status = Suggestion.Status


def crumbs(*more: Crumb) -> list[Crumb]:
    return [*lean_crumbs(), (_("Suggestions"), reverse("lean:suggestion_list")), *more]


@require_safe
def suggestion_list(request: HttpRequest) -> HttpResponse:
    departments = list(Department.objects.all())
    status, place = chosen(request, departments)
    of_place = narrowed(Suggestion.objects.published(), departments, place)
    rows = of_place.filter(status=status) if status else of_place
    heading = _("Suggestions from the inhabitants")
    page = page_of(request, rows.for_lists())
    path = f"{request.path}?side={page.number}" if page.number > 1 and not place + status else ""
    context = {
        "page": page,
        "counts": counts(of_place),
        "status": status,
        "departments": departments,
        "place": place,
        "heading": heading,
        "share": Share(
            title=heading, path=path or request.path, lang=municipality_of(request).lang
        ),
        "crumbs": crumbs(),
    }
    return render(request, "lean/suggestion_list.html", context)


def chosen(request: HttpRequest, departments: list[Department]) -> tuple[str, str]:
    """Return what the list is narrowed to. Raises Http404 for what we never link to."""
    status, place = request.GET.get("status", ""), request.GET.get("avdeling", "")
    places = {WEBSITE, *(row.slug for row in departments)}
    if (status and status not in Status.values) or (place and place not in places):
        raise Http404("no such suggestions")
    return status, place


def narrowed(
    rows: SuggestionQuerySet, departments: list[Department], place: str
) -> SuggestionQuerySet:
    if place == WEBSITE:
        return rows.filter(is_about_website=True)
    found = next((row for row in departments if row.slug == place), None)
    return rows.filter(department=found) if found else rows


def counts(rows: SuggestionQuerySet) -> list[dict[str, Any]]:
    """How many there are of each status that somebody's suggestion has: in the order of work."""
    numbers = dict(rows.order_by().values_list("status").annotate(Count("pk")))
    every = [{"value": "", "label": _("All"), "number": sum(numbers.values())}]
    return every + [
        {"value": status.value, "label": status.label, "number": numbers[status.value]}
        for status in Status
        if status.value in numbers
    ]


@public_form
def suggestion_form(request: HttpRequest) -> HttpResponse:
    form = SuggestionForm(request)
    if form.is_bound and form.is_valid() and not form.wants_preview:
        received = take(request, form)
        if received:
            return redirect(received)
    context = {
        "form": form,
        "preview": form.cleaned_data if form.wants_preview and form.is_valid() else None,
        "is_moderated_first": is_moderated_first(request),
        "like_ones": like_ones(str(form.data.get("title", ""))) if form.is_bound else [],
        "crumbs": crumbs((_("A new suggestion"), request.path)),
    }
    return render(request, "lean/suggestion_form.html", context, status=form.status)


def take(request: HttpRequest, form: SuggestionForm) -> Contribution | None:
    subject = about(**form.place)
    return receive(
        form,
        request,
        about=About(title=subject["about"], excerpt="", address=subject["about_address"]),
        owner=lambda row: take_in(row, **form.place),
        is_moderated_first=is_moderated_first(request),
    )


def is_moderated_first(request: HttpRequest) -> bool:
    return municipality_of(request).moderation == Municipality.Moderation.BEFORE


@require_safe
def suggestion_detail(request: HttpRequest, number: int) -> HttpResponse:
    """A suggestion and its open timeline; a line in its place where it is hidden."""
    rows = Suggestion.objects.with_a_page().for_lists()
    row = get_object_or_404(
        rows.select_related("contribution__came_from", "duplicate_of"), contribution__id=number
    )
    name = _("Suggestion no. %(number)s") % {"number": row.pk}
    context: dict[str, Any] = {"suggestion": row, "said": row.contribution, "name": name}
    context["crumbs"] = crumbs((name, request.path))
    if row.contribution.is_hidden:
        return render(request, "lean/suggestion_hidden.html", context, status=GONE)
    answers = list(row.contribution.answered_by.filter(state__in=["published", "hidden"]))
    context |= {
        "answers": answers,
        "moments": timeline(row, answers),
        "duplicates": row.duplicates.published().for_lists(),
        "share": share_of(row),
    }
    return render(request, "lean/suggestion_detail.html", context)


@dataclass(frozen=True)
class Moment:
    """One point on the timeline: what happened, or an answer that came."""

    at: datetime
    event: Event | None = None
    answer: Contribution | None = None


def timeline(row: Suggestion, answers: list[Contribution]) -> list[Moment]:
    """What the public may know: an internal project is no event yet."""
    events = row.events.select_related("project")
    moments = [Moment(event.made_at, event=event) for event in events if event.is_public]
    moments += [Moment(said.created_at, answer=said) for said in answers if said.is_published]
    return sorted(moments, key=lambda moment: moment.at)


def share_of(row: Suggestion) -> Share:
    said = row.contribution
    return Share(
        title=said.title,
        path=row.get_absolute_url(),
        lang=said.lang,
        description=Truncator(said.text).chars(200),
        published_at=said.published_at,
    )
