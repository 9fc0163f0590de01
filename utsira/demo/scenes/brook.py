"""A brook on its way from the hill to the sea, with pools where the water stands still."""

from utsira.demo.drawing import Canvas
from utsira.demo.scenery import OCHRE, RED, WHITE, gull, hills, house, lighthouse, ripples, window
from utsira.demo.scenes.harbour import thrift
from utsira.demo.shapes import Point, scatter, smooth

HORIZON = 330
# The middle of the brook and half its width, from its spring to its mouth.
COURSE = [
    (1176, 296, 3), (1160, 318, 5), (1206, 352, 7), (1150, 390, 9), (1010, 430, 13),
    (960, 470, 15), (1090, 520, 18), (1180, 574, 22), (1080, 630, 28), (860, 668, 34),
    (740, 712, 40), (620, 752, 50), (480, 790, 60), (350, 808, 66),
]  # fmt: skip
POOLS = [(1000, 442, 84, 17), (1156, 578, 128, 28), (788, 694, 150, 36)]
COAST = [(900, 452), (720, 520), (600, 600), (420, 660), (350, 740), (430, 800), (380, 850),
         (300, 920)]  # fmt: skip
WATER = [(0, "#d8eef0"), (0.3, "#8cc6d0"), (1, "#4093a7")]


def draw(canvas: Canvas) -> None:
    sky(canvas)
    island(canvas)
    water(canvas)
    flowers(canvas)
    houses(canvas)
    for x, y, span in [(560, 150, 56), (640, 112, 40), (470, 200, 32)]:
        gull(canvas, (x, y), span, "#fffaf0")


def sky(canvas: Canvas) -> None:
    canvas.shade((0, 0, 1600, HORIZON), [(0, "#7db7cc"), (0.7, "#cfe6e2"), (1, "#f6ead0")])
    for x, y, length in [(120, 96, 280), (240, 130, 200), (860, 70, 240)]:
        canvas.rectangle((x, y, x + length, y + 22), "#ffffff66", radius=11)
    canvas.shade((0, HORIZON, 1600, 900), [(0, "#a9d3d2"), (0.35, "#5fa7b4"), (1, "#2f8096")])
    ripples(canvas, (0, HORIZON + 6, 900, 880), 120, "#ffffff4d", 34)


def island(canvas: Canvas) -> None:
    lighthouse(canvas, (1066, 272), 150)
    hills(canvas, 760, 1900, 540, 330, seed=1.4, colours=("#a5c49a", "#86b083"))
    land = smooth([(1620, 420), (1300, 410), (1080, 430), *COAST])
    sand = smooth([(1620, 430), (1300, 420), (1060, 444), *[(x - 26, y + 10) for x, y in COAST]])
    canvas.polygon([*sand, (1620, 920)], "#e9d9b0")
    canvas.shaded([*land, (1620, 920)], [(0, "#94bf86"), (0.5, "#6ea56c"), (1, "#43805f")])


def water(canvas: Canvas) -> None:
    """First the banks, then the water on them."""
    canvas.polygon(between_banks(rim=9), "#4f8660")
    for x, y, across, down in POOLS:
        canvas.ellipse((x, y - 2), across + 9, down + 6, "#4f8660")
    canvas.shaded(between_banks(rim=0), WATER)
    for x, y, across, down in POOLS:
        canvas.ellipse((x, y), across, down, "#7fbfca")
        canvas.ellipse((x - across * 0.12, y + down * 0.16), across * 0.76, down * 0.66, "#93cdd5")
        ripples(canvas, (x - across * 0.6, y - down * 0.6, x + across * 0.6, y + down * 0.7), 8,
                "#ffffff99", across * 0.2)  # fmt: skip


def between_banks(*, rim: float) -> list[Point]:
    """Return the outline of the brook, `rim` pixels wider on both sides."""
    left = smooth([(x - half - rim, y - half / 5) for x, y, half in COURSE])
    right = smooth([(x + half + rim, y + half / 5 + rim / 2) for x, y, half in COURSE])
    return [*left, *reversed(right)]


def flowers(canvas: Canvas) -> None:
    for x, y in scatter(300, (440, 470, 1600, 900)):
        if dry((x, y)):
            near = (y - 380) / 500
            canvas.stroke([(x, y), (x + 4, y - 22 * near)], "#a7cf8e", width=2)
            canvas.stroke([(x + 6, y), (x + 12, y - 16 * near)], "#3f7a5d", width=2)
    for x, y in scatter(80, (460, 720, 1590, 890)):
        if dry((x, y)):
            thrift(canvas, (x, y))


def houses(canvas: Canvas) -> None:
    for x, y, size, wall in [(1330, 398, 78, RED), (1450, 416, 64, WHITE), (1440, 574, 84, OCHRE)]:
        house(canvas, (x, y), size, wall)
        window(canvas, (x + size * 0.34, y - size * 0.5), size * 0.32, size * 0.3)


def dry(place: Point) -> bool:
    """Whether a place is on land, well away from the brook."""
    x, y = place
    brook = any(abs(x - a) < half + 70 and abs(y - b) < 50 for a, b, half in COURSE)
    pool = any(abs(x - a) < across + 30 and abs(y - b) < down + 34 for a, b, across, down in POOLS)
    return not brook and not pool and x + y > 1240
