from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dialogue import letters, moderation
from dialogue.contribution import Contribution
from dialogue.decision import Complaint, Decision
from dialogue.forms import ComplaintForm
from dialogue.public_form import PublicForm, public_form
from municipality.middleware import municipality_of
from publishing.paging import page_of
from publishing.sharing import Share

LOG_ROWS = 50


@public_form
def contribution(request: HttpRequest, key: str) -> HttpResponse:
    """The page of the one who wrote: what has become of it, and what can be done about it."""
    rows = Contribution.objects.of_all_kinds().with_results().select_related("decided_by")
    row = get_object_or_404(rows, key=key)
    if request.method == "POST":
        return do(request, row)
    return show(request, row)


def do(request: HttpRequest, row: Contribution) -> HttpResponse:
    verbs: dict[str, Callable[[HttpRequest, Contribution], HttpResponse]] = {
        "confirm": confirm,
        "take_back": take_back,
        "complain": complain,
    }
    verb = verbs.get(request.POST.get("verb", ""), kind_verb)
    return verb(request, row)


def kind_verb(request: HttpRequest, row: Contribution) -> HttpResponse:
    """What the author says to the kind itself: see docs/architecture.md."""
    author_says = getattr(row.kind, "author_says", None)
    if author_says:
        author_says(request.POST.get("verb", ""), request.POST.get("bevis", ""))
    return redirect(row)


def show(
    request: HttpRequest, row: Contribution, form: PublicForm | None = None, **context: Any
) -> HttpResponse:
    complaints = list(row.complaints.all())
    may_complain = can_be_complained_about(row) and not any(c.is_open for c in complaints)
    form = form or (complaint_form(request, row) if may_complain else None)
    signature = request.GET.get("bekreft", "")
    context |= kind_page(request, row) | {
        "contribution": row,
        "answers": row.answered_by.published(),
        "complaints": complaints,
        "decision": row.decisions.filter(outcome=Decision.Outcome.HIDDEN).first(),
        "form": form,
        "by_another": bool(complaints or form) and moderation.others_can_decide(row.decided_by_id),
        "signature": signature,
        "may_confirm": is_unconfirmed(row) and letters.proves(row, signature),
        "is_signature_old": is_unconfirmed(row) and bool(signature),
        "just_sent": timezone.now() - row.created_at < letters.JUST_NOW,
        "crumbs": [(_("Front page"), reverse("front_page")), (str(row), request.path)],
    }
    status = form.status if form else 200
    return render(request, "dialogue/contribution.html", context, status=status)


def kind_page(request: HttpRequest, row: Contribution) -> dict[str, Any]:
    """What the kind itself has to say to the author, and what it became."""
    own_page = getattr(row.kind, "own_page", None)
    template, context = own_page(request.GET.get("bevis", "")) if own_page else ("", {})
    return {"kind_template": template, "results": row.results, **context}


def is_unconfirmed(row: Contribution) -> bool:
    return bool(row.email) and row.email_confirmed_at is None


def can_be_complained_about(row: Contribution) -> bool:
    stopped = row.is_hidden or row.state == Contribution.State.SPAM
    return stopped and not row.is_taken_back and bool(row.text)


def confirm(request: HttpRequest, row: Contribution) -> HttpResponse:
    """Only what came by mail confirms an address, and only a button does it."""
    if is_unconfirmed(row) and letters.proves(row, request.POST.get("bekreft", "")):
        moderation.confirm(row)
    return redirect(row)


def take_back(request: HttpRequest, row: Contribution) -> HttpResponse:
    if not row.is_official:
        moderation.take_back(row)
    return redirect(row)


def complaint_form(request: HttpRequest, row: Contribution) -> ComplaintForm:
    return ComplaintForm(request, target=row.key)


def complain(request: HttpRequest, row: Contribution) -> HttpResponse:
    form = complaint_form(request, row)
    if not form.is_valid():
        return show(request, row, form)
    if not can_be_complained_about(row):
        form.give_back(_("There is nothing to complain about: it is not hidden."))
        return show(request, row, form)
    try:
        with transaction.atomic():
            row.complaints.create(token=form.valid_token.nonce, text=form.cleaned_data["text"])
    except IntegrityError:
        # One is open already: this one, sent twice, or another.
        if not Complaint.objects.filter(token=form.valid_token.nonce).exists():
            form.give_back(_("Your complaint is being looked at already."))
            return show(request, row, form)
    return redirect(row)


@require_safe
def moderation_log(request: HttpRequest) -> HttpResponse:
    """What the municipality has hidden, by which rule, and what became of it: no content, no
    names."""
    heading = _("What we have hidden")
    context = {
        "page": page_of(request, Decision.objects.in_the_log(), per_page=LOG_ROWS),
        "years": years(),
        "heading": heading,
        "share": Share(title=heading, path=request.path, lang=municipality_of(request).lang),
        "crumbs": [
            (_("Front page"), reverse("front_page")),
            (_("Comment rules"), "/kommentarregler/"),
            (heading, request.path),
        ],
    }
    return render(request, "dialogue/moderation_log.html", context)


def years() -> list[dict[str, Any]]:
    """How much was decided in each year, newest first: {"year", outcome: number}."""
    counted = (
        Decision.objects.order_by()
        .annotate(year=ExtractYear("made_at"))
        .values("year", "outcome")
        .annotate(number=Count("pk"))
    )
    table: dict[int, dict[str, Any]] = {}
    for row in counted:
        table.setdefault(row["year"], {"year": row["year"]})[row["outcome"]] = row["number"]
    return [table[year] for year in sorted(table, reverse=True)]
