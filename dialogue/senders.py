"""How much may come in: from one sender, and from all of them together.

Nobody's words are thrown away. What is above the first limits waits for a moderator whatever the
setting says; above the others the form comes back with the text in it.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Model, Q, Sum
from django.db.models.functions import Length
from django.http import HttpRequest
from django.utils import timezone

from dialogue.contribution import Contribution
from dialogue.spam import Reason
from municipality.attempts import SenderKey, digests, network_of

# Rows from one sender before the rest of them are held.
AT_EASE, WINDOW = 10, timedelta(minutes=10)
HOUR = timedelta(hours=1)
# Characters from one sender in an hour: a busy debate is a tenth of it.
MOST_FROM_ONE = 500_000
# Of all senders in an hour. One sender counts at most AT_EASE times, or one would close it for all.
MOST_FROM_ALL, MOST_CHARACTERS = 500, 5_000_000
# And from where on it is a flood, of which nothing is shown before somebody has read it.
CROWD = 100


class TooMuch(Exception):
    """Nothing more is taken for now. `from_all` when it is not this sender's fault."""

    pause = timedelta(minutes=10)

    def __init__(self, *, from_all: bool) -> None:
        super().__init__(from_all)
        self.from_all = from_all


def sender_of(request: HttpRequest) -> list[str]:
    """Return the digests that this sender may have today; the first is for a new row."""
    return digests(SenderKey.living(), network_of(request.META.get("REMOTE_ADDR", "")))


def admit(sender: list[str], kind: type[Model] = Contribution) -> list[Reason]:
    """Return why what comes now is held, seen from how much has come of this kind. Raises TooMuch.

    The kind's table has the columns `sender`, `created_at` and `text`."""
    senders = lately_by_sender(kind)
    own = [row for row in senders if row["sender"] in sender]
    if sum(row["characters"] for row in own) > MOST_FROM_ONE:
        raise TooMuch(from_all=False)
    crowd = sum(min(row["rows"], AT_EASE) for row in senders)
    if crowd >= MOST_FROM_ALL or sum(row["characters"] for row in senders) > MOST_CHARACTERS:
        raise TooMuch(from_all=True)
    pressure = {
        Reason.MANY: sum(row["lately"] for row in own) >= AT_EASE,
        Reason.CROWD: crowd >= CROWD,
    }
    return [reason for reason, holds in pressure.items() if holds]


def lately_by_sender(kind: type[Model]) -> list[Any]:
    """What each sender has sent in an hour, in one query."""
    now = timezone.now()
    rows = kind._default_manager.filter(created_at__gt=now - HOUR).exclude(sender="")
    counted = (
        rows.order_by()
        .values("sender")
        .annotate(
            rows=Count("pk"),
            lately=Count("pk", filter=Q(created_at__gt=now - WINDOW)),
            characters=Sum(Length("text")),
        )
    )
    return list(counted)
