"""Messages are forgotten when their time is up: the periods are settings.RETENTION's.

What nobody has assessed for the archive is never deleted, nor what is to be archived before its
reference is written in.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q

from contact.message import Message
from dialogue.retention import Rule, apply

AWAITS_ARCHIVE = Q(triage__in=Message.TO_ARCHIVE, archive_reference="")


def forget_old_messages(*, dry_run: bool = False) -> dict[str, int]:
    """Return how many rows each rule holds for; the names are those of settings.RETENTION."""
    return {name: apply(name, rule, dry_run=dry_run) for name, rule in RULES.items()}


def may_go() -> Any:
    return Message.objects.exclude(triage=Message.Triage.NOT_ASSESSED).exclude(AWAITS_ARCHIVE)


def closed_long_ago(before: datetime) -> Any:
    return may_go().filter(closed_at__lt=before)


def with_old_sender(before: datetime) -> Any:
    return Message.objects.filter(created_at__lt=before).exclude(sender="")


def forget_sender(row: Message) -> None:
    row.sender = ""
    row.save(update_fields=["sender"])


RULES = {
    "messages": Rule(closed_long_ago, Message.delete),
    "message_sender": Rule(with_old_sender, forget_sender),
}
