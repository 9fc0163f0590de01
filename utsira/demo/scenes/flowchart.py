"""The way of the post: a flow chart. The post that shows it has all of it as text."""

from utsira.demo.drawing import INK, Canvas
from utsira.demo.shapes import Point, rounded

SIZE = (1200, 1760)
MAIN, SIDE, FAR = 396, 940, 1168  # the middle of the columns, and the line at the edge
TOP, GAP, LINE = 44, 46, 46
WIDE, NARROW = 560, 386
# What a box is -> its fill and its rim.
KINDS = {
    "end": ("#17455e", "#17455e"),
    "post": ("#dcedf4", "#2f7a99"),
    "case": ("#e2f0dc", "#4b8a5c"),
    "choice": ("#fdf0c8", "#c28a1a"),
}
Step = tuple[str, list[str]]
STEPS: list[Step] = [
    ("end", ["Et brev eller en e-post", "kommer til kommunen"]),
    ("post", ["Åpne, les og sorter"]),
    ("choice", ["Gjelder det", "en sak?"]),
    ("post", ["Før i postjournalen"]),
    ("post", ["Fordel til saksbehandler"]),
    ("choice", ["Kan vi svare", "innen fristen?"]),
    ("case", ["Skriv og send svaret"]),
    ("case", ["Arkiver saken"]),
    ("end", ["Avsenderen har", "fått svar"]),
]
LEGEND = [("post", "Postmottaket"), ("case", "Saksbehandleren"), ("choice", "Et valg")]


def draw(canvas: Canvas) -> None:
    canvas.shade((0, 0, *SIZE), [(0, "#fbfdfd"), (1, "#eef5f6")])
    middles = [main_step(canvas, number) for number in range(len(STEPS))]
    first, second, answer, end = middles[2], middles[5], middles[6], middles[8]
    for y, step in [
        (first, ("post", ["Svar, eller vis", "til rett sted"])),
        (second, ("case", ["Send et", "foreløpig svar"])),
    ]:
        box(canvas, (SIDE, y), step, NARROW)
        arrow(canvas, [(MAIN + WIDE * 0.46, y), (SIDE - NARROW / 2, y)])
        label(canvas, (MAIN + 306, y - 28), "Nei")
        label(canvas, (MAIN + 42, y + 138), "Ja")
    arrow(canvas, [(SIDE, second + 71), (SIDE, answer), (MAIN + WIDE / 2, answer)])
    around = [(SIDE + NARROW / 2, first), (FAR, first), (FAR, end), (MAIN + WIDE / 2, end)]
    arrow(canvas, around)
    legend(canvas)


def height_of(step: Step) -> float:
    kind, lines = step
    return 216 if kind == "choice" else 50 + LINE * len(lines)


def gap_after(step: Step) -> float:
    return GAP + 10 if step[0] == "choice" else GAP  # room for the word «Ja»


def main_step(canvas: Canvas, number: int) -> float:
    """Draw a step of the main column with the arrow to the next; return the height it is at."""
    step = STEPS[number]
    top = TOP + sum(height_of(before) + gap_after(before) for before in STEPS[:number])
    bottom = top + height_of(step)
    middle = (top + bottom) / 2
    (choice if step[0] == "choice" else box)(canvas, (MAIN, middle), step, WIDE)
    if step is not STEPS[-1]:
        arrow(canvas, [(MAIN, bottom), (MAIN, bottom + gap_after(step))])
    return middle


def box(canvas: Canvas, centre: Point, step: Step, width: float) -> None:
    x, y = centre
    kind, lines = step
    fill, rim = KINDS[kind]
    half = height_of(step) / 2
    sides = (x - width / 2, y - half, x + width / 2, y + half)
    radius = half if kind == "end" else 16
    shadow(canvas, rounded(sides, radius))
    canvas.rectangle(sides, fill, radius=radius)
    canvas.frame(sides, rim, width=4, radius=radius)
    write(canvas, centre, lines, "#ffffff" if kind == "end" else INK)


def choice(canvas: Canvas, centre: Point, step: Step, width: float) -> None:
    x, y = centre
    fill, rim = KINDS["choice"]
    across, down = width * 0.47, height_of(step) / 2
    shadow(canvas, diamond(centre, across, down))
    canvas.polygon(diamond(centre, across, down), rim)
    canvas.polygon(diamond(centre, across - 9, down - 4), fill)
    write(canvas, centre, step[1], INK)


def diamond(centre: Point, across: float, down: float) -> list[Point]:
    x, y = centre
    return [(x - across, y), (x, y - down), (x + across, y), (x, y + down)]


def shadow(canvas: Canvas, points: list[Point]) -> None:
    canvas.shadow([(x + 2, y + 8) for x, y in points], blur=9, strength=0.16)


def write(canvas: Canvas, centre: Point, lines: list[str], colour: str) -> None:
    x, y = centre
    for number, line in enumerate(lines):
        height = y + (number - (len(lines) - 1) / 2) * LINE
        canvas.text((x, height), line, size=35, colour=colour, weight=560)


def arrow(canvas: Canvas, path: list[Point]) -> None:
    """A line with right-angled turns and a head at its end."""
    (before_x, before_y), (x, y) = path[-2:]
    across, down = sign(x - before_x), sign(y - before_y)
    canvas.stroke([*path[:-1], (x - across * 14, y - down * 14)], INK, width=5)
    back_x, back_y = x - across * 24, y - down * 24
    one, other = (
        (back_x - down * 14, back_y - across * 14),
        (back_x + down * 14, back_y + across * 14),
    )
    canvas.polygon([(x, y), one, other], INK)


def sign(number: float) -> int:
    return (number > 0) - (number < 0)


def label(canvas: Canvas, centre: Point, word: str) -> None:
    canvas.text(centre, word, size=32, colour="#8a5f0c", weight=720)


def legend(canvas: Canvas) -> None:
    top = SIZE[1] - 80
    for x, (kind, word) in zip((120, 440, 810), LEGEND, strict=True):
        fill, rim = KINDS[kind]
        canvas.rectangle((x, top, x + 36, top + 36), fill, radius=7)
        canvas.frame((x, top, x + 36, top + 36), rim, width=3, radius=7)
        canvas.text((x + 52, top + 18), word, size=30, colour=INK, weight=500, anchor="lm")
