"""The cleaners' room: mops on their pegs, and a shelf that shows when it is half empty."""

from utsira.demo.drawing import INK, Canvas
from utsira.demo.scenery import OCHRE, RED, WHITE, framed_view
from utsira.demo.scenes.cloakroom import CORAL, GREEN, NAVY, YELLOW, box
from utsira.demo.shapes import Box, Point, scatter, smooth

WINDOW: Box = (640, 120, 960, 430)
SHELF: Box = (80, 130, 540, 820)
BOARDS = (330, 560, 790)
MARK = 445
PEGS = [(1110, NAVY), (1260, GREEN), (1410, CORAL)]


def draw(canvas: Canvas) -> None:
    room(canvas)
    framed_view(canvas, WINDOW)
    shelf(canvas)
    goods(canvas)
    canvas.rectangle((1040, 168, 1500, 196), "#d9b283", radius=6)
    for x, colour in PEGS:
        mop(canvas, (x, 182), colour)
    bucket(canvas, (800, 850))


def room(canvas: Canvas) -> None:
    canvas.shade((0, 0, 1600, 480), [(0, "#f7ecd6"), (1, "#f0dfc0")])
    canvas.shade((0, 480, 1600, 800), [(0, "#cfe3e0"), (1, "#b5d2d0")])
    for number in range(27):
        canvas.rectangle((number * 62, 492, number * 62 + 3, 800), "#ffffff88")
    for y in (550, 612, 674, 736):
        canvas.rectangle((0, y, 1600, y + 3), "#ffffff88")
    canvas.rectangle((0, 474, 1600, 492), WHITE)
    canvas.shade((0, 800, 1600, 900), [(0, "#8fa9ab"), (1, "#6f8d92")])
    canvas.rectangle((0, 796, 1600, 804), "#5f7c82")


def shelf(canvas: Canvas) -> None:
    left, top, right, bottom = SHELF
    canvas.shadow(
        [(left + 24, top + 30), (right + 34, top + 30), (right + 34, bottom), (left + 24, bottom)],
        blur=24, colour="#5d4630", strength=0.4,
    )  # fmt: skip
    canvas.rectangle(SHELF, "#ecd9b8")
    canvas.rectangle((left, MARK - 6, right, MARK + 6), RED)
    for x in (left - 10, right - 8):
        canvas.rectangle((x, top - 10, x + 18, bottom + 14), "#b48854", radius=3)
    for y in (top - 10, *BOARDS):
        canvas.rectangle((left - 10, y, right + 10, y + 18), "#d9b283", radius=3)
        canvas.rectangle((left - 10, y + 13, right + 10, y + 18), "#9a6f43", radius=3)


def goods(canvas: Canvas) -> None:
    for number, colour in enumerate([NAVY, GREEN, YELLOW, NAVY]):
        bottle(canvas, (140 + number * 62, BOARDS[0]), colour)
    box(canvas, (390, BOARDS[0]), 120, 84, "#82b9b2")
    for x, count in [(110, 4), (230, 2)]:
        for number in range(count):
            cloth(canvas, (x, BOARDS[1] - number * 22), (CORAL, WHITE)[number % 2])
    box(canvas, (110, BOARDS[2]), 170, 120, "#e8b04a")
    box(canvas, (320, BOARDS[2]), 190, 90, "#82b9b2")


def bottle(canvas: Canvas, foot: Point, colour: str) -> None:
    x, y = foot
    canvas.rectangle((x - 8, y - 140, x + 8, y - 108), WHITE, radius=4)
    canvas.polygon([(x - 8, y - 136), (x - 28, y - 132), (x - 28, y - 122), (x - 8, y - 120)], INK)
    body = [(x - 10, y - 112), (x + 10, y - 112), (x + 23, y - 84), (x + 23, y), (x - 23, y),
            (x - 23, y - 84)]  # fmt: skip
    canvas.polygon(body, colour)
    canvas.rectangle((x - 23, y - 64, x + 23, y - 26), WHITE)
    canvas.rectangle((x + 8, y - 84, x + 23, y), "#17323f1a")


def cloth(canvas: Canvas, foot: Point, colour: str) -> None:
    x, y = foot
    canvas.rectangle((x, y - 22, x + 104, y), colour, radius=9)
    canvas.rectangle((x + 6, y - 5, x + 104, y), "#17323f24", radius=3)


def mop(canvas: Canvas, peg: Point, colour: str) -> None:
    x, y = peg
    canvas.ellipse(peg, 9, 9, "#8a6240")
    canvas.stroke([(x, y + 6), (x, y + 500)], OCHRE, width=13)
    canvas.stroke([(x + 3, y + 6), (x + 3, y + 500)], "#b98a3a", width=4)
    canvas.polygon(
        [(x - 18, y + 478), (x + 18, y + 478), (x + 58, y + 524), (x - 58, y + 524)], INK
    )
    for number in range(13):
        start = (x - 54 + number * 9, y + 522)
        sway = (number - 6) * 2.4
        end = (start[0] + sway, y + 600 + 10 * (number % 3))
        strand = smooth([start, (start[0] + sway - 4, y + 562), end])
        canvas.stroke(strand, colour if number % 2 else "#f4efe2", width=12)


def bucket(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    canvas.ellipse((x, y), 118, 10, "#28414855")
    handle = smooth([(x - 96, y - 158), (x - 70, y - 236), (x + 70, y - 236), (x + 96, y - 158)])
    canvas.stroke(handle, INK, width=6)
    for across, down in scatter(16, (-84, -34, 84, 0)):
        canvas.ellipse((x + across, y - 164 + down), 20, 20, "#ffffff")
        canvas.ellipse((x + across - 5, y - 169 + down), 6, 6, "#dcebee")
    side = [(x - 104, y - 164), (x + 104, y - 164), (x + 82, y), (x - 82, y)]
    canvas.shaded(side, [(0, "#d0563f"), (1, "#a83a2c")])
    canvas.rectangle((x - 110, y - 172, x + 110, y - 152), RED, radius=9)
