"""The verbs of a contribution. Each holds the row, writes what was decided and by whom, and puts
the mails about it in the outbox: all of it or nothing."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dialogue import letters
from dialogue.contribution import Contribution, Rule
from dialogue.decision import Complaint, Decision
from municipality.models import Person, User

TELL_EVERY = timedelta(minutes=10)
State, Outcome = Contribution.State, Decision.Outcome


def moderators() -> Any:
    """Those who log in and may decide, with an address to be reached at."""
    users: Any = get_user_model().objects
    may = users.with_perm(
        "dialogue.moderate_contribution",
        include_superusers=False,
        backend="municipality.authentication.StaffBackend",
    )
    return may.filter(is_staff=True)


@transaction.atomic
def publish(contribution: Contribution, *, by: User | None) -> bool:
    """Make it public. Returns False where it was so already, as all verbs here do."""
    row = held(contribution)
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
    refresh(contribution)
    return True


@transaction.atomic
def hide(contribution: Contribution, *, by: User | None, rule: str, reason: str = "") -> bool:
    row = held(contribution)
    if row.is_hidden:
        return False
    row.state, row.rule = State.HIDDEN, Rule(rule)
    decide(row, Outcome.HIDDEN, by=by, reason=reason)
    letters.tell_hidden(row)
    refresh(contribution)
    return True


@transaction.atomic
def mark_spam(contribution: Contribution, *, by: User | None) -> bool:
    """No mail: it would only tell a machine that somebody is there."""
    row = held(contribution)
    if row.state == State.SPAM:
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
    row.title = row.text = row.name = row.email = row.sender = ""
    row.email_confirmed_at = None


@transaction.atomic
def answer(
    contribution: Contribution, *, by: User, person: Person, text: str, token: str
) -> Contribution:
    """Let the municipality answer in public, signed by a person with title and department."""
    row = held(contribution)
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
    row.kind.add_answer(row_answer)
    letters.tell_answered(row)
    act(row_answer)
    return row_answer


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
    complaint = Complaint.objects.select_for_update().get(pk=complaint.pk)
    if not complaint.is_open:
        return False
    if not may_decide(complaint, by):
        raise PermissionError("another moderator decides")
    same = row.decided_by_id == by.pk
    complaint.outcome, complaint.answer = Complaint.Outcome(outcome), answer
    complaint.decided_at, complaint.decided_by = timezone.now(), by
    complaint.save()
    rule = row.rule
    if complaint.outcome == Complaint.Outcome.REPEALED:
        row.state, row.rule = State.PUBLISHED, ""
        row.published_at = row.published_at or timezone.now()
    write_down(row, Outcome(outcome), by=by, rule=rule, reason=answer, by_same_person=same)
    save(row, by)
    letters.tell_complaint_decided(row)
    return True


def may_decide(complaint: Complaint, user: User) -> bool:
    """Another moderator than the one whose decision it is, where there is another."""
    against = complaint.contribution.decided_by_id
    return against != user.pk or not moderators().exclude(pk=user.pk).exists()


# What all verbs share


def held(contribution: Contribution) -> Contribution:
    """The row as it is now, which nobody else changes before this transaction ends."""
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("answers")
    row: Contribution = rows.get(pk=contribution.pk)
    return row


def decide(row: Contribution, outcome: str, *, by: User | None, reason: str = "") -> None:
    write_down(row, outcome, by=by, rule=row.rule, reason=reason)
    save(row, by)


def write_down(row: Contribution, outcome: str, *, by: User | None, **said: Any) -> None:
    row.decisions.create(outcome=outcome, made_by=by, **said)


def save(row: Contribution, by: User | None) -> None:
    row.decided_at, row.decided_by = timezone.now(), by
    row.save()
    act(row)


def act(row: Contribution) -> None:
    """Let the kind do what it must, such as to tell the search. An answer that has no row of
    its own is a part of what it answers."""
    moderated = getattr(row.kind or (row.answers and row.answers.kind), "moderated", None)
    if moderated:
        moderated()


def refresh(contribution: Contribution) -> None:
    contribution.refresh_from_db()


@transaction.atomic
def tell_moderators() -> None:
    """Write to the moderators about what has come since the last time, at most every ten
    minutes."""
    now = timezone.now()
    untold = Contribution.objects.waiting().filter(moderators_told_at=None)
    last = Contribution.objects.aggregate(Max("moderators_told_at"))["moderators_told_at__max"]
    if (last and now - last < TELL_EVERY) or not untold.exists():
        return
    untold.update(moderators_told_at=now)
    with letters.in_the_municipalitys_language():
        letters.tell_moderators(moderators(), waiting=Contribution.objects.waiting().count())
