"""The improvement board: coloured notes in four columns, and the island outside the window."""

from utsira.demo.drawing import INK, Canvas
from utsira.demo.scenery import OCHRE, RED, WHITE, framed_view
from utsira.demo.shapes import Box, Point, arc, corners, smooth, turned

WOOD, DARK_WOOD, PAPER = "#b98a58", "#8a6240", "#fdfaf1"
YELLOW, CORAL, TEAL, GREEN = "#f6cf65", "#ee9576", "#82c3c2", "#aecb8b"
WINDOW: Box = (110, 130, 470, 590)
BOARD: Box = (590, 96, 1510, 650)
COLUMN = 222
# Column, left or right in it, height, colour, tilt.
NOTES = [
    (0, 0, 178, YELLOW, -3), (0, 1, 178, CORAL, 4),
    (0, 0, 308, TEAL, 2), (0, 1, 312, GREEN, -4), (0, 0, 438, CORAL, -2),
    (1, 0, 182, TEAL, 3), (1, 1, 178, YELLOW, -3), (1, 0, 312, GREEN, -2),
    (2, 0, 180, CORAL, -4), (2, 1, 184, GREEN, 2),
    (3, 0, 178, YELLOW, 3), (3, 1, 180, TEAL, -2),
    (3, 0, 308, GREEN, -3), (3, 1, 312, CORAL, 2), (3, 0, 440, TEAL, 4),
]  # fmt: skip


def draw(canvas: Canvas) -> None:
    wall(canvas)
    framed_view(canvas, WINDOW)
    plant(canvas, (416, WINDOW[3] + 10))
    board(canvas)
    notes(canvas)
    desk(canvas)


def wall(canvas: Canvas) -> None:
    canvas.shade((0, 0, 1600, 900), [(0, "#f3e7d0"), (1, "#e6d3b4")])
    canvas.polygon([(490, 590), (490, 130), (1080, 740), (760, 740)], "#fff6dd40")


