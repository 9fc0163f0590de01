"""The verbs of a contribution. Each holds the row, writes what was decided and by whom, and puts
the mails about it in the outbox: all of it or nothing."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dialogue import letters
from dialogue.contribution import LONGEST_EXCERPT, Contribution, Rule
from dialogue.decision import Complaint, Decision
from municipality.models import Person, User

TELL_EVERY = timedelta(minutes=10)
State, Outcome = Contribution.State, Decision.Outcome


class Overtaken(Exception):
    """Somebody has decided or answered since this moderator looked: nothing is overwritten."""


def mark(row: Contribution) -> str:
    """What a page shows of the last decision, and sends back with the next one."""
    decided = row.decided_at.isoformat() if row.decided_at else "never"
    return f"{row.state} {decided}"


def deciders(*, include_superusers: bool = True) -> Any:
    """Those who log in and may decide."""
    users: Any = get_user_model().objects
    may = users.with_perm(
        "dialogue.moderate_contribution",
        include_superusers=include_superusers,
        backend="municipality.authentication.StaffBackend",
    )
    return may.filter(is_staff=True)


def moderators() -> Any:
    """Those whose work it is, and who are written to: who may do everything is no moderator."""
    return deciders(include_superusers=False)


@transaction.atomic
def publish(contribution: Contribution, *, by: User | None, seen: str | None = None) -> bool:
    """Make it public. Returns False where it was so already, as all verbs here do. Raises
    Overtaken when the row is no longer as `seen`, a mark()."""
    row = held(contribution, seen)
    if row.is_published or row.is_taken_back:
        return False
    was_hidden = row.is_hidden or row.state == State.SPAM
    is_new = row.published_at is None
    row.state, row.rule = State.PUBLISHED, ""
    row.published_at = row.published_at or timezone.now()
    decide(row, Outcome.RESTORED if was_hidden else Outcome.PUBLISHED, by=by)
    if is_new:
        letters.tell_published(row)
        tell_about_answer(row)
    grant_complaint(row, by)
    refresh(contribution)
    return True


def grant_complaint(row: Contribution, by: User | None) -> None:
    """What is shown again is no longer complained about."""
    granted = {"outcome": Complaint.Outcome.REPEALED, "decided_at": timezone.now()}
    if row.complaints.filter(outcome="").update(**granted, decided_by=by):
        letters.tell_complaint_decided(row)


@transaction.atomic
def hide(
    contribution: Contribution,
    *,
    by: User | None,
    rule: str,
    reason: str = "",
    seen: str | None = None,
) -> bool:
    row = held(contribution, seen)
    if row.is_hidden:
        return False
    row.state, row.rule = State.HIDDEN, Rule(rule)
    decide(row, Outcome.HIDDEN, by=by, reason=reason)
    letters.tell_hidden(row)
    refresh(contribution)
    return True


@transaction.atomic
def mark_spam(contribution: Contribution, *, by: User | None, seen: str | None = None) -> bool:
    """No mail: it would only tell a machine that somebody is there."""
    row = held(contribution, seen)
    if row.state == State.SPAM or row.is_taken_back:
        return False
    row.state, row.rule = State.SPAM, ""
    decide(row, Outcome.SPAM, by=by)
    refresh(contribution)
    return True


@transaction.atomic
def take_back(contribution: Contribution) -> bool:
    """The one who wrote takes it back: the words and the name are erased at once. Where it stood
    in public, and where others have answered it, a line says so."""
    row = held(contribution)
    if row.is_taken_back:
        return False
    row.state, row.rule = State.HIDDEN, Rule.OWN_WISH
    erase(row)
    row.complaints.all().delete()  # their words as well, and nothing is left to decide
    decide(row, Outcome.TAKEN_BACK, by=None)
    for made in row.became.all():
        take_back(made)  # the same words
    refresh(contribution)
    return True


@transaction.atomic
def confirm(contribution: Contribution) -> None:
    """The address is the writer's: what happened before it was confirmed is told now."""
    row = held(contribution)
    if row.email_confirmed_at:
        return
    row.email_confirmed_at = timezone.now()
    row.save(update_fields=["email_confirmed_at"])


def erase(row: Contribution) -> None:
    """Empty the row, and the answers' memory of what they answered; saving is the caller's."""
    quoting = Contribution.objects.filter(about_address=row.about_address)
    quoting.filter(about_excerpt=row.text[:LONGEST_EXCERPT]).update(about_excerpt="")
    row.title = row.text = row.name = row.email = row.sender = ""
    row.email_confirmed_at = None


@transaction.atomic
def answer(
    contribution: Contribution,
    *,
    by: User,
    person: Person,
    text: str,
    token: str,
    answers_seen: int | None = None,
) -> Contribution:
    """Let the municipality answer in public, signed by a person with title and department.

    Sent twice it is stored once. Raises Overtaken when a colleague has answered meanwhile, or
    when what is answered is not public."""
    row = held(contribution)
    sent_before: Contribution | None = official_answers(row).filter(token=token).first()
    if sent_before:
        return sent_before
    overtaken = answers_seen is not None and answers_seen != official_answers(row).count()
    if overtaken or not row.is_published:
        raise Overtaken
    row_answer = Contribution.objects.create(
        token=token,
        text=text,
        name=person.name,
        person=person,
        signature=signature(person),
        lang=row.lang,
        channel=Contribution.Channel.STAFF,
        answers=row.answers or row,
        about=row.about,
        about_excerpt=row.about_excerpt,
        about_address=row.page_address,
        state=State.PUBLISHED,
        published_at=timezone.now(),
        decided_at=timezone.now(),
        decided_by=by,
    )
    kind_of(row).add_answer(row_answer)
    letters.tell_answered(row)
    act(row_answer)
    return row_answer


