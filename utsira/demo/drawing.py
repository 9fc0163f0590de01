"""A small drawing kit: flat shapes, gradients, glows and shadows on a canvas that is drawn large
and reduced at the end, so that every edge is smooth. Nothing is random: the same code draws the
same picture, byte for byte."""

from collections.abc import Iterable, Sequence

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter, ImageOps

from utsira.demo.lettering import font
from utsira.demo.shapes import Box, Point

Stop = tuple[float, str]  # how far down, from 0 to 1, and the colour there

# Drawn three times as large as shown.
SCALE = 3
# Shadows are soft, so they are drawn small.
SHADOW_SCALE = 0.5
INK = "#17323f"


class Canvas:
    """Coordinates are pixels of the finished picture; colours are «#rrggbb» or «#rrggbbaa»."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * SCALE, height * SCALE))
        # This mode blends a colour that has alpha with what is there.
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def finished(self) -> Image.Image:
        return self.image.reduce(SCALE)

    def polygon(self, points: Sequence[Point], fill: str) -> None:
        self.pen.polygon(scaled(points), fill=fill)

    def rectangle(self, box: Box, fill: str, *, radius: float = 0) -> None:
        left, top, right, bottom = (round(side * SCALE) for side in box)
        self.pen.rounded_rectangle((left, top, right - 1, bottom - 1), radius * SCALE, fill=fill)

    def frame(self, box: Box, colour: str, *, width: float, radius: float = 0) -> None:
        left, top, right, bottom = (round(side * SCALE) for side in box)
        self.pen.rounded_rectangle(
            (left, top, right - 1, bottom - 1),
            radius * SCALE,
            outline=colour,
            width=round(width * SCALE),
        )

    def ellipse(self, centre: Point, across: float, down: float, fill: str) -> None:
        x, y = centre
        box = (x - across, y - down, x + across, y + down)
        self.pen.ellipse([side * SCALE for side in box], fill=fill)

    def stroke(self, points: Sequence[Point], colour: str, *, width: float) -> None:
        """A line with round joints and ends, in an opaque colour."""
        self.pen.line(scaled(points), fill=colour, width=round(width * SCALE), joint="curve")
        for end in (points[0], points[-1]):
            self.ellipse(end, width / 2, width / 2, colour)

    def shade(self, box: Box, stops: Sequence[Stop]) -> None:
        """Fill a box with colours that run into each other downwards."""
        left, top, right, bottom = (round(side * SCALE) for side in box)
        column = gradient(stops, bottom - top)
        self.image.paste(widened(column, right - left), (left, top))

    def shaded(self, points: Sequence[Point], stops: Sequence[Stop]) -> None:
        """Fill a shape with colours that run into each other from its top to its bottom."""
        left, top, right, bottom = around(scaled(points), self.image.size)
        mask = Image.new("L", (right - left, bottom - top))
        moved = [(x - left, y - top) for x, y in scaled(points)]
        ImageDraw.Draw(mask).polygon(moved, fill=255)
        column = widened(gradient(stops, bottom - top), right - left)
        self.image.paste(column, (left, top), mask)

    def glow(self, centre: Point, radius: float, colour: str, *, strength: float = 1) -> None:
        """Light that fades outwards."""
        x, y = centre
        left, top = round((x - radius) * SCALE), round((y - radius) * SCALE)
        side = round(radius * 2 * SCALE)
        # Pillow's gradient is 180 where the circle touches its square: there is no light left.
        light = [round(255 * strength * max(0, 1 - dark / 180) ** 2) for dark in range(256)]
        mask = Image.radial_gradient("L").point(light)
        self.image.paste(colour, (left, top), mask.resize((side, side)))

    def shadow(
        self, points: Sequence[Point], *, blur: float, colour: str = INK, strength: float = 0.3
    ) -> None:
        """A soft shadow in the form of a shape; draw it before the shape."""
        across, down = [x for x, _ in points], [y for _, y in points]
        left, top = min(across) - 3 * blur, min(down) - 3 * blur
        width, height = max(across) + 3 * blur - left, max(down) + 3 * blur - top
        mask = Image.new("L", (round(width * SHADOW_SCALE), round(height * SHADOW_SCALE)))
        small = [((x - left) * SHADOW_SCALE, (y - top) * SHADOW_SCALE) for x, y in points]
        ImageDraw.Draw(mask).polygon(small, fill=round(255 * strength))
        soft = mask.filter(ImageFilter.GaussianBlur(blur * SHADOW_SCALE))
        size = (round(width * SCALE), round(height * SCALE))
        self.image.paste(colour, (round(left * SCALE), round(top * SCALE)), soft.resize(size))

    def inset(self, at: Point, other: "Canvas") -> None:
        """Put another canvas on this one, such as a view in a window."""
        x, y = at
        self.image.paste(other.image, (round(x * SCALE), round(y * SCALE)))

    def mirror(self, box: Box, *, depth: float, strength: float) -> None:
        """Mirror what stands in a box in the water below it, weaker the deeper."""
        left, top, right, bottom = (round(side * SCALE) for side in box)
        below = round(depth * SCALE)
        upside_down = ImageOps.flip(self.image.crop((left, top, right, bottom)))
        mask = fading(right - left, below, strength)
        self.image.paste(upside_down.resize(mask.size), (left, bottom), mask)

    def text(
        self,
        at: Point,
        words: str,
        *,
        size: float,
        colour: str,
        weight: int = 500,
        anchor: str = "mm",
    ) -> None:
        letters = font(round(size * SCALE), weight)
        x, y = at
        self.pen.text((x * SCALE, y * SCALE), words, fill=colour, font=letters, anchor=anchor)


def scaled(points: Iterable[Point]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def around(points: Sequence[Point], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the box that holds `points`, within a picture of `size`."""
    across, down = [x for x, _ in points], [y for _, y in points]
    return (
        max(int(min(across)), 0),
        max(int(min(down)), 0),
        min(int(max(across)) + 1, size[0]),
        min(int(max(down)) + 1, size[1]),
    )


def fading(width: int, height: int, strength: float) -> Image.Image:
    """Return a mask that fades downwards, and a little at its left and right."""
    down = Image.linear_gradient("L").resize((width, height))
    across = Image.linear_gradient("L").rotate(90)
    sides = across.point([min(255, 12 * min(level, 255 - level)) for level in range(256)])
    mask = ImageChops.multiply(ImageOps.invert(down), sides.resize((width, height)))
    return mask.point([round(level * strength) for level in range(256)])


def gradient(stops: Sequence[Stop], height: int) -> Image.Image:
    """Return a column, one pixel wide, of colours that run into each other."""
    column = Image.new("RGB", (1, height))
    for y in range(height):
        column.putpixel((0, y), colour_at(stops, y / max(height - 1, 1)))
    return column


def widened(column: Image.Image, width: int) -> Image.Image:
    # Every pixel of a row is the same: there is nothing to smooth.
    return column.resize((width, column.height), Image.Resampling.NEAREST)


def colour_at(stops: Sequence[Stop], place: float) -> tuple[int, int, int]:
    for (start, first), (end, last) in zip(stops, stops[1:], strict=False):
        if place <= end:
            return mixed(first, last, (place - start) / (end - start))
    return mixed(stops[-1][1], stops[-1][1], 0)


def mixed(first: str, last: str, share: float) -> tuple[int, int, int]:
    pairs = zip(ImageColor.getrgb(first)[:3], ImageColor.getrgb(last)[:3], strict=True)
    red, green, blue = (round(a + (b - a) * share) for a, b in pairs)
    return red, green, blue
