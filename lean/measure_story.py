"""What the measures of a project tell in public. What is about too few persons leaves no trace
here: no value, no dot, and no place in a scale."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import prefetch_related_objects
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from lean.durations import NO_BREAK_SPACE
from lean.measure import FEWEST, Indicator, Outcome, Reading, too_few
from lean.numbers import percent, signed, with_unit
from lean.project import Project
from lean.run_chart import RunChart, chart_of


@dataclass(frozen=True)
class ReadingRow:
    """A line of the table, as the public may see it."""

    day: str
    value: str
    people: str
    note: str = ""
    is_before: bool = False  # a reading that was made before the project started

    def __str__(self) -> str:
        value = f"{self.day}: {self.value}"
        return f"{value} ({before_the_start()})" if self.is_before else value


@dataclass(frozen=True)
class Measure:
    indicator: Indicator
    readings: list[Reading]

    @cached_property
    def outcome(self) -> Outcome:
        return self.indicator.outcome(self.readings)

    @cached_property
    def chart(self) -> RunChart | None:
        return chart_of(self.indicator, self.readings)

    @property
    def is_better(self) -> bool | None:
        return self.outcome.is_better

    @property
    def before(self) -> str:
        value = self.indicator.baseline_value
        return "" if value is None else self._said(value, self.indicator.baseline_people)

    @property
    def after(self) -> str:
        reading = self.outcome.reading
        return self._said(reading.value, reading.people) if reading else ""

    @property
    def target(self) -> str:
        value = self.indicator.target
        return "" if value is None else with_unit(value, self.indicator.unit)

    def _said(self, value: Decimal, people: int | None) -> str:
        return few() if too_few(people) else with_unit(value, self.indicator.unit)

    @property
    def change(self) -> str:
        """The difference, where the two may be compared; in per cent, never of nothing."""
        difference, part = self.outcome.difference, self.outcome.percent
        if not difference:
            return ""
        unit = self.indicator.unit
        if unit == "%":  # a part of a part would be taken for the difference
            unit, part = _("percentage points"), None
        text = f"{signed(difference)}{NO_BREAK_SPACE}{unit}"
        return text if part is None else f"{text} ({percent(part)})"

    @property
    def verdict(self) -> str:
        if not self.outcome.is_comparable:
            return self._why_not()
        if self.is_better is None:
            return _("As before")
        return _("Better") if self.is_better else _("Worse")

    def _why_not(self) -> str:
        if self.outcome.reading is None:
            is_read = bool(self.readings)
            return _("Not measured after the start yet") if is_read else _("Not measured again yet")
        if self.indicator.baseline_value is None:
            return _("Not measured before, so nothing can be compared")
        if self.outcome.is_hidden:
            return _("Too few persons for the numbers to be shown")
        return _("The groups are too different to be compared")

    @cached_property
    def rows(self) -> list[ReadingRow]:
        rows = [self._row(reading) for reading in self.readings]
        return [self._baseline_row(), *rows] if self.before else rows

    def _baseline_row(self) -> ReadingRow:
        one = self.indicator
        day = date_format(one.baseline_on) if one.baseline_on else ""
        return ReadingRow(day, self.before, people_said(one.baseline_people), _("Baseline"))

    def _row(self, reading: Reading) -> ReadingRow:
        return ReadingRow(
            date_format(reading.measured_on),
            self._said(reading.value, reading.people),
            people_said(reading.people),
            "" if reading.is_hidden else reading.note,
            is_before=self.indicator.is_before_the_start(reading),
        )

    @property
    def words(self) -> str:
        """The chart for those who hear it."""
        parts = [str(row) for row in self.rows]
        if self.target:
            parts.append(_("target: %(value)s") % {"value": self.target})
        return f"{'; '.join(parts)}."


def before_the_start() -> str:
    return _("before the start")


def few() -> str:
    return _("fewer than %(n)d") % {"n": FEWEST}


def people_said(people: int | None) -> str:
    if people is None:
        return ""
    return few() if too_few(people) else str(people)


def measure_of(indicator: Indicator) -> Measure:
    return Measure(indicator, list(indicator.readings.all()))


def measures_of(project: Project) -> list[Measure]:
    """At most two queries; none when the indicators and their readings are fetched already."""
    prefetch_related_objects([project], "indicators__readings")
    return [measure_of(indicator) for indicator in project.indicators.all()]
