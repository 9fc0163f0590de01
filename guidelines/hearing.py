"""What people answer while an edition is open for comments: the form, and all that was said."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dialogue.contribution import Contribution, results
from dialogue.public_form import public_form
from dialogue.receiving import About, receive
from guidelines.clause import Clause
from guidelines.edition import Edition
from guidelines.guideline import Guideline
from guidelines.hearing_form import ResponseForm
from guidelines.response import Response
from municipality.middleware import municipality_of
from municipality.models import Municipality
from publishing.models import OldSlug
from publishing.sharing import Share

GONE = 410
SHOWN = (Contribution.State.PUBLISHED, Contribution.State.HIDDEN)
Crumb = tuple[str, str]  # name, path


def responses_by_clause(edition: Edition) -> Counter[str]:
    """How many public answers each clause has; those to the whole stand under «»."""
    rows = edition.responses.published().from_people()
    return Counter(rows.values_list("clause_key", flat=True))


@require_safe
def response_list(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What was answered, clause by clause. It stands for as long as the edition does."""
    edition = heard(slug, number)
    if edition.guideline.slug != slug:
        return redirect(responses_path(edition), permanent=True)
    topics = topics_of(edition)
    heading = _("Answers at the hearing")
    context = {
        "edition": edition,
        "guideline": edition.guideline,
        "topics": topics,
        "number": sum(said.contribution.is_published for topic in topics for said in topic.said),
        "is_open": edition.is_open_for_comments,
        "heading": heading,
        "crumbs": crumbs_of(edition),
        "share": Share(
            title=f"{edition.guideline.title}: {heading}",
            path=responses_path(edition),
            lang=municipality_of(request).lang,
        ),
    }
    return render(request, "guidelines/response_list.html", context)


def heard(slug: str, number: int) -> Edition:
    """Return an edition that the public sees, or has answered. Raises Http404."""
    edition: Edition = edition_at(slug, number)
    if not is_known(edition):
        raise Http404("no such edition")
    return edition


def is_known(edition: Any) -> bool:
    """A hearing that is over may have made a draft of it again: what was said still stands."""
    return bool(edition.is_public or edition.has_responses)


def edition_at(slug: str, number: int) -> Any:
    """Any edition, also one of which the public knows nothing. Raises Http404."""
    rows = Edition.objects.for_lists().annotate(
        has_responses=Exists(Response.objects.shown().filter(edition=OuterRef("pk")))
    )
    here = Q(guideline__slug=slug) | Q(guideline=OldSlug.find(Guideline, slug))
    edition = rows.filter(here, number=number).first() if number < 10_000 else None
    if edition is None:
        raise Http404("no such edition")
    return edition


def responses_path(edition: Edition) -> str:
    return reverse("guidelines:response_list", args=[edition.guideline.slug, edition.number])


def crumbs_of(edition: Edition, *more: Crumb) -> list[Crumb]:
    guideline = edition.guideline
    known = [(guideline.title, guideline.get_absolute_url())] if guideline.is_public else []
    return [
        (_("Front page"), reverse("front_page")),
        (_("Guidelines"), reverse("guidelines:guideline_list")),
        *known,
        (_("Answers at the hearing"), responses_path(edition)),
        *more,
    ]


@dataclass
class Topic:
    """The whole, or a clause, and what was said about it."""

    label: str
    heading: str = ""
    key: str = ""
    said: list[Response] = field(default_factory=list)


def topics_of(edition: Edition) -> list[Topic]:
    """Each with its answers, the oldest first; in the order of the edition as it is now. A clause
    that it no longer has keeps the number it had then."""
    answers = Contribution.objects.filter(state__in=SHOWN).order_by("created_at", "pk")
    below = Prefetch("contribution__answered_by", queryset=answers, to_attr="answers_shown")
    rows = edition.responses.shown().select_related("contribution")
    rows = rows.prefetch_related(results("contribution__became"), below)
    found: dict[str, Topic] = {"": Topic(_("The whole of it"))}
    if edition.is_public:  # else its words are a draft's
        for clause in clauses_of(edition):
            found[clause.key] = Topic(clause.label, clause.heading, clause.key)
    for row in rows.from_people().order_by("contribution__created_at", "pk"):
        topic = found.setdefault(row.clause_key, Topic(row.clause_label, key=row.clause_key))
        topic.said.append(row)
    return [topic for topic in found.values() if topic.said]


def clauses_of(edition: Edition) -> list[Clause]:
    rows = Clause.objects.filter(section__edition=edition)
    return list(rows.select_related("section"))


@public_form
def response_form(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    edition = edition_at(slug, number)
    clauses = clauses_of(edition) if edition.is_public else []
    form = ResponseForm(request, edition=edition, clauses=clauses)
    if not is_known(edition) and not form.was_shown:
        raise Http404("no such edition")
    if not edition.is_open_for_comments:
        return closed(request, edition)
    if request.method != "POST" and edition.guideline.slug != slug:
        return redirect(form_path(edition), permanent=True)
    if form.is_bound and form.is_valid() and not form.wants_preview:
        received = take(request, edition, form)
        if received:
            return redirect(received)
    return draw(request, edition, form)


def form_path(edition: Edition) -> str:
    return reverse("guidelines:response_form", args=[edition.guideline.slug, edition.number])


def take(request: HttpRequest, edition: Edition, form: ResponseForm) -> Contribution | None:
    clause = form.clause
    place = {"clause_key": clause.key, "clause_label": clause.label} if clause else {}
    title = edition.guideline.title
    return receive(
        form,
        request,
        about=About(
            title=f"{clause.label} {clause.heading} – {title}" if clause else title,
            excerpt=clause.text if clause else "",
            address=responses_path(edition),
        ),
        owner=lambda row: Response.objects.create(contribution=row, edition=edition, **place),
        is_moderated_first=is_moderated_first(request),
    )


def is_moderated_first(request: HttpRequest) -> bool:
    return municipality_of(request).moderation == Municipality.Moderation.BEFORE


def draw(request: HttpRequest, edition: Edition, form: ResponseForm) -> HttpResponse:
    context = {
        "edition": edition,
        "guideline": edition.guideline,
        "form": form,
        "clause": form.clause,
        "preview": form.cleaned_data if form.wants_preview and form.is_valid() else None,
        "is_moderated_first": is_moderated_first(request),
        "crumbs": crumbs_of(edition, (_("Give your answer"), request.path)),
    }
    return render(request, "guidelines/response_form.html", context, status=form.status)


def closed(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Nothing can be sent, but what was written in the meantime can be copied."""
    written = request.POST.get("text", "") if request.method == "POST" else ""
    context = {
        "edition": edition,
        "guideline": edition.guideline,
        "written": written,
        "crumbs": crumbs_of(edition, (_("Give your answer"), request.path)),
    }
    return render(request, "guidelines/responses_closed.html", context, status=GONE)
