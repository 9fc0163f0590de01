"""What an upload goes through before it is a picture of ours: read whole, cleaned, written anew."""

import hashlib
import io
import warnings
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from publishing.models import Picture

MAX_BYTES = 15 * 1024 * 1024
MAX_SIDE = 2400
# What a decoded picture may hold. JPEG is read at half size, so it may hold more.
MAX_PIXELS = {"JPEG": 50_000_000}
MAX_PIXELS_OTHERS = 25_000_000
MAX_EDGE = 30_000
MAX_RATIO = 30  # of the long side to the short one
# Read as -> written as.
KINDS = {"JPEG": "JPEG", "PNG": "PNG", "GIF": "PNG", "WEBP": "WEBP", "AVIF": "WEBP"}
SUFFIX = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
SAVE: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 88},
}


def clean_upload(file: Any, *, max_side: int = MAX_SIDE) -> ContentFile:
    """Return the upload as a fresh file without metadata, no longer than that, named by its
    content.

    Raises ValidationError with one sentence for whatever cannot be a picture here.
    """
    if file.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 15 MB. Make the picture smaller first."))
    file.seek(0)
    content = file.read()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return fresh_file(content, max_side)
    except ValidationError:
        raise
    # Pillow answers hostile bytes with nearly every exception there is.
    except Exception as error:
        message = _("The file is not a whole picture. Open it, save it anew, and try again.")
        raise ValidationError(message) from error


def fresh_file(content: bytes, max_side: int) -> ContentFile:
    with warnings.catch_warnings():
        # Odd metadata is no reason to refuse a picture: it is thrown away anyhow.
        warnings.simplefilter("ignore", UserWarning)
        with opened(content) as image:
            kind = KINDS[str(image.format)]
            cleaned = reduced(image, max_side)
    buffer = io.BytesIO()
    cleaned.save(buffer, kind, **SAVE[kind])
    written = buffer.getvalue()
    name = hashlib.sha256(written).hexdigest()[:24]
    return ContentFile(written, name=f"{name}.{SUFFIX[kind]}")


def opened(content: bytes) -> ImageFile.ImageFile:
    """Read the header alone, and refuse by it what would be too much to decode."""
    try:
        image = Image.open(io.BytesIO(content), formats=list(KINDS))
    except UnidentifiedImageError as error:
        message = _("The file is not a picture that we can use: JPEG, PNG, WebP, GIF or AVIF.")
        raise ValidationError(message) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels() from error
    pixels = image.width * image.height
    if pixels > MAX_PIXELS.get(str(image.format), MAX_PIXELS_OTHERS):
        raise too_many_pixels()
    if max(image.size) > MAX_EDGE:
        raise too_many_pixels()
    if max(image.size) > MAX_RATIO * min(image.size):
        raise ValidationError(_("The picture is too narrow. Cut it first."))
    return image


def too_many_pixels() -> ValidationError:
    return ValidationError(_("The picture has too many pixels. Make it smaller first."))


def reduced(image: Image.Image, max_side: int) -> Image.Image:
    """Decode the first frame, turn it upright, in sRGB, at most so long; pixels alone."""
    image.draft("RGB", (max_side, max_side))
    image.load()
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    alpha = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    upright = in_srgb(upright, profile) or upright
    # Colours first, then size: a palette cannot be scaled.
    plain = upright.convert("RGBA" if alpha and image.format != "JPEG" else "RGB")
    plain.thumbnail((max_side, max_side), reducing_gap=2.0)
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image | None:
    """Return the picture in sRGB; None where its own profile is of no use."""
    if not profile or len(profile) > 1_000_000 or image.mode not in ("RGB", "CMYK", "L"):
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def store_picture(*, file: Any, title: str, alt: str = "", credit: str = "") -> Picture:
    """Clean an upload and make its row. Raises ValidationError; leaves nothing half-made."""
    picture = Picture(title=title, alt=alt, credit=credit, file=clean_upload(file))
    picture.full_clean()
    save_or_sweep(picture)
    return picture


def save_or_sweep(picture: Picture) -> None:
    """Save a picture with a new file; when that fails, remove the files that it left."""
    try:
        with transaction.atomic():
            picture.save()
    except Exception:
        if picture.file._committed:
            sweep(picture)
        raise


def sweep(picture: Picture) -> None:
    """Remove the files of a picture without a row, as many of them as are there."""
    names = [rendition.name for rendition in picture.file.get_picture_files_list()]
    for name in [*names, picture.file.name]:
        with suppress(OSError):
            default_storage.delete(name)


def image_attributes(picture: Picture, *, sizes: str) -> dict[str, str]:
    """Return the attributes of an <img>, from the picture's row: no file is opened."""
    attributes = {
        "src": picture.file.url,
        "width": str(picture.width),
        "height": str(picture.height),
    }
    renditions = picture.file.aspect_ratios[None]["WEBP"]
    if renditions:
        entries = [f"{renditions[width].url} {width}w" for width in sorted(renditions)]
        attributes |= {"srcset": ", ".join(entries), "sizes": sizes}
    return attributes
