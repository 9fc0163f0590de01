"""A guideline with the editions that the public sees: which one holds, and which ones do not."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.http import Http404
from django.utils import timezone

from guidelines.edition import Edition
from guidelines.guideline import Guideline

# What only the page of one edition needs.
HEAVY = ("saksframlegg", "adopted_text")


class Standing(StrEnum):
    HEARING = "hearing"
    COMING = "coming"
    VALID = "valid"
    REPLACED = "replaced"
    REPEALED = "repealed"


@dataclass(frozen=True)
class Shelf:
    guideline: Guideline
    editions: list[Edition]  # the newest first

    def numbered(self, number: int) -> Edition:
        """Raises Http404 for what is not there, or not public."""
        found = next((row for row in self.editions if row.number == number), None)
        if found is None:
            raise Http404("no such edition")
        return found

    def valid(self, on: date | None = None) -> Edition | None:
        """What held on that day, today if none is given: see EditionQuerySet.valid."""
        day = on or timezone.localdate()
        return next((row for row in self.editions if row.is_frozen and holds(row, day)), None)

    @property
    def heard(self) -> Edition | None:
        status = Edition.Status.HEARING
        return next((row for row in self.editions if row.status == status), None)

    @property
    def last_adopted(self) -> Edition | None:
        return next((row for row in self.editions if row.is_frozen), None)

    @property
    def shown(self) -> Edition | None:
        """What stands at the guideline's own address: the one that holds, else the last that did
        or is going to, else a proposal."""
        return self.valid() or self.last_adopted or self.heard

    @property
    def standing(self) -> Standing | None:
        return standing(self.shown) if self.shown else None

    @property
    def history(self) -> list[tuple[Edition, Edition | None]]:
        """Each edition with the one before it."""
        return list(zip(self.editions, [*self.editions[1:], None], strict=True))

    def before(self, edition: Edition) -> Edition | None:
        """The adopted edition before this one."""
        return next((r for r in self.editions if r.is_frozen and r.number < edition.number), None)

    def after(self, edition: Edition) -> Edition | None:
        """The adopted edition that came next."""
        later = [r for r in self.editions if r.is_frozen and r.number > edition.number]
        return later[-1] if later else None


def holds(edition: Edition, day: date) -> bool:
    begins = edition.valid_from
    return bool(begins and begins <= day and (edition.valid_to is None or day <= edition.valid_to))


def standing(edition: Edition) -> Standing:
    """How it stands today. One that is replaced or repealed holds to its last day."""
    if not edition.is_frozen:
        return Standing.HEARING
    today = timezone.localdate()
    if holds(edition, today):
        return Standing.VALID
    if edition.valid_from and edition.valid_from > today and not edition.valid_to:
        return Standing.COMING
    is_repealed = edition.status == Edition.Status.REPEALED
    return Standing.REPEALED if is_repealed else Standing.REPLACED


def shelf_of(guideline: Guideline) -> Shelf:
    rows: Any = Edition.objects.public().filter(guideline=guideline).defer(*HEAVY)
    return shelf(guideline, rows.order_by("-number"))


def shelf(guideline: Guideline, rows: Any) -> Shelf:
    editions = list(rows)
    for row in editions:
        row.guideline = guideline  # else each of them asks for it
    return Shelf(guideline, editions)


def whole(edition: Edition) -> Edition:
    """With what was left out, in one query."""
    edition.refresh_from_db(fields=HEAVY)
    return edition


def shelves() -> list[Shelf]:
    """All that the public sees, in two queries."""
    rows: Any = Edition.objects.public().defer(*HEAVY).order_by("-number")
    by_guideline: dict[int, list[Edition]] = {}
    for row in rows:
        by_guideline.setdefault(row.guideline_id, []).append(row)
    guidelines = Guideline.objects.filter(pk__in=list(by_guideline)).for_lists()
    return [shelf(guideline, by_guideline[guideline.pk]) for guideline in guidelines]
