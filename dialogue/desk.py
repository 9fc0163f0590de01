"""One contribution on the moderators' desk: everything about it, and what can be done with it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogue import moderation
from dialogue.contribution import Contribution
from dialogue.decision import Complaint, Decision
from dialogue.desk_forms import AnswerForm, ComplaintDecisionForm, HideForm
from dialogue.moderation import Overtaken, mark, may_decide, official_answers
from dialogue.spam import reasons_in_words


def row_page(
    model_admin: Any, request: HttpRequest, row: Contribution, **forms: Any
) -> TemplateResponse:
    user: Any = request.user
    complaints = list(row.complaints.select_related("decided_by"))
    open_one = next((complaint for complaint in complaints if complaint.is_open), None)
    forms.setdefault("hide_form", HideForm())
    forms.setdefault("answer_form", answer_form(request, row))
    forms.setdefault(
        "complaint_form",
        ComplaintDecisionForm(initial={"complaint": open_one.pk}) if open_one else None,
    )
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": str(row),
        "row": row,
        "mark": mark(row),
        "held": reasons_in_words(row.held_for),
        "thread": thread_of(row),
        "decisions": row.decisions.select_related("made_by"),
        "complaints": complaints,
        "links": row.kind.staff_links(user) if hasattr(row.kind, "staff_links") else [],
        "may_moderate": model_admin.has_moderate_permission(request),
        "may_decide": bool(open_one and may_decide(open_one, user)),
        **forms,
    }
    return TemplateResponse(request, "admin/contribution.html", context)


def thread_of(row: Contribution) -> list[Contribution]:
    """What stands around it in public: the one it answers, and the answers, oldest first."""
    first = row.answers or row
    rows = [first, *Contribution.objects.published().filter(answers=first)]
    return [said for said in rows if said.pk != row.pk]


def answer_form(request: HttpRequest, row: Contribution, data: Any = None) -> AnswerForm:
    user: Any = request.user
    return AnswerForm(data, user=user, answers=official_answers(row).count())


# The verbs. Each is asked by a form, with what the moderator saw; a link to one shows the page.


def publish_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    return decide(model_admin, request, pk, moderation.publish, _("%(row)s is published."))


def spam_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    return decide(model_admin, request, pk, moderation.mark_spam, _("%(row)s is stopped as spam."))


def hide_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    row = row_of(model_admin, request, pk)
    if request.method != "POST":
        return to_row(row)
    form = HideForm(request.POST)
    if form.is_valid() and hide_row(request, row, form):
        messages.success(request, _("%(row)s is hidden.") % {"row": row})
        return back(request, row)
    return row_page(model_admin, request, row, hide_form=form)


def hide_row(request: HttpRequest, row: Contribution, form: HideForm) -> bool:
    """The reason is given back to the one who came too late with it."""
    said = form.cleaned_data
    if verb_done(moderation.hide, request, row, **said) or was_said(request, row, **said):
        return True
    form.add_error("reason", now_it_is(row))
    return False


def was_said(request: HttpRequest, row: Contribution, **said: str) -> bool:
    """Whether the last decision is this one: the button was pressed twice."""
    user: Any = request.user
    last = row.decisions.values("outcome", "made_by", *said).first()
    return bool(last == {"outcome": Decision.Outcome.HIDDEN, "made_by": user.pk, **said})


def decide(
    model_admin: Any, request: HttpRequest, pk: int, verb: Any, done: str
) -> HttpResponseRedirect:
    row = row_of(model_admin, request, pk)
    if request.method != "POST":
        return to_row(row)
    if verb_done(verb, request, row):
        messages.success(request, done % {"row": row})
    else:
        messages.warning(request, now_it_is(row))
    return back(request, row)


def verb_done(verb: Any, request: HttpRequest, row: Contribution, **said: Any) -> bool:
    """Whether this decided it; if not, the row is read again as it is by now."""
    try:
        done: bool = verb(row, by=request.user, seen=seen_of(request, row.pk), **said)
    except Overtaken:
        done = False
    if not done:
        row.refresh_from_db()
    return done


def seen_of(request: HttpRequest, pk: int) -> str:
    """The mark of this row; the list sends those of all its rows."""
    marks = seen_marks(request)
    return marks.get(str(pk), "")


def seen_marks(request: HttpRequest) -> dict[str, str]:
    """The marks of the rows that the page showed: {key of the row: mark}."""
    pairs = (one.partition(":") for one in request.POST.getlist("seen"))
    return {pk: seen for pk, _colon, seen in pairs}


def now_it_is(row: Contribution) -> str:
    """Said to the one who came too late."""
    facts = {"row": row, "state": row.get_state_display().lower(), "who": row.decided_by or ""}
    if row.decided_by:
        return _("Nothing is changed: %(row)s was decided by %(who)s, and is «%(state)s».") % facts
    return _("Nothing is changed: %(row)s is «%(state)s» by now.") % facts


def answer_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    row = row_of(model_admin, request, pk)
    if request.method != "POST":
        return to_row(row)
    form = answer_form(request, row, request.POST)
    if form.is_valid() and send_answer(request, row, form):
        messages.success(request, _("The answer is public."))
        return to_row(row)
    return row_page(model_admin, request, row, answer_form=form)


def send_answer(request: HttpRequest, row: Contribution, form: AnswerForm) -> bool:
    user: Any = request.user
    try:
        stored = moderation.answer(row, by=user, **form.cleaned_data)
    except Overtaken:
        row.refresh_from_db()
        overtaken = _("A colleague has answered in the meantime. Read it, and send yours as well?")
        not_public = _("What you answer is not public. Publish it first.")
        sentence = overtaken if row.is_published else not_public
    else:
        if stored.text == form.cleaned_data["text"]:
            return True
        sentence = _("You have sent this form before, with another text. Send it once more.")
    form.give_back(sentence, answers=official_answers(row).count())
    return False


def complaint_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    row = row_of(model_admin, request, pk)
    if request.method != "POST":
        return to_row(row)
    form = ComplaintDecisionForm(request.POST)
    if form.is_valid() and decide_complaint(request, row, form):
        messages.success(request, _("The complaint is decided."))
        return to_row(row)
    return row_page(model_admin, request, row, complaint_form=form)


def decide_complaint(request: HttpRequest, row: Contribution, form: ComplaintDecisionForm) -> bool:
    """The answer is given back to the one who came too late with it, or should not have come."""
    user: Any = request.user
    said = dict(form.cleaned_data)
    found = complaint_of(row, said.pop("complaint"))
    try:
        if found and moderation.decide_complaint(found, by=user, **said):
            return True
        sentence = _("The complaint was decided in the meantime.")
    except PermissionError:
        sentence = _("You made this decision yourself: another moderator decides the complaint.")
    if row.complaints.filter(pk=form.cleaned_data["complaint"], decided_by=user, **said).exists():
        return True  # pressed twice
    row.refresh_from_db()
    form.add_error("answer", now_it_is(row) if row.is_taken_back else sentence)
    return False


def complaint_of(row: Contribution, pk: int) -> Complaint | None:
    """None for one that is gone: the one who wrote has taken everything back."""
    found: Complaint | None = row.complaints.filter(pk=pk).first()
    if found is None and not row.is_taken_back:
        raise Http404("no such complaint")
    return found


def row_of(model_admin: Any, request: HttpRequest, pk: int) -> Contribution:
    row: Contribution | None = model_admin.get_object(request, str(pk))
    if row is None:
        raise Http404("no such contribution")
    return row


def to_row(row: Contribution) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:dialogue_contribution_change", args=[row.pk]))


def back(request: HttpRequest, row: Contribution) -> HttpResponseRedirect:
    """To the queue as it was filtered, when the button stood there."""
    if "queue" not in request.POST:
        return to_row(row)
    query = QueryDict(request.POST["queue"]).urlencode()
    url = reverse("admin:dialogue_contribution_changelist")
    return HttpResponseRedirect(f"{url}?{query}" if query else url)
