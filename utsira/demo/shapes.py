"""Outlines: curves, arcs, worn hills, and places strewn by hand."""

from collections.abc import Iterable, Iterator, Sequence
from math import cos, pi, radians, sin

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


def smooth(points: Sequence[Point], *, closed: bool = False, steps: int = 12) -> list[Point]:
    """Return a soft curve through all the points (Catmull-Rom)."""
    count = len(points)
    ends = (
        [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    )
    curve = [
        between(ends[number : number + 4], step / steps)
        for number in range(count if closed else count - 1)
        for step in range(steps)
    ]
    return curve if closed else [*curve, points[-1]]


def between(four: Sequence[Point], t: float) -> Point:
    """Return the point at `t` between the second and the third of four."""
    before, start, end, after = four
    x, y = (
        0.5
        * (
            2 * start[axis]
            + (end[axis] - before[axis]) * t
            + (2 * before[axis] - 5 * start[axis] + 4 * end[axis] - after[axis]) * t**2
            + (3 * start[axis] - before[axis] - 3 * end[axis] + after[axis]) * t**3
        )
        for axis in (0, 1)
    )
    return x, y


def turned(points: Iterable[Point], centre: Point, degrees: float) -> list[Point]:
    angle = radians(degrees)
    left, top = centre
    return [
        (
            left + (x - left) * cos(angle) - (y - top) * sin(angle),
            top + (x - left) * sin(angle) + (y - top) * cos(angle),
        )
        for x, y in points
    ]


def corners(box: Box) -> list[Point]:
    left, top, right, bottom = box
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def rounded(box: Box, radius: float) -> list[Point]:
    """Return the outline of a box with round corners."""
    left, top, right, bottom = box
    centres = corners((left + radius, top + radius, right - radius, bottom - radius))
    starts = (180, 270, 0, 90)
    return [
        point
        for centre, start in zip(centres, starts, strict=True)
        for point in arc(centre, radius, start, start + 90)
    ]


def arc(centre: Point, radius: float, start: float, end: float, *, steps: int = 24) -> list[Point]:
    """Return points on a circle, in degrees: 0 is to the right, 90 is down."""
    x, y = centre
    angles = [radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(x + radius * cos(angle), y + radius * sin(angle)) for angle in angles]


def ridge(left: float, right: float, base: float, height: float, *, seed: float) -> list[Point]:
    """Return the outline of a hill from its left to its right foot, low and worn by weather."""
    steps = max(int((right - left) / 8), 2)
    return [
        (
            left + (right - left) * step / steps,
            base - height * hill(step / steps, seed),
        )
        for step in range(steps + 1)
    ]


def hill(share: float, seed: float) -> float:
    """Return the height at `share` of the way across: a hump, with smaller ones on it."""
    hump = max(sin(pi * share), 0.0) ** 0.7
    bumps = sum(sin(share * rate + seed * rate) / rate for rate in (5, 9, 17, 31))
    return float(hump * (0.8 + bumps * 0.9))


def scatter(count: int, box: Box) -> Iterator[Point]:
    """Yield places that look strewn by hand: even, without order."""
    left, top, right, bottom = box
    for number in range(count):
        across, down = number * 0.7548776662 % 1, number * 0.5698402910 % 1
        yield left + (right - left) * across, top + (bottom - top) * down
