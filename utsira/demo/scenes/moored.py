"""A rowing boat that lies moored at its buoy, on a still evening."""

from utsira.demo.drawing import INK, Canvas
from utsira.demo.scenery import OCHRE, RED, WHITE, gull, hills, lighthouse, ripples
from utsira.demo.scenes.harbour import thrift
from utsira.demo.shapes import Point, scatter, smooth

HORIZON = 420
MOON: Point = (1180, 190)


def draw(canvas: Canvas) -> None:
    sky(canvas)
    canvas.mirror((0, 240, 1600, HORIZON), depth=180, strength=0.5)
    ripples(canvas, (0, HORIZON + 10, 1600, 860), 150, "#ffffff2c", 52)
    buoy(canvas, (1150, 640))
    boat(canvas, (760, 650))
    shore(canvas)


def sky(canvas: Canvas) -> None:
    stops = [(0, "#38587c"), (0.45, "#8c94ad"), (0.8, "#f0bfa6"), (1, "#fbdcb4")]
    canvas.shade((0, 0, 1600, HORIZON), stops)
    canvas.glow(MOON, 300, "#fff6dc", strength=0.6)
    canvas.ellipse(MOON, 46, 46, "#fff6e2")
    for x, y, length in [(160, 250, 420), (260, 284, 260), (980, 300, 340)]:
        canvas.rectangle((x, y, x + length, y + 12), "#fff1e055", radius=6)
    hills(canvas, 700, 1300, HORIZON, 40, seed=5, colours=("#a69bab", "#d3b0a5"))
    lighthouse(canvas, (330, 300), 150)
    hills(canvas, -120, 860, HORIZON, 150, seed=1.4, colours=("#5c7480", "#8b7f86"))
    sea = [(0, "#f5d0ab"), (0.14, "#b9a0a6"), (0.5, "#58728c"), (1, "#26496b")]
    canvas.shade((0, HORIZON, 1600, 900), sea)
    for x, y, span in [(620, 190, 48), (690, 160, 34)]:
        gull(canvas, (x, y), span, "#f7e9de")


def boat(canvas: Canvas, middle: Point) -> None:
    """A wooden boat from its side, oars laid in."""
    x, y = middle

    def placed(points: list[Point]) -> list[Point]:
        return [(x + across, y + down) for across, down in points]

    rim = smooth(placed([(-262, -72), (-130, -34), (30, -26), (180, -44), (284, -92)]))
    keel = smooth(placed([(284, -92), (236, 10), (120, 50), (-120, 50), (-222, 12), (-262, -72)]))
    inside = smooth(placed([(-262, -72), (-120, -84), (60, -80), (200, -84), (284, -92)]))
    canvas.ellipse((x, y + 46), 236, 20, "#1c365066")
    canvas.polygon([*inside, *reversed(rim)], "#7c5427")
    for left in (-110, 60):
        canvas.polygon(
            placed([(left, -66), (left + 74, -66), (left + 84, -46), (left - 6, -46)]), "#c99b68"
        )
    oar(canvas, (x - 190, y - 96), (x + 176, y - 66))
    canvas.shaded([*rim, *keel], [(0, "#f0d9a8"), (0.3, OCHRE), (1, "#a96f2a")])
    for down in (0.34, 0.62):
        ends = [(40 * down - 262, 120 * down - 72), (280 - 44 * down, 140 * down - 92)]
        middle_part = [(-120, 84 * down - 34), (120, 84 * down - 34)]
        plank = smooth(placed([ends[0], *middle_part, ends[1]]))
        canvas.stroke(plank, "#8f5f26", width=3)
    canvas.stroke(rim, WHITE, width=11)
    canvas.stroke(
        smooth([(x + 280, y - 86), (x + 330, y - 30), (x + 384, y - 14)]), "#efe2cc", width=4
    )
    canvas.mirror((x - 270, y - 90, x + 290, y + 50), depth=110, strength=0.3)


def oar(canvas: Canvas, blade: Point, handle: Point) -> None:
    canvas.stroke([blade, handle], "#e6c48d", width=9)
    canvas.stroke([blade, (blade[0] + 80, blade[1] + 6)], "#e6c48d", width=20)


def buoy(canvas: Canvas, middle: Point) -> None:
    x, y = middle
    canvas.ellipse((x, y + 34), 56, 7, "#1c365066")
    canvas.ellipse(middle, 38, 38, RED)
    canvas.rectangle((x - 38, y - 7, x + 38, y + 9), WHITE)
    canvas.rectangle((x - 7, y - 54, x + 7, y - 34), INK, radius=4)
    canvas.mirror((x - 40, y - 54, x + 40, y + 36), depth=60, strength=0.3)


def shore(canvas: Canvas) -> None:
    near = smooth([(-20, 780), (140, 800), (330, 846), (520, 880), (640, 920)])
    canvas.shaded([*near, (-20, 920)], [(0, "#33505c"), (1, "#16303d")])
    for x, y in scatter(30, (10, 0, 380, 1)):
        thrift(canvas, (x, 826 + x * 0.14 + y * 40))
