"""The A3 sheet of a project: all of it on one page for the wall.

The page has a fixed size, so what stands on it is cut to fit, at a word, and says where the rest
is. Nothing else on the site is cut.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from textwrap import wrap
from typing import Any

from django.utils.functional import cached_property

from lean.flow_story import FlowMap, FlowStory, flows_of
from lean.gain_story import GainTold, gains_of
from lean.measure_story import Measure, measures_of
from lean.project import Countermeasure, Project
from lean.pukk import Round
from lean.sheet_drawing import MiniChart, Strip, mini_chart, strip_of
from lean.whys import Why
from publishing.plain import running_text

# How much there is room for: characters, and rows.
PROBLEM, FOR_WHOM, ROOT_CAUSE, LEARNED = 320, 130, 190, 380
QUESTION, ANSWER, WHAT, WHO, STEP_OF_ROUND, NAME, VALUE = 72, 120, 72, 36, 150, 66, 60
STEPS, MEASURES, COUNTERMEASURES, GAINS, ROUNDS = 6, 2, 5, 3, 2
LONG_TITLE = 64
SPACES = re.compile(r"[ \t\r\n]+")  # a space that does not break stays one


@dataclass(frozen=True)
class Cut:
    text: str
    is_cut: bool = False


def cut(text: str, most: int) -> Cut:
    """The beginning of the text, to its last whole word."""
    text = SPACES.sub(" ", text).strip()
    if len(text) <= most:
        return Cut(text)
    return Cut(f"{text[: most - 1].rsplit(' ', 1)[0].rstrip(' ,.;:–-')} …", is_cut=True)


@dataclass(frozen=True)
class Room:
    """One size of the letters: how many of them fill a line, and how many lines the page."""

    name: str
    letters: int
    lines: int

    def height(self, text: str, part: float = 1) -> int:
        """Of a text in a column, or in a part of one, in lines."""
        return len(wrap(text, int(self.letters * part))) or 1


# From the largest letters to the smallest, which hold whatever is cut as above.
ROOMS = [Room("airy", 47, 37), Room("roomy", 54, 43), Room("normal", 61, 48), Room("dense", 71, 55)]
BLOCK, CHART_LINES = 3, 6  # lines: the frame and heading of a block, and a chart


@dataclass(frozen=True)
class Rows:
    """The rows that there is room for. `is_cut` also when a text in them is."""

    rows: list[Any]
    is_cut: bool


@dataclass(frozen=True)
class FlowOnSheet:
    """One flow: its strip of time, and its steps beneath."""

    map: FlowMap
    strip: Strip
    steps: list[tuple[str, timedelta]]  # name, and the time with the waiting before it
    is_cut: bool


@dataclass(frozen=True)
class MeasureOnSheet:
    measure: Measure
    name: Cut
    chart: MiniChart | None


@dataclass(frozen=True)
class Sheet:
    project: Project
    story: FlowStory
    measured: list[Measure]
    gained: list[GainTold]
    asked: list[Why]
    made: list[Countermeasure]
    tried: list[Round]

    @property
    def problem(self) -> Cut:
        return cut(running_text(self.project.problem) or self.project.summary, PROBLEM)

    @property
    def for_whom(self) -> Cut:
        return cut(self.project.for_whom, FOR_WHOM)

    @property
    def root_cause(self) -> Cut:
        return cut(running_text(self.project.root_cause), ROOT_CAUSE)

    @property
    def learned(self) -> Cut:
        return cut(running_text(self.project.learned), LEARNED)

    @cached_property
    def flows(self) -> list[FlowOnSheet]:
        longest = max((one.totals.lead for one in self.story.maps), default=None)
        return [
            FlowOnSheet(
                map=one,
                strip=strip_of(one.steps, longest=longest),
                steps=[(step.name, step.waiting + step.work) for step in one.steps[:STEPS]],
                is_cut=len(one.steps) > STEPS,
            )
            for one in self.story.maps
        ]

    @property
    def facts(self) -> list[Any]:
        """The lead time alone."""
        return self.story.facts[:1]

    @cached_property
    def whys(self) -> list[tuple[Cut, Cut]]:
        return [(cut(why.question, QUESTION), cut(why.answer, ANSWER)) for why in self.asked]

    @property
    def is_reason_cut(self) -> bool:
        return any(text.is_cut for pair in [*self.whys, (self.root_cause,)] for text in pair)

    @cached_property
    def countermeasures(self) -> Rows:
        rows = [(cut(row.what, WHAT), cut(row.who, WHO), row) for row in self.made]
        is_cut = any(what.is_cut or who.is_cut for what, who, _row in rows)
        return Rows(rows[:COUNTERMEASURES], is_cut or len(rows) > COUNTERMEASURES)

    @cached_property
    def measures(self) -> Rows:
        rows = [
            MeasureOnSheet(one, cut(one.indicator.name, NAME), mini_chart(one.chart))
            for one in self.measured[:MEASURES]
        ]
        is_cut = any(row.name.is_cut for row in rows)
        return Rows(rows, is_cut or len(self.measured) > MEASURES)

    @cached_property
    def targets(self) -> list[tuple[Cut, Measure]]:
        """What it should become, of the measures that have a target."""
        aims = [one for one in self.measured if one.target]
        return [(cut(one.indicator.name, NAME), one) for one in aims[:MEASURES]]

    @cached_property
    def gains(self) -> Rows:
        rows = [
            (cut(told.gain.what, NAME), cut(told.expected, VALUE), cut(told.realised, VALUE), told)
            for told in self.gained
        ]
        is_cut = any(text.is_cut for *texts, _told in rows for text in texts)
        return Rows(rows[:GAINS], is_cut or len(rows) > GAINS)

    @cached_property
    def has_chart(self) -> bool:
        return any(row.chart for row in self.measures.rows)

    @cached_property
    def rounds(self) -> Rows:
        """The newest ones, each with its four steps, done or not; the last one where there is no
        room for more."""
        rows = self.newest_rounds if self.fit else self.newest_rounds[-1:]
        is_cut = any(text.is_cut for _row, steps in rows for _name, text, _day in steps)
        return Rows(rows, is_cut or len(self.tried) > len(rows))

    @cached_property
    def newest_rounds(self) -> list[Any]:
        return [
            (row, [(name, cut(text, STEP_OF_ROUND), day) for name, text, day in row.all_steps])
            for row in self.tried[-ROUNDS:]
        ]

    @property
    def has_long_title(self) -> bool:
        return len(self.project.title) > LONG_TITLE

    @cached_property
    def fit(self) -> Room | None:
        """The largest letters that have room for two rounds."""
        return room_for(self, self.newest_rounds)

    @property
    def room(self) -> Room:
        return self.fit or room_for(self, self.newest_rounds[-1:]) or ROOMS[-1]


def sheet_of(project: Project) -> Sheet:
    """In as many queries as it has parts."""
    return Sheet(
        project=project,
        story=flows_of(project),
        measured=measures_of(project),
        gained=gains_of(project),
        asked=list(project.whys.all()),
        made=list(project.countermeasures.all()),
        tried=list(project.rounds.all()),
    )


def room_for(sheet: Sheet, rounds: list[Any]) -> Room | None:
    """The largest letters that the columns, and the band beneath them, have room for."""
    for room in ROOMS:
        columns = [lines_of_problem, lines_of_reason, lines_of_effect]
        highest = max(lines(sheet, room) for lines in columns)
        if highest + lines_of_band(sheet, room, rounds) <= room.lines:
            return room
    return None


def lines_of_problem(sheet: Sheet, room: Room) -> float:
    aims = [f"{name.text}: {one.before} {one.target} xxxxxxx" for name, one in sheet.targets]
    texts = [sheet.problem.text, f"{sheet.for_whom.text} xxxxxxxxxxxxxx", *aims]
    steps = max((lines_of_steps(flow, room) for flow in sheet.flows), default=0)
    mores = sheet.problem.is_cut + any(flow.is_cut for flow in sheet.flows)
    return 3 * BLOCK + sum(room.height(text) for text in texts) + steps + 5 + mores


def lines_of_steps(flow: FlowOnSheet, room: Room) -> int:
    """A name stands beside its time in half a column, on two lines where there is room."""
    most = 1 if room is ROOMS[-1] else 2
    return sum(min(most, room.height(name, 0.3)) for name, _time in flow.steps)


def lines_of_reason(sheet: Sheet, room: Room) -> float:
    asked = sum(room.height(text.text, 0.95) for pair in sheet.whys for text in pair)
    made = sum(room.height(what.text) + 1.5 for what, _who, _row in sheet.countermeasures.rows)
    root = room.height(f"{sheet.root_cause.text} xxxxxxxxxxx", 0.95) + 1
    mores = sheet.is_reason_cut + sheet.countermeasures.is_cut
    return 2 * BLOCK + asked + len(sheet.whys) / 4 + made + root + mores


def lines_of_effect(sheet: Sheet, room: Room) -> float:
    measured = sum(2.5 + CHART_LINES * bool(row.chart) for row in sheet.measures.rows)
    gained = sum(
        room.height(f"{name.text} {told.gain.get_kind_display()}")
        + max(room.height(f"{text.text} xxxxxx", 0.48) for text in values)
        + 1.5
        for name, *values, told in sheet.gains.rows
    )
    return (
        2 * BLOCK + measured + sheet.has_chart + gained + sheet.measures.is_cut + sheet.gains.is_cut
    )


def lines_of_band(sheet: Sheet, room: Room, rounds: list[Any]) -> float:
    """Each cell of a round is half as wide as a column."""
    tried = sum(
        2.4 + max(room.height(text.text, 0.5) for _name, text, _day in steps)
        for _row, steps in rounds
    )
    learned = room.height(sheet.learned.text) + sheet.learned.is_cut
    return BLOCK + max(tried + (len(sheet.tried) > len(rounds)), learned)
