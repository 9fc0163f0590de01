"""The cloakroom of the kindergarten: raincoats, boots, and one sheet of paper on the wall."""

from utsira.demo.drawing import INK, Canvas
from utsira.demo.scenery import OCHRE, RED, WHITE, framed_view
from utsira.demo.shapes import Box, Point, arc, corners, smooth, turned

YELLOW, NAVY, GREEN, CORAL = "#f2c14e", "#24577a", "#5b9a74", "#e57f60"
WINDOW: Box = (1120, 120, 1480, 470)
RAIL = 236
PEGS = [(150, YELLOW), (352, NAVY), (554, RED), (756, GREEN), (958, CORAL)]


def draw(canvas: Canvas) -> None:
    room(canvas)
    framed_view(canvas, WINDOW)
    shelf(canvas)
    for number, (x, colour) in enumerate(PEGS):
        symbol(canvas, (x, RAIL - 4), number)
        coat(canvas, (x, RAIL + 50), colour)
    sheet(canvas, (1212, 604))
    bench(canvas)
    for x, colour in [(126, GREEN), (330, RED), (536, YELLOW), (738, NAVY), (940, OCHRE)]:
        boots(canvas, (x, 852), colour)
    basket(canvas, (1442, 852))


def room(canvas: Canvas) -> None:
    canvas.shade((0, 0, 1600, 540), [(0, "#f7ecd6"), (1, "#f0dfc0")])
    canvas.shade((0, 540, 1600, 820), [(0, "#bcd8d4"), (1, "#a9cac8")])
    for x in range(0, 1600, 50):
        canvas.rectangle((x, 552, x + 2, 806), "#8fb5b466")
    canvas.rectangle((0, 536, 1600, 554), WHITE)
    canvas.rectangle((0, 552, 1600, 556), "#8fb5b4")
    canvas.rectangle((0, 796, 1600, 820), WHITE)
    canvas.shade((0, 820, 1600, 900), [(0, "#c9986a"), (1, "#b07f52")])
    for y in (846, 874):
        canvas.rectangle((0, y, 1600, y + 2), "#8a62403c")
    canvas.polygon([(1140, 900), (1240, 820), (1600, 820), (1600, 900)], "#fff3d02e")


def shelf(canvas: Canvas) -> None:
    shadow = corners((60, 196, 1050, 220))
    canvas.shadow(shadow, blur=14, colour="#6b4a2a", strength=0.5)
    canvas.rectangle((50, 150, 1058, 172), "#c99b68", radius=3)
    canvas.rectangle((50, 166, 1058, 172), "#9a6f43", radius=3)
    canvas.rectangle((70, RAIL - 34, 1038, RAIL + 26), "#d9b283", radius=6)
    canvas.rectangle((70, RAIL + 20, 1038, RAIL + 26), "#b48854", radius=3)
    hat(canvas, (160, 150), "#24577a")
    box(canvas, (300, 150), 130, 74, "#82b9b2")
    teddy(canvas, (560, 150))
    box(canvas, (690, 150), 150, 62, "#e8b04a")
    hat(canvas, (960, 150), "#b8402f")


def hat(canvas: Canvas, foot: Point, colour: str) -> None:
    """A sou'wester."""
    x, y = foot
    crown = smooth(
        [(x - 42, y - 10), (x - 32, y - 52), (x, y - 64), (x + 32, y - 52), (x + 42, y - 10)]
    )
    canvas.polygon(crown, colour)
    canvas.polygon(
        smooth([(x - 70, y), (x - 44, y - 16), (x, y - 20), (x + 44, y - 16), (x + 70, y)]), colour
    )
    canvas.stroke(smooth([(x - 42, y - 16), (x, y - 24), (x + 42, y - 16)]), "#1b3f52", width=3)


def box(canvas: Canvas, foot: Point, width: float, height: float, colour: str) -> None:
    x, y = foot
    canvas.rectangle((x, y - height, x + width, y), colour, radius=4)
    canvas.rectangle((x - 4, y - height - 4, x + width + 4, y - height + 14), colour, radius=4)
    canvas.rectangle((x, y - height + 12, x + width, y - height + 16), "#17323f22")
    canvas.rectangle((x + width / 2 - 20, y - 40, x + width / 2 + 20, y - 18), WHITE, radius=3)


