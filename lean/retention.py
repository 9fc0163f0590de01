"""Who followed and supported is forgotten when its time is up: see settings.RETENTION."""

from datetime import datetime
from typing import Any

from dialogue.retention import Rule, apply
from lean.follower import Follow, Support, Wish
from lean.following import forget_idle


def forget_wishes(*, dry_run: bool = False) -> dict[str, int]:
    """Return how many rows each rule holds for; the names are those of settings.RETENTION."""
    return {
        name: sum(apply(name, rule, dry_run=dry_run) for rule in rules)
        for name, rules in RULES.items()
    }


def unconfirmed(kind: Any) -> Rule:
    def find(before: datetime) -> Any:
        return kind.objects.unconfirmed().filter(asked_at__lt=before)

    return Rule(find, forget_wish)


def forget_wish(row: Wish) -> None:
    row.delete()
    forget_idle()


def with_sender(kind: Any) -> Rule:
    def find(before: datetime) -> Any:
        return kind.objects.filter(asked_at__lt=before).exclude(sender="")

    return Rule(find, forget_sender)


def forget_sender(row: Wish) -> None:
    row.sender = ""
    row.save(update_fields=["sender"])


RULES = {
    "unconfirmed_follow": [unconfirmed(Follow), unconfirmed(Support)],
    "follow_sender": [with_sender(Follow), with_sender(Support)],
}
