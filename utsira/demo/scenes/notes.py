"""Close to the improvement board: three large notes, and the timer that keeps the meeting short."""

from utsira.demo.drawing import INK, Canvas
from utsira.demo.scenery import RED, WHITE
from utsira.demo.scenes.board import GREEN, PAPER, TEAL, WOOD, YELLOW, cup, note, papers, pencils
from utsira.demo.shapes import Point, arc, smooth

SHELF = 770
NOTES = [(304, YELLOW, -5), (800, TEAL, 3), (1296, GREEN, -3)]


def draw(canvas: Canvas) -> None:
    board(canvas)
    for x, colour, tilt in NOTES:
        note(canvas, (x, 330), colour, tilt, side=270, lift=16)
    arrow(canvas, [(456, 226), (552, 172), (644, 214)])
    arrow(canvas, [(954, 226), (1048, 172), (1140, 214)])
    tick(canvas, (1352, 412))
    shelf(canvas)
    timer(canvas, (250, SHELF))
    papers(canvas, (640, SHELF))
    cup(canvas, (1010, SHELF))
    pencils(canvas, (1330, SHELF))


def board(canvas: Canvas) -> None:
    canvas.shade((0, 0, 1600, 900), [(0, "#f3e7d0"), (1, "#e6d3b4")])
    canvas.shadow([(40, 60), (1570, 60), (1570, 630), (40, 630)], blur=26, strength=0.4)
    canvas.rectangle((30, 26, 1570, 610), WOOD, radius=12)
    canvas.rectangle((56, 52, 1544, 584), PAPER)
    canvas.rectangle((56, 52, 1544, 62), "#17323f1a")
    for x in (550, 1046):
        canvas.rectangle((x, 84, x + 4, 556), "#e5dcc6")


def arrow(canvas: Canvas, through: list[Point]) -> None:
    path = smooth(through, steps=24)
    for first, last in zip(path[:-6:8], path[5::8], strict=False):
        canvas.stroke([first, last], INK, width=5)
    x, y = through[-1]
    canvas.polygon([(x - 16, y - 4), (x + 16, y - 14), (x + 12, y + 20)], INK)


def tick(canvas: Canvas, centre: Point) -> None:
    x, y = centre
    canvas.ellipse(centre, 46, 46, WHITE)
    canvas.stroke([(x - 20, y + 2), (x - 5, y + 18), (x + 22, y - 16)], "#1f6b4a", width=11)


def shelf(canvas: Canvas) -> None:
    canvas.rectangle((0, SHELF, 1600, SHELF + 26), "#d2a571")
    canvas.shade((0, SHELF + 26, 1600, 900), [(0, "#a97b4c"), (1, "#8a6240")])
    canvas.rectangle((0, SHELF + 24, 1600, SHELF + 29), "#7a5535")


def timer(canvas: Canvas, foot: Point) -> None:
    """A kitchen timer; the red part is the ten minutes that are left."""
    x, y = foot
    centre = (x, y - 76)
    canvas.ellipse((x + 10, y - 2), 92, 8, "#4d352640")
    for side in (-1, 1):
        canvas.stroke([(x + side * 44, y - 24), (x + side * 58, y - 5)], INK, width=12)
    canvas.rectangle((x - 16, y - 172, x + 16, y - 146), INK, radius=5)
    canvas.ellipse(centre, 80, 80, "#2f6f86")
    canvas.ellipse(centre, 66, 66, WHITE)
    canvas.polygon([centre, *arc(centre, 54, -90, -30)], RED)
    for number in range(12):
        outer, inner = arc(centre, 60, number * 30, 0)[0], arc(centre, 54, number * 30, 0)[0]
        canvas.stroke([inner, outer], INK, width=3)
    canvas.ellipse(centre, 7, 7, INK)
