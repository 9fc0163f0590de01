"""What comes back in several drawings: the island, its lighthouse, houses, boats, birds."""

from utsira.demo.drawing import INK, Canvas
from utsira.demo.shapes import Box, Point, ridge, scatter, smooth

WHITE = "#fbf6ea"
RED = "#b8402f"
DARK_RED = "#8c2f28"
OCHRE = "#dda03c"
SLATE = "#3b4f5a"
GLASS = "#ffe2a0"


def lighthouse(canvas: Canvas, foot: Point, height: float) -> None:
    """A white tower with red bands; `foot` is the middle of its foot."""
    x, y = foot
    unit = height / 100

    def across(down: float) -> float:
        """Half the width of the tower, so far above its foot (0 to 72)."""
        return (10 - down * 0.05) * unit

    def slice_of(low: float, high: float, fill: str, share: float = 0) -> None:
        """A part of the tower; `share` of its left side is left out."""
        wide, narrow = across(low), across(high)
        canvas.polygon(
            [
                (x - wide + 2 * wide * share, y - low * unit),
                (x - narrow + 2 * narrow * share, y - high * unit),
                (x + narrow, y - high * unit),
                (x + wide, y - low * unit),
            ],
            fill,
        )

    slice_of(0, 72, WHITE)
    slice_of(14, 30, RED)
    slice_of(46, 60, RED)
    slice_of(0, 72, "#17323f2e", 0.58)
    canvas.rectangle((x - 1.6 * unit, y - 40 * unit, x + 1.6 * unit, y - 35 * unit), INK)
    canvas.rectangle((x - 9 * unit, y - 75 * unit, x + 9 * unit, y - 72 * unit), INK)
    canvas.rectangle((x - 5 * unit, y - 88 * unit, x + 5 * unit, y - 75 * unit), GLASS)
    for post in (-5, -1.7, 1.7, 5):
        left = x + post * unit
        canvas.stroke([(left, y - 88 * unit), (left, y - 75 * unit)], INK, width=0.9 * unit)
    canvas.polygon(
        [(x - 7 * unit, y - 88 * unit), (x, y - 97 * unit), (x + 7 * unit, y - 88 * unit)], RED
    )
    canvas.stroke([(x, y - 96 * unit), (x, y - 103 * unit)], INK, width=1.1 * unit)


def house(
    canvas: Canvas, foot: Point, width: float, wall: str, *, roof: str = SLATE, tall: float = 0.7
) -> None:
    """A small house seen on its gable; `foot` is its lower left corner."""
    x, y = foot
    height, ridge_height = width * tall, width * (tall + 0.42)
    top = (x + width / 2, y - ridge_height)
    canvas.polygon([(x, y), (x, y - height), top, (x + width, y - height), (x + width, y)], wall)
    canvas.polygon(
        [(x + width * 0.5, y), top, (x + width, y - height), (x + width, y)], "#17323f22"
    )
    eave = width * 0.09
    slope = [(x - eave, y - height + eave * 0.8), top, (x + width + eave, y - height + eave * 0.8)]
    canvas.stroke(slope, roof, width=width * 0.11)


def window(canvas: Canvas, at: Point, width: float, height: float, *, glass: str = GLASS) -> None:
    """A window with a white frame and a cross; `at` is its upper left corner."""
    x, y = at
    rim = width * 0.12
    canvas.rectangle((x, y, x + width, y + height), WHITE)
    canvas.rectangle((x + rim, y + rim, x + width - rim, y + height - rim), glass)
    canvas.rectangle((x + width / 2 - rim / 3, y, x + width / 2 + rim / 3, y + height), WHITE)
    canvas.rectangle((x, y + height / 2 - rim / 3, x + width, y + height / 2 + rim / 3), WHITE)


