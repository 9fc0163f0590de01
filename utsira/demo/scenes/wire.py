"""An evening by the sea: small birds on two wires, talking across the island."""

from utsira.demo.drawing import Canvas
from utsira.demo.scenery import gull, hills, lighthouse, ripples
from utsira.demo.shapes import Point, scatter, smooth

HORIZON = 620
SUN: Point = (980, 566)
DARK = "#14303d"
BACK, WING, BELLY, BROW = "#6f8a4e", "#4f6b3f", "#f6efcf", "#ffd75e"


def draw(canvas: Canvas) -> None:
    sky(canvas)
    sea(canvas)
    meadow(canvas)
    upper, lower = wire(206, 196, 128), wire(322, 312, 140)
    for line in (upper, lower):
        canvas.stroke(line, DARK, width=3)
    pole(canvas, 216, 196)
    pole(canvas, 1426, 186)
    for share, way in [(0.26, 1), (0.36, -1), (0.565, 1), (0.72, -1)]:
        bird(canvas, at(upper, share), 104, way)
    for share, way in [(0.31, 1), (0.47, -1), (0.65, 1)]:
        bird(canvas, at(lower, share), 104, way)
    flying_bird(canvas, (1262, 150), 100)


def wire(start: float, end: float, sag: float) -> list[Point]:
    """A wire from beyond the left edge, over both poles, to beyond the right edge."""
    left, right = 216, 1426
    span = [
        (left + (right - left) * n / 40, start + (end - start) * n / 40 + sag * bow(n / 40))
        for n in range(41)
    ]
    return [(-20, start + 62), (100, start + 40), *span, (1520, end + 22), (1620, end + 58)]


def bow(share: float) -> float:
    return 4 * share * (1 - share)


def at(line: list[Point], share: float) -> Point:
    """Return the place on the wire between the poles."""
    span = line[2:-2]
    return span[round(share * (len(span) - 1))]


def sky(canvas: Canvas) -> None:
    stops = [
        (0, "#23557a"), (0.35, "#5d8ca0"), (0.62, "#d9b494"), (0.82, "#f6b27a"), (1, "#fbd08f"),
    ]  # fmt: skip
    canvas.shade((0, 0, 1600, HORIZON), stops)
    canvas.glow(SUN, 620, "#ffd9a0", strength=0.85)
    for x, y, length, height in [
        (120, 420, 420, 16), (260, 452, 300, 10), (1120, 360, 380, 14), (1250, 390, 260, 10),
        (640, 470, 340, 9),
    ]:  # fmt: skip
        canvas.rectangle((x, y, x + length, y + height), "#fbe3c666", radius=height / 2)
    canvas.ellipse(SUN, 82, 82, "#fff2cf")
    for x, y, span in [(520, 130, 44), (586, 96, 34), (640, 148, 28)]:
        gull(canvas, (x, y), span, "#f4e6d4")


def sea(canvas: Canvas) -> None:
    hills(canvas, -140, 420, HORIZON, 70, seed=2.3, colours=("#7d8c98", "#b59c90"))
    hills(canvas, 240, 760, HORIZON, 44, seed=4.2, colours=("#8f979c", "#c9a68d"))
    lighthouse(canvas, (1330, 540), 118)
    hills(canvas, 1120, 1760, HORIZON, 96, seed=1.2, colours=("#566f7b", "#75797c"))
    stops = [(0, "#f7bd82"), (0.12, "#c9967b"), (0.45, "#5c7d8c"), (1, "#22506a")]
    canvas.shade((0, HORIZON, 1600, 900), stops)
    for across, down in scatter(120, (-1, 0, 1, 1)):
        place = (SUN[0] + across * (60 + 150 * down), HORIZON + 4 + 180 * down**1.4)
        canvas.ellipse(place, 12 + 26 * down, 1.2 + 1.6 * down, "#ffe7b5b0")
    ripples(canvas, (0, HORIZON + 12, 1600, 800), 90, "#ffffff26", 46)


def meadow(canvas: Canvas) -> None:
    near = smooth([(-20, 806), (200, 770), (520, 800), (860, 842), (1200, 806), (1620, 756)])
    canvas.shaded([*near, (1620, 910), (-20, 910)], [(0, "#24505a"), (1, "#10303c")])
    for x, y in scatter(420, (0, 0, 1600, 1)):
        foot = height_at(near, x) + 16 + y * 90
        lean = 10 * (x % 3 - 1)
        colour = ("#2f6a63", "#3c7a68", "#1d4a52")[int(x) % 3]
        canvas.stroke([(x, foot), (x + lean, foot - 34 - x % 17)], colour, width=2.2)


