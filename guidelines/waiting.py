from datetime import date, datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guidelines import reading
from guidelines.edition import Edition
from municipality.models import User
from publishing.publication import may
from publishing.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """What is to be read and signed, and what somebody has to look over."""
    return [*to_read(user), *to_review(user)]


def to_read(user: User) -> list[Waiting]:
    sentence = _("Read and sign «%(title)s».")
    return [
        waits(row, sentence, "guidelines_edition_sign", row.valid_from)
        for row in reading.unsigned(user)
    ]


def to_review(user: User) -> list[Waiting]:
    if not may(user, "adopt", Edition):
        return []
    rows = Edition.objects.to_be_reviewed().select_related("guideline").order_by("review_by", "pk")
    sentence = _("The deadline for reviewing «%(title)s» has passed.")
    return [waits(row, sentence, "guidelines_edition_change", row.review_by) for row in rows]


def waits(row: Edition, sentence: str, page: str, since: date | None) -> Waiting:
    return Waiting(
        text=sentence % {"title": row},
        url=reverse(f"admin:{page}", args=[row.pk]),
        since=morning(since) if since else None,
    )


def morning(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
