"""Morning at the harbour: the boat comes in to the island."""

from utsira.demo.drawing import INK, Canvas
from utsira.demo.scenery import (
    DARK_RED,
    OCHRE,
    RED,
    SLATE,
    WHITE,
    gull,
    hills,
    house,
    lighthouse,
    ripples,
    window,
)
from utsira.demo.shapes import Point, scatter, smooth

HORIZON = 470
QUAY = 600
SUN: Point = (400, 392)


def draw(canvas: Canvas) -> None:
    sky(canvas)
    sea(canvas)
    island(canvas)
    village(canvas)
    canvas.mirror((700, 420, 1600, QUAY + 14), depth=170, strength=0.42)
    ripples(canvas, (690, 625, 1600, 800), 70, "#d7ecea66", 46)
    ferry(canvas, (300, 640))
    rowing_boat(canvas, (905, 668))
    foreground(canvas)
    for x, y, span in [(640, 210, 60), (720, 160, 44), (800, 232, 34), (1420, 120, 40)]:
        gull(canvas, (x, y), span, "#fffaf0")


def sky(canvas: Canvas) -> None:
    stops = [(0, "#6fb0c6"), (0.45, "#b9dcdc"), (0.8, "#fbe2bd"), (1, "#ffcb94")]
    canvas.shade((0, 0, 1600, HORIZON), stops)
    canvas.glow(SUN, 420, "#fff0c4", strength=0.9)
    canvas.ellipse(SUN, 44, 44, "#fffaf0")
    for x, y, length in [(180, 150, 260), (320, 190, 180), (980, 90, 300), (1180, 130, 200)]:
        canvas.rectangle((x, y, x + length, y + 22), "#fffaf055", radius=11)
        canvas.rectangle((x + 60, y - 20, x + length - 40, y + 4), "#fffaf044", radius=11)
    hills(canvas, -200, 330, HORIZON, 46, seed=2, colours=("#c9d6cf", "#e3d6c2"))
    hills(canvas, 430, 800, HORIZON, 30, seed=5, colours=("#c2d3cf", "#e6d5bd"))


def sea(canvas: Canvas) -> None:
    stops = [(0, "#fbd3a2"), (0.1, "#cfe0d0"), (0.35, "#6fb3ba"), (0.7, "#2f8096"), (1, "#1a5a75")]
    canvas.shade((0, HORIZON, 1600, 900), stops)
    for across, down in scatter(130, (-1, 0, 1, 1)):
        far = down**1.7
        place = (SUN[0] + across * (26 + 170 * far), HORIZON + 4 + 400 * far)
        canvas.ellipse(place, 8 + 26 * far, 1 + 2.4 * far, "#fff3d0a0")
    ripples(canvas, (0, 500, 1600, 880), 120, "#ffffff2e", 40)


def island(canvas: Canvas) -> None:
    lighthouse(canvas, (1024, 336), 200)
    house(canvas, (1050, 346), 42, WHITE)
    house(canvas, (1104, 350), 34, WHITE)
    hills(canvas, 700, 1800, 500, 210, seed=1.4, colours=("#9dbf9a", "#86ad92"))
    hills(canvas, 620, 1560, 560, 190, seed=3.3, colours=("#7fae78", "#5f9670"))
    for x, y, size, wall in [
        (860, 462, 34, WHITE), (930, 436, 38, RED), (1010, 420, 34, OCHRE), (1268, 426, 36, WHITE),
        (1404, 440, 38, RED),
    ]:  # fmt: skip
        house(canvas, (x, y), size, wall)
        window(canvas, (x + size * 0.34, y - size * 0.5), size * 0.32, size * 0.3)
    hills(canvas, 980, 1760, 590, 150, seed=6.1, colours=("#6a9f6b", "#4b8264"))
    outline = smooth(
        [(660, 604), (690, 586), (740, 590), (800, 572), (900, 576), (1100, 570), (1600, 566)]
    )
    canvas.polygon([*outline, (1600, 612), (660, 612)], "#5c7077")
    canvas.polygon([(660, 612), (690, 602), (1600, 598), (1600, 616)], "#465a63")


def village(canvas: Canvas) -> None:
    """Houses on posts along the quay, gables to the sea."""
    canvas.rectangle((740, 566, 1600, 584), "#c9a878")
    canvas.rectangle((740, 584, 1600, 592), "#8a6d4a")
    for x in range(756, 1600, 44):
        canvas.rectangle((x, 590, x + 9, QUAY + 12), "#5a4732")
    row = [
        (770, 92, RED), (872, 78, WHITE), (964, 104, OCHRE), (1084, 84, DARK_RED),
        (1182, 98, WHITE), (1296, 112, RED), (1424, 88, OCHRE), (1526, 100, DARK_RED),
    ]  # fmt: skip
    for number, (x, width, wall) in enumerate(row):
        boathouse(canvas, x, width, wall, tall=0.78 + number % 3 * 0.12)


