"""Where everything stands in the drawing of a flow: time runs to the right, steps run down.

Across, all is in per cent of the width, so that the drawing fits a telephone and a wall; down, all
is in pixels. Two flows drawn with the same `longest` have the same scale.
"""

import textwrap
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from lean.durations import NO_BREAK_SPACE, said, short
from lean.flow import Step, totals
from lean.principles import Waste
from lean.waste import SIGNS

NAME_LETTERS, FACT_LETTERS = 25, 36  # what fits a telephone
LINE, BAR, TOTAL_BAR = 20, 14, 30
ROW_GAP, FIRST_ROW = 26, 84
MOST_TICKS = 4
STEPS_OF_AXIS = [
    timedelta(minutes=minutes)
    for minutes in (
        1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720,
        *(1440 * days for days in (1, 2, 3, 5, 7, 10, 14, 21, 30, 60, 90, 180, 365, 730, 1095)),
    )
]  # fmt: skip


@dataclass(frozen=True)
class Bar:
    x: str
    width: str


@dataclass(frozen=True)
class Fact:
    """«Venter 2 d»: a word, and the value that also stands in the table."""

    label: str
    value: str
    after: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.label, self.value, self.after)))


@dataclass(frozen=True)
class Line:
    kind: str
    y: int
    facts: list[Fact]


@dataclass(frozen=True)
class Sign:
    y: int
    path: str


@dataclass(frozen=True, kw_only=True)
class Row:
    number: int
    step: Step
    y: int
    lines: list[Line]
    sign: Sign | None
    waiting: Bar | None
    work: Bar | None
    bar_y: int

    @property
    def number_y(self) -> int:
        return self.lines[0].y - 5

    @property
    def rail_y(self) -> int:
        return self.bar_y + BAR // 2

    @property
    def bottom(self) -> int:
        return self.bar_y + BAR + ROW_GAP


@dataclass(frozen=True)
class Tick:
    x: str
    anchor: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Drawing:
    height: int
    rows: list[Row]
    ticks: list[Tick]
    waiting: Bar | None
    work: Bar | None
    gone: Bar | None  # what the other flow takes more than this one
    words: str


def draw(steps: list[Step], *, longest: timedelta) -> Drawing:
    sums = totals(steps)
    scale = Scale(longest)
    rows = rows_of(steps, scale)
    return Drawing(
        height=rows[-1].bottom - ROW_GAP + 8 if rows else FIRST_ROW,
        rows=rows,
        ticks=ticks_of(scale),
        waiting=scale.bar(timedelta(), sums.waiting),
        work=scale.bar(sums.waiting, sums.work),
        gone=scale.bar(sums.lead, longest - sums.lead),
        words=words_of(steps),
    )


@dataclass(frozen=True)
class Scale:
    longest: timedelta

    def at(self, time: timedelta) -> str:
        return f"{100 * (time / self.longest):.2f}%"

    def bar(self, start: timedelta, length: timedelta) -> Bar | None:
        return Bar(self.at(start), self.at(length)) if length else None


def rows_of(steps: list[Step], scale: Scale) -> list[Row]:
    rows: list[Row] = []
    y, start = FIRST_ROW, timedelta()
    for number, step in enumerate(steps, 1):
        rows.append(row_of(number, step, y=y, start=start, scale=scale))
        y, start = rows[-1].bottom, start + step.waiting + step.work
    return rows


def row_of(number: int, step: Step, *, y: int, start: timedelta, scale: Scale) -> Row:
    written = [("flow-name", [Fact("", part)]) for part in wrapped(step.name, NAME_LETTERS)]
    written += [("flow-fact", facts) for facts in packed(facts_of(step))]
    if step.waste:
        written.append(("flow-waste", [Fact("", str(step.get_waste_display()))]))
    lines = [Line(kind, y + 15 + LINE * at, facts) for at, (kind, facts) in enumerate(written)]
    return Row(
        number=number,
        step=step,
        y=y,
        lines=lines,
        sign=Sign(lines[-1].y - 13, SIGNS[Waste(step.waste)]) if step.waste else None,
        waiting=scale.bar(start, step.waiting),
        work=scale.bar(start + step.waiting, step.work),
        bar_y=lines[-1].y + 10,
    )


def wrapped(text: str, letters: int) -> list[str]:
    return textwrap.wrap(text, letters) or [text]


def facts_of(step: Step) -> list[Fact]:
    times = [Fact(_("Waits"), short(step.waiting)), Fact(_("work"), short(step.work))]
    return times + others_of(step)


def others_of(step: Step) -> list[Fact]:
    """What is no length of time: drawing and description say it in the same words."""
    right = [] if step.right_first_time is None else [right_of(step.right_first_time)]
    return right + [Fact("", part) for part in wrapped(step.role, FACT_LETTERS) if part]


def right_of(percent: int) -> Fact:
    return Fact("", f"{percent}{NO_BREAK_SPACE}%", _("right the first time"))


def packed(facts: list[Fact]) -> list[list[Fact]]:
    """As many facts on each line as a telephone has room for."""
    lines: list[list[Fact]] = []
    for fact in facts:
        if lines and len(" · ".join(map(str, [*lines[-1], fact]))) <= FACT_LETTERS:
            lines[-1].append(fact)
        else:
            lines.append([fact])
    return lines


def ticks_of(scale: Scale) -> list[Tick]:
    if not scale.longest:
        return []
    fitting = (step for step in STEPS_OF_AXIS if scale.longest / step <= MOST_TICKS)
    step = next(fitting, STEPS_OF_AXIS[-1])
    marks = [step * n for n in range(int(scale.longest / step) + 1)]
    return [
        Tick(scale.at(mark), anchor_of(mark / scale.longest), short(mark) if mark else "0")
        for mark in marks
    ]


def anchor_of(part: float) -> str:
    if part < 0.1:
        return "start"
    return "end" if part > 0.9 else "middle"


def words_of(steps: list[Step]) -> str:
    """The drawing for those who hear it."""
    sums = totals(steps)
    text = _("It takes %(lead)s in all: %(waiting)s of waiting and %(work)s of work.") % {
        "lead": said(sums.lead),
        "waiting": said(sums.waiting),
        "work": said(sums.work),
    }
    return " ".join([text, *(words_of_step(*numbered) for numbered in enumerate(steps, 1))])


def words_of_step(number: int, step: Step) -> str:
    times = [Fact(_("waits"), said(step.waiting)), Fact(_("work"), said(step.work))]
    parts = [f"{number}. {step.name}", *map(str, times + others_of(step))]
    if step.waste:
        parts.append(_("waste: %(kind)s") % {"kind": step.get_waste_display()})
    return f"{', '.join(parts)}."
