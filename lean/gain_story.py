"""What the gains of a project tell in public: what was expected, and beside it what came."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import prefetch_related_objects
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lean.gain import FollowUp, Gain
from lean.numbers import number, percent, with_unit
from lean.project import Project


@dataclass(frozen=True)
class FollowUpRow:
    """A line of the table: one follow-up, or the place of one that is to come."""

    name: str
    day: str
    realised: str
    deviation: str = ""
    used_for: str = ""
    because: str = ""
    is_done: bool = True


@dataclass(frozen=True)
class GainTold:
    gain: Gain
    follow_ups: list[FollowUp]

    @property
    def last(self) -> FollowUp | None:
        return self.follow_ups[-1] if self.follow_ups else None

    @property
    def expected(self) -> str:
        return said(self.gain, self.gain.expected_value, self.gain.expected_words)

    @property
    def uncertainty(self) -> str:
        low, high = self.gain.expected_low, self.gain.expected_high
        if low is None or high is None:
            return ""
        return _("between %(low)s and %(high)s") % {"low": number(low), "high": number(high)}

    @property
    def realised(self) -> str:
        return said(self.gain, self.last.value, self.last.words) if self.last else ""

    @property
    def deviation(self) -> str:
        return deviation_said(self.last) if self.last else ""

    @property
    def used_for(self) -> str:
        """The newest word about it."""
        return next((row.used_for for row in reversed(self.follow_ups) if row.used_for), "")

    @property
    def because(self) -> str:
        return self.last.because if self.last else ""

    @property
    def rows(self) -> list[FollowUpRow]:
        done = {row.months: row for row in self.follow_ups}
        return [
            self._row(done[months]) if months in done else self._place(months, str(label))
            for months, label in FollowUp.After.choices
        ]

    def _row(self, row: FollowUp) -> FollowUpRow:
        return FollowUpRow(
            name=str(row),
            day=date_format(row.measured_on),
            realised=said(self.gain, row.value, row.words),
            deviation=deviation_said(row),
            used_for=row.used_for,
            because=row.because,
        )

    def _place(self, months: int, label: str) -> FollowUpRow:
        day = date_format(self.gain.day_after(months))
        return FollowUpRow(name=label, day=day, realised="", is_done=False)


def said(gain: Gain, value: Decimal | None, words: str) -> str:
    return words if value is None else with_unit(value, gain.unit)


def deviation_said(row: FollowUp) -> str:
    """«−25 %», «as expected»; nothing for what is said in words."""
    if row.deviation is None:
        return ""
    return percent(100 * row.deviation) if row.deviation else _("as expected")


def gain_told(gain: Gain) -> GainTold:
    return GainTold(gain, list(gain.follow_ups.all()))


def gains_of(project: Project) -> list[GainTold]:
    """At most two queries; none when the gains and their follow-ups are fetched already."""
    prefetch_related_objects([project], "gains__follow_ups")
    return [gain_told(gain) for gain in project.gains.all()]