def boathouse(canvas: Canvas, x: float, width: float, wall: str, *, tall: float) -> None:
    foot = 568
    house(canvas, (x, foot), width, wall, tall=tall)
    for line in range(1, 9):
        left = x + width * line / 9
        canvas.rectangle((left, foot - width * tall, left + 1, foot), "#17323f1c")
    door = "#4d3526" if wall != WHITE else "#2f6f86"
    canvas.rectangle((x + width * 0.36, foot - width * 0.42, x + width * 0.64, foot), door)
    for side in (0.1, 0.7):
        window(canvas, (x + width * side, foot - width * 0.42), width * 0.2, width * 0.24)
    window(canvas, (x + width * 0.41, foot - width * (tall + 0.08)), width * 0.18, width * 0.18)


def ferry(canvas: Canvas, bow: Point) -> None:
    x, y = bow
    canvas.polygon(smooth([(x - 330, y + 30), (x - 120, y + 20), (x + 40, y + 34)]), "#ffffff66")
    ripples(canvas, (x - 360, y + 22, x + 60, y + 52), 26, "#ffffff99", 40)
    hull = [(x - 190, y - 22), (x + 86, y - 30), (x + 46, y + 30), (x - 172, y + 30)]
    canvas.polygon(hull, "#1f5f86")
    canvas.polygon(
        [(x - 178, y + 12), (x + 60, y + 8), (x + 46, y + 30), (x - 172, y + 30)], "#b8402f"
    )
    canvas.polygon(
        [(x - 190, y - 22), (x + 86, y - 30), (x + 82, y - 22), (x - 188, y - 14)], WHITE
    )
    canvas.rectangle((x - 168, y - 62, x + 10, y - 18), WHITE, radius=5)
    canvas.polygon(
        [(x - 110, y - 62), (x - 104, y - 98), (x - 8, y - 98), (x + 6, y - 62)], "#f1e8d6"
    )
    canvas.rectangle((x - 98, y - 92, x - 14, y - 74), INK, radius=3)
    for left in range(-158, -10, 30):
        canvas.rectangle((x + left, y - 50, x + left + 18, y - 36), INK, radius=3)
    canvas.rectangle((x - 88, y - 128, x - 66, y - 98), OCHRE)
    canvas.rectangle((x - 88, y - 120, x - 66, y - 112), "#1f5f86")
    canvas.stroke([(x - 36, y - 98), (x - 36, y - 150)], INK, width=3)
    canvas.polygon([(x - 36, y - 150), (x - 8, y - 142), (x - 36, y - 134)], RED)
    canvas.mirror((x - 190, y - 60, x + 86, y + 30), depth=60, strength=0.28)
    ripples(canvas, (x - 180, y + 32, x + 70, y + 90), 22, "#cfe6e466", 34)


def rowing_boat(canvas: Canvas, middle: Point) -> None:
    x, y = middle
    rim = smooth([(x - 62, y - 16), (x, y - 6), (x + 62, y - 18)])
    keel = smooth([(x + 62, y - 18), (x + 40, y + 12), (x - 40, y + 12), (x - 62, y - 16)])
    canvas.ellipse((x, y + 16), 70, 5, "#0f405866")
    canvas.polygon([*rim, *keel], OCHRE)
    canvas.stroke(rim, "#7c5427", width=4)
    canvas.stroke([(x - 52, y - 16), (x - 130, y - 52)], SLATE, width=1.5)


def foreground(canvas: Canvas) -> None:
    """Dark rock with thrift in flower, near to us."""
    rock = smooth(
        [(1120, 910), (1180, 846), (1270, 822), (1350, 776), (1440, 768), (1530, 728), (1620, 716)]
    )
    canvas.shaded([*rock, (1620, 910)], [(0, "#3b5560"), (1, "#1e3641")])
    left = smooth([(-20, 800), (60, 806), (150, 842), (240, 858), (330, 910)])
    canvas.shaded([*left, (-20, 910)], [(0, "#33505c"), (1, "#1e3641")])
    for x, y in scatter(150, (1200, 0, 1610, 1)):
        foot = 852 - (x - 1200) * 0.33 + y * 60
        canvas.stroke([(x, foot), (x + 4 - y * 12, foot - 14 - y * 9)], "#6f9a62", width=1.6)
    for x, y in scatter(44, (1215, 0, 1600, 1)):
        thrift(canvas, (x, 850 - (x - 1215) * 0.33 + y * 56))


def thrift(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    height = 20 + x % 13
    canvas.stroke([(x, y), (x + 2, y - height)], "#86ab70", width=1.6)
    for across, down, colour in [(-3, 0, "#d9708c"), (4, 0, "#e58aa0"), (0, -3, "#f2a9b8")]:
        canvas.ellipse((x + 2 + across, y - height + down), 4.2, 3.6, colour)
