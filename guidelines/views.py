"""The public pages of guidelines: the list, one edition, one clause, and its form for machines."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guidelines.clause import Clause, Section
from guidelines.edition import Edition
from guidelines.guideline import Guideline
from guidelines.hearing import responses_by_clause
from guidelines.linked_data import document, share_of
from guidelines.shelf import Shelf, Standing, shelf_of, shelves, standing, whole
from municipality.middleware import municipality_of
from publishing.models import OldSlug
from publishing.sharing import Share

Crumb = tuple[str, str]  # name, path

WRONG, UNKNOWN, GONE = 400, 404, 410
LONGEST_DATE = 20


def guideline_crumbs(*more: Crumb) -> list[Crumb]:
    home = (_("Front page"), reverse("front_page"))
    return [home, (_("Guidelines"), reverse("guidelines:guideline_list")), *more]


@require_safe
def guideline_list(request: HttpRequest) -> HttpResponse:
    """Those that hold first, then proposals, and last what is repealed."""
    heading = _("Guidelines")
    order = [Standing.VALID, Standing.COMING, Standing.HEARING]
    rows = shelves()
    rows.sort(key=lambda row: order.index(row.standing) if row.standing in order else len(order))
    context = {
        "shelves": rows,
        "heading": heading,
        "crumbs": guideline_crumbs(),
        "share": Share(title=heading, path=request.path, lang=municipality_of(request).lang),
    }
    return render(request, "guidelines/guideline_list.html", context)


@require_safe
def guideline_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The edition that holds, or with `?dato=` the one that held on that day."""
    guideline = found(slug)
    if guideline.slug != slug:
        return moved(request, slug, guideline)
    shelf = shelf_of(guideline)
    asked = request.GET.get("dato", "").strip()
    if asked:
        return on_a_day(request, shelf, asked)
    if shelf.shown is None:
        raise Http404("nothing public here")
    return draw(request, shelf, shelf.shown, path=guideline.get_absolute_url())


def found(slug: str) -> Guideline:
    """Return the guideline that has the slug, or once had it. Raises Http404."""
    rows = Guideline.objects.published().for_lists()
    row: Guideline | None = rows.filter(slug=slug).first()
    row = row or rows.filter(pk=OldSlug.find(Guideline, slug)).first()
    if row is None:
        raise Http404("no such guideline")
    return row


def moved(request: HttpRequest, slug: str, guideline: Guideline) -> HttpResponse:
    """All that stands below the old address has moved with it."""
    old = reverse("guidelines:guideline_detail", args=[slug])
    rest = request.get_full_path().removeprefix(old)
    return redirect(guideline.get_absolute_url() + rest, permanent=True)


def on_a_day(request: HttpRequest, shelf: Shelf, asked: str) -> HttpResponse:
    day = day_of(asked)
    if day is None:
        heading = _("We do not understand the date «%(date)s».") % {"date": asked[:LONGEST_DATE]}
        return sorry(request, shelf, heading, _("Write it like this: 2011-03-01."), status=WRONG)
    edition = shelf.valid(day)
    if edition is None:
        said = {"day": date_format(day, "j. F Y")}
        heading = _("No edition held on %(day)s.") % said
        return sorry(request, shelf, heading, _("These are all the editions:"), status=UNKNOWN)
    path = edition.get_absolute_url()
    return draw(request, shelf, edition, path=path, asked_day=day)


def day_of(asked: str) -> date | None:
    """Read 2011-03-01, or as Norwegians write it: 1.3.2011."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(asked, form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None


def sorry(
    request: HttpRequest, shelf: Shelf, heading: str, advice: str, *, status: int
) -> HttpResponse:
    """One clear sentence, and the editions that there are."""
    context = {
        "heading": heading,
        "advice": advice,
        "shelf": shelf,
        "guideline": shelf.guideline,
        "crumbs": crumbs_of(shelf.guideline),
    }
    return render(request, "guidelines/sorry.html", context, status=status)


def crumbs_of(guideline: Guideline, *more: Crumb) -> list[Crumb]:
    return guideline_crumbs((guideline.title, guideline.get_absolute_url()), *more)


@require_safe
def edition_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    guideline = found(slug)
    if guideline.slug != slug:
        return moved(request, slug, guideline)
    shelf = shelf_of(guideline)
    edition = shelf.numbered(number)
    here: Crumb = (edition.label.capitalize(), request.path)
    return draw(request, shelf, edition, path=request.path, crumbs=crumbs_of(guideline, here))


def draw(
    request: HttpRequest, shelf: Shelf, edition: Edition, *, path: str, **context: Any
) -> HttpResponse:
    """The page of an edition, with its parts and all that is told about it."""
    municipality = municipality_of(request)
    stands = standing(edition)
    answers = responses_by_clause(edition)
    context = {
        "shelf": shelf,
        "guideline": shelf.guideline,
        "edition": whole(edition),
        "stands": str(stands),
        "valid": shelf.valid(),
        "before": shelf.before(edition),
        "after": shelf.after(edition),
        "sections": sections_of(edition, answers),
        "attachments": edition.attachments.all(),
        "responses": answers.total(),
        "is_open": edition.is_open_for_comments,
        "shows_overdue_review": municipality.shows_overdue_reviews and edition.review_is_overdue,
        "today": timezone.localdate(),
        "share": share_of(edition, path=path),
        "linked_data": document(edition, municipality, is_valid=stands == Standing.VALID),
        "crumbs": crumbs_of(shelf.guideline),
        **context,
    }
    return render(request, "guidelines/edition_detail.html", context)


def sections_of(edition: Edition, answers: Counter[str]) -> list[Section]:
    """With their clauses, and how many answers each has."""
    sections = list(edition.sections.prefetch_related("clauses"))
    for section in sections:
        section.edition = edition  # else each clause asks for it
        for clause in section.clauses.all():
            clause.responses = answers[clause.key]
    return sections


@require_safe
def clause(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The permanent address of a clause: on to where it stands today, whatever its number. 302:
    the next edition may give it another one.

    What is repealed answers 410, as all that was public once and is not any more; the page says
    when, and leads to the words in the last edition that had it."""
    guideline = found(slug)
    if guideline.slug != slug:
        return moved(request, slug, guideline)
    shelf = shelf_of(guideline)
    public = [row.pk for row in shelf.editions]
    key = key.lower()  # as it may be written from paper
    rows = Clause.objects.filter(key=key, section__edition__in=public).select_related("section")
    by_edition = {row.section.edition_id: row for row in rows}
    if not by_edition:
        heading = _("There is no such clause.")
        return sorry(request, shelf, heading, _("Look in one of the editions:"), status=UNKNOWN)
    valid = shelf.valid()
    if valid and valid.pk in by_edition:
        return redirect(f"{guideline.get_absolute_url()}#{by_edition[valid.pk].anchor}")
    last = next(row for row in shelf.editions if row.pk in by_edition)
    if standing(last) in (Standing.HEARING, Standing.COMING):
        return redirect(f"{last.get_absolute_url()}#{by_edition[last.pk].anchor}")
    return repealed(request, shelf, last, by_edition[last.pk])


def repealed(request: HttpRequest, shelf: Shelf, edition: Edition, row: Clause) -> HttpResponse:
    here: Crumb = (row.label, request.path)
    context = {
        "clause": row,
        "edition": edition,
        "guideline": shelf.guideline,
        "valid": shelf.valid(),
        "after": shelf.after(edition),
        "crumbs": crumbs_of(shelf.guideline, here),
    }
    return render(request, "guidelines/clause_repealed.html", context, status=GONE)
