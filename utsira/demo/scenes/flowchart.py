"""The way of the post: a flow chart in two lanes, there and back. The post that shows it has all of
it as text."""

from dataclasses import dataclass

from utsira.demo.drawing import INK, Canvas
from utsira.demo.shapes import Box, Point, rounded

SIZE = (1600, 1130)
LINE = 44
AMBER = "#8a5f0c"


@dataclass(frozen=True)
class Step:
    centre: Point
    words: str  # a line each
    width: float = 290
    kind: str = "work"

    @property
    def height(self) -> float:
        return 220 if self.kind == "choice" else 52 + LINE * len(self.words.splitlines())

    @property
    def sides(self) -> Box:
        x, y = self.centre
        across, down = self.width / 2, self.height / 2
        return (x - across, y - down, x + across, y + down)


STEPS = [
    Step((204, 214), "Et brev eller en\ne-post kommer\ntil kommunen", 322, kind="end"),
    Step((574, 214), "Åpne, les\nog sorter", 260),
    Step((942, 214), "Gjelder det\nen sak?", 372, kind="choice"),
    Step((1374, 214), "Før i\npostjournalen", 316),
    Step((1374, 444), "Fordel til\nsaksbehandler", 316),
    Step((1374, 762), "Kan vi svare\ninnen fristen?", 384, kind="choice"),
    Step((912, 762), "Skriv og\nsend svaret", 280),
    Step((556, 762), "Arkiver\nsaken", 240),
    Step((204, 762), "Avsenderen\nhar fått svar", 290, kind="end"),
]
START, SORT, CASE, JOURNAL, ASSIGN, TIME, ANSWER, ARCHIVE, END = STEPS
REFER = Step((942, 444), "Svar, eller vis\ntil rett sted", 300)
INTERIM = Step((1374, 998), "Send et\nforeløpig svar", 316)

# Name, top and bottom, and the colours of the lane and of the boxes in it: fill and rim.
POST = ("Postmottaket", 36, 552, "#eaf4f8", ("#ffffff", "#1f6380"))
OFFICER = ("Saksbehandleren", 572, 1096, "#edf5ea", ("#ffffff", "#3d7a4e"))
KINDS = {"end": ("#17455e", "#17455e"), "choice": ("#fdf0c8", "#c28a1a")}


def draw(canvas: Canvas) -> None:
    canvas.shade((0, 0, *SIZE), [(0, "#fbfdfd"), (1, "#f3f8f8")])
    for (name, top, bottom, colour, (_, rim)), height in [(POST, 82), (OFFICER, 1050)]:
        canvas.rectangle((24, top, 1576, bottom), colour, radius=22)
        canvas.text((56, height), name, size=32, colour=rim, weight=750, anchor="lm")
    arrows(canvas)
    for step in [*STEPS, REFER, INTERIM]:
        box(canvas, step)


def box(canvas: Canvas, step: Step) -> None:
    in_the_first_lane = step.centre[1] < POST[2]
    fill, rim = KINDS.get(step.kind) or (POST if in_the_first_lane else OFFICER)[4]
    if step.kind == "choice":
        diamond(canvas, step, fill, rim)
    else:
        radius = step.height / 2 if step.kind == "end" else 16
        shadow(canvas, rounded(step.sides, radius))
        canvas.rectangle(step.sides, fill, radius=radius)
        canvas.frame(step.sides, rim, width=4, radius=radius)
    write(canvas, step, "#ffffff" if step.kind == "end" else INK)


def diamond(canvas: Canvas, step: Step, fill: str, rim: str) -> None:
    x, y = step.centre
    across, down = step.width / 2, step.height / 2
    outer = [(x - across, y), (x, y - down), (x + across, y), (x, y + down)]
    inner = [(x - across + 8, y), (x, y - down + 5), (x + across - 8, y), (x, y + down - 5)]
    shadow(canvas, outer)
    canvas.polygon(outer, rim)
    canvas.polygon(inner, fill)


def shadow(canvas: Canvas, points: list[Point]) -> None:
    canvas.shadow([(x + 2, y + 8) for x, y in points], blur=9, strength=0.16)


def write(canvas: Canvas, step: Step, colour: str) -> None:
    x, y = step.centre
    lines = step.words.splitlines()
    for number, line in enumerate(lines):
        height = y + (number - (len(lines) - 1) / 2) * LINE
        canvas.text((x, height), line, size=34, colour=colour, weight=560)


def arrows(canvas: Canvas) -> None:
    for first, then in [(START, SORT), (SORT, CASE), (CASE, JOURNAL)]:
        arrow(canvas, [right(first), left(then)])
    for first, then in [(JOURNAL, ASSIGN), (ASSIGN, TIME), (CASE, REFER), (TIME, INTERIM)]:
        arrow(canvas, [below(first), above(then)])
    for first, then in [(TIME, ANSWER), (ANSWER, ARCHIVE), (ARCHIVE, END)]:
        arrow(canvas, [left(first), right(then)])
    arrow(canvas, [left(REFER), (END.centre[0], REFER.centre[1]), above(END)])
    arrow(canvas, [left(INTERIM), (ANSWER.centre[0], INTERIM.centre[1]), below(ANSWER)])
    for place, word in [((1166, 186), "Ja"), ((1116, 734), "Ja"), ((994, 342), "Nei"),
                        ((1426, 894), "Nei")]:  # fmt: skip
        canvas.text(place, word, size=31, colour=AMBER, weight=740)


def left(step: Step) -> Point:
    return step.sides[0], step.centre[1]


def right(step: Step) -> Point:
    return step.sides[2], step.centre[1]


def above(step: Step) -> Point:
    return step.centre[0], step.sides[1]


def below(step: Step) -> Point:
    return step.centre[0], step.sides[3]


def arrow(canvas: Canvas, path: list[Point]) -> None:
    """A line with right-angled turns and a head at its end."""
    (before_x, before_y), (x, y) = path[-2:]
    across, down = sign(x - before_x), sign(y - before_y)
    canvas.stroke([*path[:-1], (x - across * 14, y - down * 14)], INK, width=5)
    back_x, back_y = x - across * 24, y - down * 24
    one = (back_x - down * 14, back_y - across * 14)
    other = (back_x + down * 14, back_y + across * 14)
    canvas.polygon([(x, y), one, other], INK)


def sign(number: float) -> int:
    return (number > 0) - (number < 0)
