"""The letters of drawings: Inter, as on the pages. Pillow's own font has no æ, ø and å."""

from functools import lru_cache

from django.contrib.staticfiles import finders
from PIL import ImageFont

INTER = "inter/inter-latin-wght-normal.woff2"


@lru_cache(maxsize=16)
def font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """Return Inter in `size` pixels. Raises FileNotFoundError when `npm ci` has not been run."""
    path = finders.find(INTER)
    if path is None:
        raise FileNotFoundError(INTER)
    letters = ImageFont.truetype(path, size)
    letters.set_variation_by_axes([weight])
    return letters