def teddy(canvas: Canvas, foot: Point) -> None:
    x, y = foot
    fur, muzzle = "#b07f52", "#e6c9a0"
    for side in (-1, 1):
        canvas.ellipse((x + side * 24, y - 88), 12, 12, fur)
        canvas.ellipse((x + side * 30, y - 8), 17, 11, fur)
        canvas.ellipse((x + side * 32, y - 34), 9, 18, fur)
    canvas.ellipse((x, y - 28), 30, 30, fur)
    canvas.ellipse((x, y - 26), 17, 19, muzzle)
    canvas.ellipse((x, y - 70), 29, 26, fur)
    canvas.ellipse((x, y - 62), 14, 11, muzzle)
    canvas.ellipse((x, y - 67), 5, 4, INK)
    for side in (-1, 1):
        canvas.ellipse((x + side * 11, y - 78), 3, 3, INK)


def symbol(canvas: Canvas, centre: Point, number: int) -> None:
    """A round mark above a peg: every child has one."""
    x, y = centre
    canvas.ellipse(centre, 23, 23, WHITE)
    canvas.ellipse(centre, 19, 19, "#eaf3f0")
    if number == 0:
        fish = smooth([(x - 12, y), (x - 2, y - 8), (x + 9, y), (x - 2, y + 8)], closed=True)
        canvas.polygon(fish, NAVY)
        canvas.polygon([(x + 6, y), (x + 14, y - 7), (x + 14, y + 7)], NAVY)
    elif number == 1:
        canvas.polygon([(x - 13, y + 3), (x + 13, y + 3), (x + 8, y + 10), (x - 8, y + 10)], RED)
        canvas.polygon([(x, y - 13), (x, y + 1), (x + 10, y + 1)], OCHRE)
    elif number == 2:
        star = [
            point
            for step in range(5)
            for point in (
                arc(centre, 13, step * 72 - 90, 0)[0],
                arc(centre, 6, step * 72 - 54, 0)[0],
            )
        ]
        canvas.polygon(star, OCHRE)
    elif number == 3:
        canvas.polygon([(x - 4, y + 11), (x - 3, y - 5), (x + 3, y - 5), (x + 4, y + 11)], RED)
        canvas.rectangle((x - 4, y - 11, x + 4, y - 6), OCHRE)
        canvas.polygon([(x - 6, y - 10), (x, y - 16), (x + 6, y - 10)], INK)
    else:
        for step in range(6):
            petal = arc(centre, 8, step * 60, 0)[0]
            canvas.ellipse(petal, 5, 5, CORAL)
        canvas.ellipse(centre, 5, 5, YELLOW)


def coat(canvas: Canvas, peg: Point, colour: str) -> None:
    """A raincoat that hangs by its loop."""
    x, y = peg
    canvas.stroke([(x, y - 36), (x, y - 12)], "#7a5535", width=9)
    canvas.ellipse((x, y - 12), 8, 8, "#8a6240")

    def shape(points: list[Point], fill: str) -> None:
        canvas.polygon(smooth([(x + a, y + b) for a, b in points], closed=True), fill)

    body = [(x - 46, y + 34), (x + 46, y + 34), (x + 56, y + 120), (x + 70, y + 290),
            (x - 70, y + 290), (x - 56, y + 120)]  # fmt: skip
    canvas.shadow([(a + 14, b + 16) for a, b in body], blur=14, colour="#5d4630", strength=0.35)
    for side in (-1, 1):
        sleeve = [
            (side * 40, 34),
            (side * 66, 54),
            (side * 96, 214),
            (side * 62, 226),
            (side * 46, 110),
        ]
        canvas.polygon([(x + a, y + b) for a, b in sleeve], colour)
        canvas.polygon([(x + a, y + b) for a, b in sleeve], "#17323f1c")
        cuff = [(side * 92, 196), (side * 96, 216), (side * 62, 228), (side * 60, 208)]
        canvas.polygon([(x + a, y + b) for a, b in cuff], "#e9f0ec")
    canvas.polygon(body, colour)
    canvas.polygon(
        [(x + 8, y + 34), (x + 46, y + 34), (x + 70, y + 290), (x + 8, y + 290)], "#17323f12"
    )
    shape([(-50, 44), (-42, 4), (0, -16), (42, 4), (50, 44), (0, 62)], colour)
    shape([(-32, 38), (-26, 10), (0, -2), (26, 10), (32, 38), (0, 50)], "#17323f52")
    canvas.rectangle((x - 2, y + 56, x + 2, y + 290), "#17323f40")
    for button in (92, 142, 192, 242):
        canvas.ellipse((x + 10, y + button), 5.5, 5.5, WHITE)
    for side in (-1, 1):
        left = x + side * 40 - 20
        canvas.rectangle((left, y + 196, left + 40, y + 204), "#17323f40", radius=4)
    canvas.polygon(
        [(x - 67, y + 258), (x + 67, y + 258), (x + 68, y + 270), (x - 68, y + 270)], "#f4f6f0"
    )