def gull(canvas: Canvas, at: Point, span: float, colour: str) -> None:
    x, y = at
    wing = span / 2
    upper = smooth(
        [
            (x - wing, y - span * 0.06),
            (x - wing * 0.5, y - span * 0.2),
            (x, y),
            (x + wing * 0.5, y - span * 0.2),
            (x + wing, y - span * 0.06),
        ]
    )
    lower = smooth(
        [
            (x + wing, y - span * 0.06),
            (x + wing * 0.5, y - span * 0.11),
            (x, y + span * 0.07),
            (x - wing * 0.5, y - span * 0.11),
            (x - wing, y - span * 0.06),
        ]
    )
    canvas.polygon([*upper, *lower], colour)


def hills(
    canvas: Canvas,
    left: float,
    right: float,
    base: float,
    height: float,
    *,
    seed: float,
    colours: tuple[str, str],
) -> None:
    """A hill that is lighter at its top."""
    outline = ridge(left, right, base, height, seed=seed)
    canvas.shaded([*outline, (right, base), (left, base)], [(0, colours[0]), (1, colours[1])])


def ripples(
    canvas: Canvas, box: tuple[float, float, float, float], count: int, colour: str, length: float
) -> None:
    """Short strokes of light on water, longer the nearer they are."""
    for x, y in scatter(count, box):
        nearness = (y - box[1]) / (box[3] - box[1])
        reach = length * (0.35 + nearness)
        canvas.ellipse((x, y), reach, 0.8 + 1.5 * nearness, colour)


def view(width: float, height: float) -> Canvas:
    """What a window shows: the island with its lighthouse, a sail, and the sea."""
    canvas = Canvas(round(width), round(height))
    horizon = height * 0.63
    canvas.shade((0, 0, width, horizon), [(0, "#86bdd0"), (0.7, "#cfe4df"), (1, "#fbe6c4")])
    for left, top, length in [(20, 0.17, 150), (70, 0.14, 70), (width * 0.62, 0.3, 90)]:
        cloud = (left, height * top, left + length, height * top + 15)
        canvas.rectangle(cloud, "#ffffff77", radius=7.5)
    lighthouse(canvas, (width * 0.67, horizon - 48), height * 0.33)
    hills(canvas, width * 0.2, width * 1.5, horizon, 66, seed=1.4, colours=("#8bb38a", "#6f9f84"))
    canvas.shade((0, horizon, width, height), [(0, "#a9d0cd"), (0.3, "#5aa0ad"), (1, "#2a728c")])
    ripples(canvas, (0, horizon + 6, width, height), 40, "#ffffff55", 22)
    sail(canvas, (width * 0.24, horizon + 50))
    gull(canvas, (width * 0.3, height * 0.44), 38, WHITE)
    gull(canvas, (width * 0.14, height * 0.4), 28, WHITE)
    return canvas


def sail(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    canvas.polygon([(x - 34, y - 8), (x + 36, y - 10), (x + 24, y + 8), (x - 26, y + 8)], RED)
    canvas.polygon([(x + 2, y - 92), (x + 2, y - 16), (x + 40, y - 16)], WHITE)
    canvas.polygon([(x - 4, y - 80), (x - 4, y - 16), (x - 32, y - 16)], "#f1e3c8")


def framed_view(canvas: Canvas, box: Box) -> None:
    """A window in a wall, with its frame, its cross and its sill."""
    left, top, right, bottom = box
    canvas.inset((left, top), view(right - left, bottom - top))
    canvas.frame((left - 20, top - 20, right + 20, bottom + 16), WHITE, width=22, radius=3)
    canvas.frame((left, top, right, bottom - 4), "#d9c6a4", width=3)
    middle, bar = (left + right) / 2, top + (bottom - top) * 0.3
    canvas.rectangle((middle - 7, top, middle + 7, bottom), WHITE)
    canvas.rectangle((left, bar - 6, right, bar + 6), WHITE)
    canvas.rectangle((left - 40, bottom + 10, right + 40, bottom + 34), WHITE, radius=3)
    canvas.rectangle((left - 40, bottom + 28, right + 40, bottom + 34), "#d9c6a4")
