"""What speaks for spam. It only ever makes a text wait: nothing is thrown away unseen."""

import re
from datetime import timedelta

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogue.contribution import Contribution, digest

FASTEST = timedelta(seconds=2)  # that a person reads a form and writes in it
MOST_LINKS = 1
MEMORY = timedelta(days=30)
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


class Reason(TextChoices):
    TRAP = "trap", _("a field that people do not see was filled in")
    FAST = "fast", _("sent faster than people write")
    MANY = "many", _("much from the same sender")
    CROWD = "crowd", _("much from many senders at once")
    LINKS = "links", _("many links")
    DUPLICATE = "duplicate", _("the same text has come before")
    NUMBER = "number", _("an identity number was removed")


SCORES = {
    Reason.TRAP: 10,
    Reason.FAST: 4,
    Reason.MANY: 3,
    Reason.CROWD: 2,
    Reason.LINKS: 3,
    Reason.DUPLICATE: 3,
    Reason.NUMBER: 1,
}


def reasons(*, text: str, trapped: bool, age: timedelta, masked: bool) -> list[Reason]:
    """Return why a text is held whatever the setting says; `age` is that of the form."""
    signs = {
        Reason.TRAP: trapped,
        Reason.FAST: age < FASTEST,
        Reason.LINKS: len(LINK.findall(text)) > MOST_LINKS,
        Reason.DUPLICATE: is_repeated(text),
        Reason.NUMBER: masked,
    }
    return [reason for reason, holds in signs.items() if holds]


def is_repeated(text: str) -> bool:
    since = timezone.now() - MEMORY
    return Contribution.objects.filter(created_at__gt=since, text_digest=digest(text)).exists()


def score(found: list[Reason]) -> int:
    return sum(SCORES[reason] for reason in found)


def reasons_in_words(held_for: str) -> list[str]:
    return [str(Reason(reason).label) for reason in held_for.split()]
