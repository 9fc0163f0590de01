"""Where everything stands in the run chart of an indicator: days run to the right, values up.

Across, all is in per cent of the width, so that the chart fits a telephone; up, all is in pixels.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format

from lean.measure import Indicator, Reading, too_few
from lean.numbers import number

TOP, BOTTOM, HEIGHT = 44, 224, 262  # of the field where the dots are, and of all
LEFT, RIGHT = 4.0, 96.0  # per cent
MOST_LABELS = 7
MANY = 40  # dots; more of them are drawn small, or they run together
HEAD = 34  # what a dot and its value need


@dataclass(frozen=True)
class Dot:
    x: str
    y: int
    label: str
    label_y: int
    anchor: str
    is_baseline: bool


@dataclass(frozen=True)
class Segment:
    x1: str
    y1: int
    x2: str
    y2: int


@dataclass(frozen=True)
class Mark:
    x: str
    anchor: str


@dataclass(frozen=True)
class Level:
    """A line across: the baseline, or the target."""

    y: int
    label: str
    label_y: int


@dataclass(frozen=True, kw_only=True)
class RunChart:
    height: int
    zero: int | None
    dots: list[Dot]
    segments: list[Segment]
    baseline: Level | None
    target: Level | None
    start: Mark | None  # of the project; None where it is outside the days
    first_day: str
    last_day: str

    @property
    def is_dense(self) -> bool:
        return len(self.dots) > MANY


@dataclass(frozen=True)
class Point:
    day: date
    value: Decimal
    is_baseline: bool = False


def chart_of(indicator: Indicator, readings: list[Reading]) -> RunChart | None:
    """Draw what may be shown; None where that is less than two values."""
    points = points_of(indicator, readings)
    if len(points) < 2:
        return None
    plane = Plane.around(points, indicator.target, start=indicator.project.started_on)
    levels = levels_of(indicator, points, plane)
    dots = dots_of(points, plane, [level.y for level in levels.values() if level])
    return RunChart(
        height=HEIGHT,
        zero=plane.y(Decimal(0)) if plane.low <= 0 <= plane.high else None,
        dots=dots,
        segments=[Segment(a.x, a.y, b.x, b.y) for a, b in zip(dots, dots[1:], strict=False)],
        **levels,
        start=plane.mark(indicator.project.started_on),
        first_day=date_format(points[0].day, "j. F Y"),
        last_day=date_format(plane.last, "j. F Y") if plane.first < plane.last else "",
    )


def points_of(indicator: Indicator, readings: list[Reading]) -> list[Point]:
    points = [Point(r.measured_on, r.value) for r in readings if not r.is_hidden]
    value, day = indicator.baseline_value, indicator.baseline_on
    if value is None or day is None or too_few(indicator.baseline_people):
        return points
    return [Point(day, value, is_baseline=True), *points]


@dataclass(frozen=True)
class Plane:
    """The days and the values that the chart spans; nothing is in it, unless it is negative."""

    first: date
    last: date
    low: Decimal
    high: Decimal

    @classmethod
    def around(cls, points: list[Point], target: Decimal | None, *, start: date | None) -> "Plane":
        """The start is in it where all is measured before: nothing passes for what came of it."""
        days = [point.day for point in points]
        days += [start] if start and start > max(days) else []
        values = [point.value for point in points] + ([] if target is None else [target])
        low, high = min(Decimal(0), *values), max(Decimal(0), *values)
        return cls(min(days), max(days), low, high if high > low else low + 1)

    def x(self, day: date) -> float:
        span = (self.last - self.first).days or 1
        return LEFT + (RIGHT - LEFT) * (day - self.first).days / span

    def y(self, value: Decimal) -> int:
        part = float((value - self.low) / (self.high - self.low))
        return round(BOTTOM - (BOTTOM - TOP) * part)

    def mark(self, day: date | None) -> Mark | None:
        if day is None or not self.first <= day <= self.last:
            return None
        return Mark(across(self.x(day)), anchor(self.x(day)))


def across(x: float) -> str:
    return f"{x:.2f}%"


def anchor(x: float) -> str:
    """Words at the ends of the chart stay within it."""
    if x < 10:
        return "start"
    return "end" if x > 90 else "middle"


def dots_of(points: list[Point], plane: Plane, lines: list[int]) -> list[Dot]:
    named = {0, len(points) - 1}
    if len(points) <= MOST_LABELS:
        named = set(range(len(points)))
    return [dot_of(point, plane, lines, at in named) for at, point in enumerate(points)]


def dot_of(point: Point, plane: Plane, lines: list[int], is_named: bool) -> Dot:
    x, y = plane.x(point.day), plane.y(point.value)
    is_under_a_line = any(0 < y - line < HEAD for line in lines)
    return Dot(
        x=across(x),
        y=y,
        label=number(point.value) if is_named else "",
        label_y=y + 24 if is_under_a_line else y - 12,
        anchor=anchor(x),
        is_baseline=point.is_baseline,
    )


def levels_of(indicator: Indicator, points: list[Point], plane: Plane) -> dict[str, Level | None]:
    """The word of the baseline stands at the right end of its line, that of the target left."""
    baseline = next((point.value for point in points if point.is_baseline), None)
    return {
        "baseline": level_of(baseline, plane, beside=points[-1]),
        "target": level_of(indicator.target, plane, beside=points[0]),
    }


def level_of(value: Decimal | None, plane: Plane, *, beside: Point) -> Level | None:
    if value is None:
        return None
    y = plane.y(value)
    is_in_the_way = 0 <= y - plane.y(beside.value) < HEAD
    return Level(y, number(value), y + 17 if is_in_the_way else y - 8)