def official_answers(row: Contribution) -> Any:
    """The municipality's answers in the thread that the row stands in."""
    return Contribution.objects.filter(answers=row.answers or row).exclude(person=None)


def signature(person: Person) -> str:
    """Title and department, as they are today."""
    return ", ".join(filter(None, [person.title, str(person.department or "")]))


def tell_about_answer(row: Contribution) -> None:
    """Tell the one who is answered, when it is by somebody else."""
    answered = row.answers
    if answered and answered.is_published and answered.email != row.email:
        letters.tell_answered(answered)


@transaction.atomic
def decide_complaint(complaint: Complaint, *, by: User, outcome: str, answer: str) -> bool:
    """Raises PermissionError when another moderator should: see `may_decide`."""
    row = held(complaint.contribution)
    found = Complaint.objects.select_for_update().filter(pk=complaint.pk, outcome="").first()
    if found is None:
        return False  # decided, or taken back together with what it is about
    complaint = found
    if not may_decide(complaint, by):
        raise PermissionError("another moderator decides")
    same = row.decided_by_id == by.pk
    complaint.outcome, complaint.answer = Complaint.Outcome(outcome), answer
    complaint.decided_at, complaint.decided_by = timezone.now(), by
    complaint.save()
    rule = row.rule
    is_new = row.published_at is None
    if complaint.outcome == Complaint.Outcome.REPEALED:
        row.state, row.rule = State.PUBLISHED, ""
        row.published_at = row.published_at or timezone.now()
    write_down(row, Outcome(outcome), by=by, rule=rule, reason=answer, by_same_person=same)
    save(row, by)
    letters.tell_complaint_decided(row)
    if is_new and row.is_published:
        tell_about_answer(row)
    return True


def may_decide(complaint: Complaint, user: User) -> bool:
    """Another moderator than the one whose decision it is, where there is another."""
    against = complaint.contribution.decided_by_id
    return against != user.pk or not others_can_decide(user.pk)


def others_can_decide(user_id: int | None) -> bool:
    """Whether a complaint about what this one decided can be looked at by somebody else."""
    return bool(deciders().exclude(pk=user_id).exists())


def complaints_for(user: User) -> Any:
    """The open complaints that this moderator may decide, oldest first."""
    rows = Complaint.objects.filter(outcome="").select_related("contribution")
    return rows.exclude(contribution__decided_by=user) if others_can_decide(user.pk) else rows


# What all verbs share


def held(contribution: Contribution, seen: str | None = None) -> Contribution:
    """The row as it is now, which nobody else changes before this transaction ends. Raises
    Overtaken when it is not as it was seen."""
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("answers")
    row: Contribution = rows.get(pk=contribution.pk)
    if seen is not None and seen != mark(row):
        raise Overtaken
    return row


def decide(row: Contribution, outcome: str, *, by: User | None, reason: str = "") -> None:
    write_down(row, outcome, by=by, rule=row.rule, reason=reason)
    save(row, by)


def write_down(row: Contribution, outcome: str, *, by: User | None, **said: Any) -> None:
    is_again = outcome in (Outcome.RESTORED, Outcome.UPHELD, Outcome.REPEALED)
    against = row.decisions.hiding().first() if is_again else None
    row.decisions.create(outcome=outcome, made_by=by, against=against, **said)


def save(row: Contribution, by: User | None) -> None:
    row.decided_at, row.decided_by = timezone.now(), by
    row.save()
    act(row)


def act(row: Contribution) -> None:
    """Let the kind do what it must, such as to tell the search."""
    moderated = getattr(kind_of(row), "moderated", None)
    if moderated:
        moderated()


def kind_of(row: Contribution) -> Any:
    """The row that owns it. An answer that has no row of its own is a part of what it answers."""
    return row.kind or (row.answers and row.answers.kind)


def refresh(contribution: Contribution) -> None:
    contribution.refresh_from_db()


def tell_moderators() -> None:
    """Write to the moderators about what has come since the last time, at most every ten
    minutes. Asked by the worker every other second, so it locks nothing until there is news."""
    untold = Contribution.objects.waiting().filter(moderators_told_at=None)
    if not untold.exists():
        return
    now = timezone.now()
    last = Contribution.objects.aggregate(Max("moderators_told_at"))["moderators_told_at__max"]
    if last and now - last < TELL_EVERY:
        return
    with transaction.atomic(), letters.in_the_municipalitys_language():
        if untold.update(moderators_told_at=now):  # else another worker was first
            waiting = Contribution.objects.waiting().count()
            letters.tell_moderators(moderators(), waiting=waiting)