def plant(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    for lean, height, colour in [
        (-46, 88, "#4b8264"), (-22, 124, "#5f9670"), (4, 140, "#4b8264"), (26, 116, "#6fa878"),
        (48, 82, "#5f9670"),
    ]:  # fmt: skip
        tip = (x + lean, y - 40 - height)
        leaf = [(x, y - 44), (x + lean * 0.2 - 14, y - 60 - height * 0.5), tip,
                (x + lean * 0.9 + 12, y - 60 - height * 0.45)]  # fmt: skip
        canvas.polygon(smooth(leaf, closed=True), colour)
    canvas.polygon([(x - 34, y - 56), (x + 34, y - 56), (x + 26, y), (x - 26, y)], "#c8654a")
    canvas.rectangle((x - 38, y - 62, x + 38, y - 46), "#d9775a", radius=3)


def board(canvas: Canvas) -> None:
    left, top, right, bottom = BOARD
    outer = (left - 18, top - 18, right + 18, bottom + 18)
    shadow = [(x + 10, y + 20) for x, y in corners(outer)]
    canvas.shadow(shadow, blur=26, colour="#6b4a2a", strength=0.45)
    canvas.rectangle(outer, WOOD, radius=8)
    canvas.rectangle((outer[0], bottom + 8, outer[2], outer[3]), DARK_WOOD, radius=6)
    canvas.rectangle(BOARD, PAPER)
    canvas.polygon([(left, top), (right, top), (right, top + 10), (left, top + 10)], "#17323f1a")
    for number, colour in enumerate([YELLOW, CORAL, TEAL, GREEN]):
        start = column_left(number)
        canvas.rectangle((start + 14, top + 26, start + COLUMN - 14, top + 50), colour, radius=12)
        if number:
            canvas.rectangle((start - 2, top + 24, start + 1, bottom - 24), "#e5dcc6")


def column_left(number: int) -> float:
    return BOARD[0] + 16 + number * COLUMN


def notes(canvas: Canvas) -> None:
    for column, half, y, colour, tilt in NOTES:
        centre = (column_left(column) + 64 + half * 96, y + 54.0)
        note(canvas, centre, colour, tilt, done=column == 3)
    path = smooth([(966, 470), (1020, 430), (1080, 424), (1128, 448)])
    for first, last in zip(path[:-3:5], path[3::5], strict=False):
        canvas.stroke([first, last], INK, width=4)
    canvas.polygon([(1118, 458), (1138, 440), (1146, 466)], INK)
    note(canvas, (1200, 500), YELLOW, 7, side=112, lift=20)
    canvas.frame((876, 458, 960, 542), "#c9bb9b", width=2.5, radius=4)


def note(
    canvas: Canvas,
    centre: Point,
    colour: str,
    tilt: float,
    *,
    side: float = 88,
    lift: float = 6,
    done: bool = False,
) -> None:
    x, y = centre
    half = side / 2
    sheet = turned(corners((x - half, y - half, x + half, y + half)), centre, tilt)
    canvas.shadow([(a + lift / 2, b + lift) for a, b in sheet], blur=lift, strength=0.35)
    canvas.polygon(sheet, colour)
    fold = turned([(x + half, y + half), (x + half - 20, y + half), (x + half, y + half - 20)],
                  centre, tilt)  # fmt: skip
    canvas.polygon(fold, "#ffffff66")
    for number, length in enumerate([0.62, 0.5, 0.34]):
        height = y - half * 0.38 + number * side * 0.17
        line = [(x - half * 0.68, height), (x - half * 0.68 + side * length, height)]
        canvas.stroke(turned(line, centre, tilt), "#5d6a63", width=side * 0.035)
    if done:
        tick = [(x + 6, y + 22), (x + 16, y + 32), (x + 36, y + 8)]
        canvas.stroke(turned(tick, centre, tilt), "#1f6b4a", width=6)
    canvas.ellipse(turned([(x, y - half + 8)], centre, tilt)[0], 6, 6, RED if done else "#2f6f86")


def desk(canvas: Canvas) -> None:
    canvas.rectangle((0, 776, 1600, 800), "#d2a571")
    canvas.shade((0, 800, 1600, 900), [(0, "#a97b4c"), (1, "#8a6240")])
    canvas.rectangle((0, 798, 1600, 802), "#7a5535")
    cup(canvas, (524, 776))
    pencils(canvas, (1370, 776))
    papers(canvas, (860, 776))
    books(canvas, (150, 776))


def cup(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    canvas.stroke(arc((x + 40, y - 42), 20, -80, 90), "#2f6f86", width=9)
    cup_side = [(x - 42, y - 80), (x + 42, y - 80), (x + 34, y - 8), (x + 24, y), (x - 24, y),
                (x - 34, y - 8)]  # fmt: skip
    canvas.polygon(cup_side, "#2f6f86")
    canvas.polygon([(x - 40, y - 62), (x + 40, y - 62), (x + 38, y - 50), (x - 38, y - 50)], WHITE)
    for start in (-14, 12):
        steam = smooth([(x + start, y - 92), (x + start + 9, y - 108), (x + start - 4, y - 126),
                        (x + start + 6, y - 146)])  # fmt: skip
        canvas.stroke(steam, "#fffdf6", width=4)


def pencils(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    for lean, colour in [(-18, RED), (-4, OCHRE), (10, "#2f6f86"), (24, "#4b8264")]:
        top = (x + lean * 1.9, y - 148 + abs(lean))
        canvas.stroke([(x + lean * 0.6, y - 40), top], colour, width=11)
        canvas.ellipse(top, 5, 5, "#f1e3c8")
    canvas.polygon([(x - 40, y - 88), (x + 40, y - 88), (x + 34, y), (x - 34, y)], "#f1e8d6")
    canvas.polygon([(x + 12, y - 88), (x + 40, y - 88), (x + 34, y), (x + 12, y)], "#17323f1a")
    for row in (64, 34):
        canvas.rectangle((x - 37, y - row, x + 37, y - row + 8), "#82c3c2")


def papers(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    for number, colour in enumerate([YELLOW, TEAL, CORAL]):
        bottom = y - number * 12
        shift = (0, 8, -6)[number]
        canvas.rectangle((x - 56 + shift, bottom - 12, x + 56 + shift, bottom), colour, radius=2)
        canvas.rectangle((x - 56 + shift, bottom - 3, x + 56 + shift, bottom), "#17323f1f")


def books(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    for number, (width, colour) in enumerate([(236, "#2f6f86"), (210, RED), (224, "#4b8264")]):
        bottom = y - number * 30
        left = x + (0, 14, 4)[number]
        canvas.rectangle((left, bottom - 30, left + width, bottom), colour, radius=4)
        canvas.rectangle((left + 18, bottom - 25, left + width, bottom - 5), "#f8efdc")
        canvas.rectangle((left + 40, bottom - 30, left + 52, bottom), "#ffffff55")
