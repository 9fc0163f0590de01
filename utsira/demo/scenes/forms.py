"""Before and now: each little box is one field that parents fill in."""

from utsira.demo.drawing import INK, Canvas
from utsira.demo.scenery import RED
from utsira.demo.shapes import corners

SIZE = (1200, 760)
BEFORE, NOW = 46, 19
COLUMNS = 6
CELL_WIDTH, CELL_HEIGHT = 70, 56


def draw(canvas: Canvas) -> None:
    canvas.shade((0, 0, *SIZE), [(0, "#f4f9f8"), (1, "#e1eeec")])
    form(canvas, 90, "Før", BEFORE, ("#f3d6c6", "#b9603f"))
    form(canvas, 650, "No", NOW, ("#d3e8d5", "#3f7d57"))
    canvas.stroke([(572, 380), (604, 380)], INK, width=8)
    canvas.polygon([(602, 360), (632, 380), (602, 400)], INK)


def form(canvas: Canvas, left: float, word: str, fields: int, colours: tuple[str, str]) -> None:
    """A sheet of paper with a box for each field; `colours` are a box's fill and rim."""
    sheet = (left, 60, left + 460, 700)
    canvas.shadow([(x + 6, y + 14) for x, y in corners(sheet)], blur=18, strength=0.22)
    canvas.rectangle(sheet, "#fffdf7", radius=10)
    canvas.ellipse((left + 230, 62), 13, 13, RED)
    canvas.text((left + 26, 136), word, size=46, colour=INK, weight=750, anchor="lm")
    canvas.text((left + 434, 138), f"{fields} felt", size=38, colour=INK, weight=520, anchor="rm")
    fill, rim = colours
    for number in range(fields):
        x = left + 26 + number % COLUMNS * CELL_WIDTH
        y = 196 + number // COLUMNS * CELL_HEIGHT
        field = (x, y, x + CELL_WIDTH - 12, y + CELL_HEIGHT - 18)
        canvas.rectangle(field, fill, radius=6)
        canvas.frame(field, rim, width=2.5, radius=6)