def height_at(outline: list[Point], x: float) -> float:
    return min(outline, key=lambda point: abs(point[0] - x))[1]


def pole(canvas: Canvas, x: float, top: float) -> None:
    canvas.polygon([(x - 9, top - 60), (x + 9, top - 60), (x + 13, 880), (x - 13, 880)], DARK)
    canvas.polygon([(x + 2, top - 60), (x + 9, top - 60), (x + 13, 880), (x + 5, 880)], "#28495a")
    for arm in (top + 6, top + 122):
        canvas.rectangle((x - 62, arm, x + 62, arm + 12), DARK, radius=3)
        canvas.stroke([(x - 46, arm + 10), (x, arm + 50)], DARK, width=4)
        canvas.stroke([(x + 46, arm + 10), (x, arm + 50)], DARK, width=4)
        for side in (-50, 0, 50):
            canvas.rectangle((x + side - 6, arm - 16, x + side + 6, arm), "#d8e5e2", radius=4)


def bird(canvas: Canvas, foot: Point, size: float, way: int) -> None:
    """A leaf warbler with a yellow brow, on its feet; `way` is 1 to the right, -1 to the left."""

    def shape(points: list[Point], fill: str) -> None:
        canvas.polygon(smooth(placed(points), closed=True), fill)

    def placed(points: list[Point]) -> list[Point]:
        return [(foot[0] + way * x * size / 100, foot[1] + y * size / 100) for x, y in points]

    unit = size / 100
    for leg in (6, 17):
        canvas.stroke(placed([(leg, -10), (leg - 1, 1)]), DARK, width=2.4 * unit)
    canvas.polygon(placed([(-22, -30), (-66, 2), (-58, 13), (-10, -12)]), WING)
    shape([(-32, -22), (-22, -50), (-4, -74), (14, -91), (32, -88), (42, -74), (40, -54),
           (38, -32), (24, -11), (-4, -6)], BACK)  # fmt: skip
    shape([(40, -60), (38, -34), (23, -13), (-2, -8), (6, -26), (22, -44)], BELLY)
    shape([(6, -58), (-14, -44), (-38, -14), (-50, 2), (-20, -12), (6, -26), (14, -44)], WING)
    for start, end in [((-6, -45), (6, -32)), ((-18, -34), (-6, -22))]:
        canvas.stroke(placed([start, end]), BROW, width=3.4 * unit)
    canvas.stroke(smooth(placed([(10, -79), (24, -84), (38, -80)])), BROW, width=5 * unit)
    canvas.stroke(placed([(14, -73), (38, -73)]), WING, width=3 * unit)
    canvas.ellipse(placed([(28, -74)])[0], 3.6 * unit, 3.6 * unit, "#10222b")
    canvas.ellipse(placed([(29, -75)])[0], 1.1 * unit, 1.1 * unit, "#ffffff")
    canvas.polygon(placed([(40, -77), (55, -70), (40, -67)]), DARK)


def flying_bird(canvas: Canvas, centre: Point, size: float) -> None:
    """The same bird on its way in, to the left."""
    x, y = centre

    def placed(points: list[Point]) -> list[Point]:
        return [(x - across * size / 100, y + down * size / 100) for across, down in points]

    unit = size / 100
    far_wing = placed([(-6, -10), (-2, -58), (-30, -84), (-34, -40), (-22, -8)])
    canvas.polygon(smooth(far_wing, closed=True), WING)
    canvas.polygon(placed([(-34, 4), (-78, 14), (-76, 26), (-30, 16)]), WING)
    body = placed([(-42, 8), (-20, -10), (14, -18), (34, -20), (46, -8), (38, 8), (6, 20)])
    canvas.polygon(smooth(body, closed=True), BACK)
    belly = placed([(40, 4), (8, 18), (-36, 11), (-8, 6), (24, -2)])
    canvas.polygon(smooth(belly, closed=True), BELLY)
    near_wing = placed([(10, -8), (8, -60), (-24, -104), (-30, -50), (-18, 0)])
    canvas.polygon(smooth(near_wing, closed=True), "#5c7a47")
    canvas.stroke(placed([(4, -40), (-24, -48)]), BROW, width=3.4 * unit)
    canvas.stroke(placed([(6, -26), (-22, -30)]), BROW, width=3.4 * unit)
    canvas.stroke(placed([(22, -16), (42, -12)]), BROW, width=4.4 * unit)
    canvas.ellipse(placed([(33, -8)])[0], 3.2 * unit, 3.2 * unit, "#10222b")
    canvas.polygon(placed([(44, -10), (58, -4), (44, -1)]), DARK)
