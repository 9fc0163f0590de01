"""What citizens wrote is forgotten when its time is up: the periods are settings.RETENTION's.

A complaint that is not decided keeps what it is about.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.deletion import ProtectedError
from django.utils import timezone

from dialogue.contribution import Contribution
from dialogue.decision import Complaint
from dialogue.moderation import erase

State = Contribution.State
EMPTY = Q(title="", text="", name="", email="")
OPEN_COMPLAINT = Exists(Complaint.objects.filter(contribution=OuterRef("pk"), outcome=""))
NEEDED_BY_OTHERS = Exists(
    Contribution.objects.filter(Q(answers=OuterRef("pk")) | Q(came_from=OuterRef("pk")))
)


def forget_old(*, dry_run: bool = False) -> dict[str, int]:
    """Return how many rows each rule holds for; the names are those of settings.RETENTION."""
    return {name: apply(name, rule, dry_run=dry_run) for name, rule in RULES.items()}


class Rule(NamedTuple):
    find: Callable[[datetime], Any]  # the rows from before a moment, as a query
    forget: Callable[[Any], object]


@transaction.atomic
def apply(name: str, rule: Rule, *, dry_run: bool) -> int:
    rows = rule.find(timezone.now() - settings.RETENTION[name]["period"])
    if dry_run:
        return int(rows.count())
    found = list(rows.select_for_update(of=("self",)))
    for row in found:
        rule.forget(row)
    return len(found)


def contributions() -> Any:
    return Contribution.objects.filter(~OPEN_COMPLAINT)


def with_old_email(before: datetime) -> Any:
    return contributions().filter(created_at__lt=before).exclude(email="")


def forget_email(row: Contribution) -> None:
    row.email, row.email_confirmed_at = "", None
    row.save(update_fields=["email", "email_confirmed_at"])


def hidden_long_ago(before: datetime) -> Any:
    return contributions().filter(state=State.HIDDEN, decided_at__lt=before).exclude(EMPTY)


def forget_text(row: Contribution) -> None:
    """The row stays: it says that something stood here, and which rule it broke."""
    erase(row)
    row.save()


def old_spam(before: datetime) -> Any:
    rows = contributions().filter(state=State.SPAM, decided_at__lt=before)
    return rows.exclude(EMPTY & Q(NEEDED_BY_OTHERS))


def forget_spam(row: Contribution) -> None:
    """Delete it; only its words where something else leans on it."""
    erase(row)
    try:
        row.delete()
    except ProtectedError:
        row.save()


def with_old_sender(before: datetime) -> Any:
    return Contribution.objects.filter(created_at__lt=before).exclude(sender="")


def forget_sender(row: Contribution) -> None:
    row.sender = ""
    row.save(update_fields=["sender"])


def decided_complaints(before: datetime) -> Any:
    return Complaint.objects.filter(decided_at__lt=before).exclude(text="", answer="")


def forget_complaint(complaint: Complaint) -> None:
    complaint.text = complaint.answer = ""
    complaint.save(update_fields=["text", "answer"])


RULES = {
    "contribution_email": Rule(with_old_email, forget_email),
    "hidden_text": Rule(hidden_long_ago, forget_text),
    "complaints": Rule(decided_complaints, forget_complaint),
    "spam": Rule(old_spam, forget_spam),
    "sender": Rule(with_old_sender, forget_sender),
}
