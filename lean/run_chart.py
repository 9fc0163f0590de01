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
CLOSE = 18  # two words nearer than this would lie on each other


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
    start: str  # where the project started; empty where it did not, or outside
    first_day: str
    last_day: str


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
    plane = Plane.around(points, indicator.target)
    dots = dots_of(points, plane)
    return RunChart(
        height=HEIGHT,
        zero=plane.y(Decimal(0)) if plane.low <= 0 <= plane.high else None,
        dots=dots,
        segments=[Segment(a.x, a.y, b.x, b.y) for a, b in zip(dots, dots[1:], strict=False)],
        **levels_of(indicator, points, plane),
        start=plane.start(indicator.project.started_on),
        first_day=date_format(points[0].day, "j. M Y"),
        last_day=date_format(points[-1].day, "j. M Y") if plane.first < plane.last else "",
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
    def around(cls, points: list[Point], target: Decimal | None) -> "Plane":
        days = [point.day for point in points]
        values = [point.value for point in points] + ([] if target is None else [target])
        low, high = min(Decimal(0), *values), max(Decimal(0), *values)
        return cls(min(days), max(days), low, high if high > low else low + 1)

    def x(self, day: date) -> float:
        span = (self.last - self.first).days or 1
        return LEFT + (RIGHT - LEFT) * (day - self.first).days / span

    def y(self, value: Decimal) -> int:
        part = float((value - self.low) / (self.high - self.low))
        return round(BOTTOM - (BOTTOM - TOP) * part)

    def start(self, day: date | None) -> str:
        return across(self.x(day)) if day and self.first <= day <= self.last else ""


def across(x: float) -> str:
    return f"{x:.2f}%"


def dots_of(points: list[Point], plane: Plane) -> list[Dot]:
    named = {0, len(points) - 1}
    if len(points) <= MOST_LABELS:
        named = set(range(len(points)))
    return [dot_of(point, plane, at in named) for at, point in enumerate(points)]


def dot_of(point: Point, plane: Plane, is_named: bool) -> Dot:
    x, y = plane.x(point.day), plane.y(point.value)
    return Dot(
        x=across(x),
        y=y,
        label=number(point.value) if is_named else "",
        label_y=y - 12,
        anchor="start" if x < 10 else "end" if x > 90 else "middle",
        is_baseline=point.is_baseline,
    )


def levels_of(indicator: Indicator, points: list[Point], plane: Plane) -> dict[str, Level | None]:
    shown = next((point.value for point in points if point.is_baseline), None)
    base = None if shown is None else plane.y(shown)
    aim = None if indicator.target is None else plane.y(indicator.target)
    is_close = base is not None and aim is not None and abs(base - aim) < CLOSE
    return {
        "baseline": base if base is None else Level(base, number(shown or Decimal(0)), base - 8),
        "target": None
        if aim is None or indicator.target is None
        else Level(aim, number(indicator.target), aim + 17 if is_close else aim - 8),
    }
