"""The small drawings of the A3 sheet: across in per cent of the width, down in pixels."""

from dataclasses import dataclass
from datetime import timedelta

from lean.flow import Step
from lean.run_chart import BOTTOM, TOP, RunChart

CHART = 96  # height in pixels
HEAD, FOOT = 20, 8  # room for the numbers above, and for a dot below


@dataclass(frozen=True)
class Piece:
    """Somebody waits, or somebody works."""

    x: str
    width: str
    is_work: bool


@dataclass(frozen=True)
class Strip:
    pieces: list[Piece]


def strip_of(steps: list[Step], *, longest: timedelta | None) -> Strip:
    """The steps after each other in time, of which `longest` fills the width."""
    pieces: list[Piece] = []
    at = timedelta()
    for step in steps:
        for length, is_work in ((step.waiting, False), (step.work, True)):
            if length and longest:
                x, width = (f"{100 * part / longest:.3f}%" for part in (at, length))
                pieces.append(Piece(x, width, is_work))
            at += length
    return Strip(pieces)


@dataclass(frozen=True)
class MiniDot:
    x: str
    y: int
    label: str
    anchor: str
    is_baseline: bool


@dataclass(frozen=True)
class MiniLevel:
    y: int


@dataclass(frozen=True)
class MiniChart:
    height: int
    dots: list[MiniDot]
    segments: list[tuple[MiniDot, MiniDot]]
    baseline: MiniLevel | None
    target: MiniLevel | None
    is_dense: bool


def mini_chart(chart: RunChart | None) -> MiniChart | None:
    """The run chart made low. Its first and its last dot keep their numbers."""
    if chart is None:
        return None
    ends = (0, len(chart.dots) - 1)
    dots = [
        MiniDot(dot.x, low(dot.y), dot.label if at in ends else "", dot.anchor, dot.is_baseline)
        for at, dot in enumerate(chart.dots)
    ]
    return MiniChart(
        height=CHART,
        dots=dots,
        segments=list(zip(dots, dots[1:], strict=False)),
        baseline=MiniLevel(low(chart.baseline.y)) if chart.baseline else None,
        target=MiniLevel(low(chart.target.y)) if chart.target else None,
        is_dense=chart.is_dense,
    )


def low(y: int) -> int:
    return HEAD + round((y - TOP) * (CHART - HEAD - FOOT) / (BOTTOM - TOP))