def sheet(canvas: Canvas, centre: Point) -> None:
    """One form, filled in, where there used to be many."""
    x, y = centre
    paper = corners((x - 84, y - 62, x + 84, y + 150))
    canvas.shadow([(a + 6, b + 10) for a, b in paper], blur=12, strength=0.3)
    canvas.polygon(paper, "#fffdf6")
    canvas.rectangle((x - 64, y - 40, x + 20, y - 28), NAVY, radius=4)
    for row in range(4):
        top = y - 8 + row * 36
        canvas.frame((x - 64, top, x + 44, top + 24), "#9fb4b8", width=2, radius=4)
        canvas.rectangle((x - 56, top + 9, x - 4 + row * 9, top + 15), "#b9c9cb", radius=3)
        canvas.stroke(
            [(x + 54, top + 12), (x + 60, top + 19), (x + 72, top + 4)], "#2c7a55", width=5
        )
    canvas.ellipse((x, y - 60), 9, 9, RED)


def bench(canvas: Canvas) -> None:
    shadow = corners((60, 716, 1060, 800))
    canvas.shadow(shadow, blur=18, colour="#3d5a5c", strength=0.35)
    canvas.rectangle((40, 676, 1072, 706), "#d9b283", radius=6)
    canvas.rectangle((40, 698, 1072, 706), "#b48854", radius=4)
    for x in (80, 552, 1012):
        canvas.rectangle((x, 704, x + 26, 852), "#b48854")
    cushion = [(190, 140, "#e8b04a"), (640, 120, "#82b9b2")]
    for x, width, colour in cushion:
        canvas.rectangle((x, 656, x + width, 678), colour, radius=10)


def boots(canvas: Canvas, foot: Point, colour: str) -> None:
    x, y = foot
    for shift in (0, 58):
        left = x + shift
        canvas.ellipse((left + 34, y + 2), 46, 7, "#4d35264d")
        leg = [(left, y - 104), (left + 44, y - 104), (left + 46, y - 40), (left + 70, y - 26),
               (left + 76, y - 8), (left + 2, y - 8)]  # fmt: skip
        canvas.polygon(leg, colour)
        canvas.polygon([(left + 30, y - 104), (left + 44, y - 104), (left + 46, y - 40),
                        (left + 32, y - 30)], "#17323f1f")  # fmt: skip
        canvas.rectangle((left - 2, y - 110, left + 46, y - 94), "#f4f6f0", radius=4)
        canvas.rectangle((left, y - 12, left + 78, y), INK, radius=5)


def basket(canvas: Canvas, foot: Point) -> None:
    """A woven basket with a ball and a rolled-up drawing."""
    x, y = foot
    canvas.ellipse((x, y), 112, 9, "#4d35264d")
    canvas.ellipse((x - 34, y - 92), 40, 40, RED)
    canvas.polygon(arc((x - 34, y - 92), 40, 200, 340), WHITE)
    canvas.polygon(
        turned(corners((x + 14, y - 176, x + 40, y - 60)), (x + 27, y - 110), 18), "#fffdf6"
    )
    canvas.polygon(turned(corners((x + 14, y - 132, x + 40, y - 122)), (x + 27, y - 110), 18), NAVY)
    side = [(x - 100, y - 84), (x + 100, y - 84), (x + 82, y), (x - 82, y)]
    canvas.polygon(side, "#c99b68")
    for row in range(4):
        for column in range(-4, 5):
            left = x + column * 21 + (row % 2) * 10
            if abs(left + 8 - x) < 80:
                canvas.rectangle(
                    (left, y - 66 + row * 17, left + 14, y - 58 + row * 17), "#a87a48", radius=3
                )
    canvas.rectangle((x - 106, y - 92, x + 106, y - 76), "#d9b283", radius=8)
