import io
import random
import subprocess
import sys
import zlib
from pathlib import Path
from struct import pack

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from publishing.models import Picture
from publishing.pictures import clean_upload, image_attributes, store_picture
from tests.factories import picture_bytes

KINDS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF"]


def upload(content: bytes, name: str = "bilde.jpg") -> ContentFile:
    return ContentFile(content, name=name)


def cleaned(content: bytes) -> Image.Image:
    return Image.open(clean_upload(upload(content)))


def png_of_zeros(width: int, height: int) -> bytes:
    """A small file that says it is a large picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    header = pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    row = b"\0" * (1 + (width + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join([packer.compress(row) for _ in range(height)]) + packer.flush()
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "written"),
    [("JPEG", "JPEG"), ("PNG", "PNG"), ("GIF", "PNG"), ("WEBP", "WEBP"), ("AVIF", "WEBP")],
)
def test_allowed_kind_is_written_anew(kind, written):
    image = cleaned(picture_bytes(kind=kind))

    assert (image.format, image.size) == (written, (900, 600))


def test_name_is_made_from_the_content():
    first, second = (clean_upload(upload(picture_bytes(), name=n)) for n in ["a.jpg", "../b.exe"])

    assert first.name == second.name
    assert Path(first.name).suffix == ".jpg"


def test_metadata_is_gone():
    exif = Image.Exif()
    exif[0x010F] = "Kamera"
    exif.get_ifd(0x8825)[1] = "N"
    content = picture_bytes(exif=exif, comment=b"hjemme hos meg")

    written = clean_upload(upload(content)).read()

    assert b"Kamera" in content
    assert b"Kamera" not in written
    assert b"hjemme" not in written
    assert dict(Image.open(io.BytesIO(written)).getexif()) == {}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_picture_is_turned_upright(orientation):
    upright = Image.new("RGB", (40, 20), "white")
    upright.paste("red", (0, 0, 10, 10))  # a mark in the upper left corner
    turned = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(orientation)
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    (upright if turned is None else upright.transpose(turned)).save(buffer, "PNG", exif=exif)

    image = cleaned(buffer.getvalue())

    assert (image.size, image.getpixel((4, 4))) == ((40, 20), (255, 0, 0))


def test_long_side_is_at_most_2400():
    image = cleaned(picture_bytes(size=(4800, 1200)))

    assert image.size == (2400, 600)


def test_transparency_is_kept():
    buffer = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(buffer, "PNG")

    image = cleaned(buffer.getvalue())

    assert (image.mode, image.getpixel((5, 5))) == ("RGBA", (0, 0, 0, 0))


def test_cmyk_becomes_rgb():
    buffer = io.BytesIO()
    Image.new("CMYK", (20, 20)).save(buffer, "JPEG")

    assert cleaned(buffer.getvalue()).mode == "RGB"


def test_first_frame_of_an_animation_is_used():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ["red", "blue", "green"]]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])

    image = cleaned(buffer.getvalue())

    assert (getattr(image, "n_frames", 1), image.getpixel((5, 5))) == (1, (255, 0, 0))


DISGUISED = {
    "empty": b"",
    "html": b"<html><script>alert(1)</script></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "pdf": b"%PDF-1.7\n",
    "tiff": picture_bytes(kind="TIFF"),
    "bmp": picture_bytes(kind="BMP"),
    "half a JPEG": picture_bytes()[:2000],
    "half a PNG": picture_bytes(kind="PNG")[:200],
    "a header alone": b"GIF89a/*",
    "a long edge": png_of_zeros(1, 65535),
    "a line": png_of_zeros(29999, 2),
}


@pytest.mark.parametrize("content", DISGUISED.values(), ids=DISGUISED.keys())
def test_what_is_no_whole_picture_is_refused_with_one_sentence(content):
    with pytest.raises(ValidationError) as error:
        clean_upload(upload(content))

    assert len(error.value.messages) == 1


def test_script_behind_a_picture_does_not_survive():
    content = picture_bytes(kind="GIF") + b"<script>alert(1)</script>"

    written = clean_upload(upload(content)).read()

    assert b"<script>" not in written


def test_large_file_is_refused_unread():
    file = upload(b"")
    file.size = 200 * 1024 * 1024

    with pytest.raises(ValidationError, match="15 MB"):
        clean_upload(file)


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_bytes_never_raise_anything_else(kind):
    chance = random.Random(kind)  # noqa: S311  the same damage every time
    whole = picture_bytes(size=(60, 40), kind=kind)

    for _ in range(150):
        damaged = bytearray(whole[: chance.randrange(1, len(whole) + 1)])
        for _ in range(chance.randrange(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            written = clean_upload(upload(bytes(damaged)))
        except ValidationError:
            continue
        assert Image.open(written).size[0] > 0


MEASURE = """
import resource, sys, time
import django
django.setup()
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from publishing.pictures import clean_upload
file = ContentFile(open(sys.argv[1], "rb").read(), name="bombe.png")
start = time.perf_counter()
try:
    clean_upload(file)
except ValidationError:
    print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.parametrize("side", [9400, 13300, 20000])
def test_bomb_is_refused_in_a_second_and_300_megabytes(tmp_path, side):
    bomb = tmp_path / "bombe.png"
    bomb.write_bytes(png_of_zeros(side, side))

    command = [sys.executable, "-c", MEASURE, str(bomb)]
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATA_DIR": str(tmp_path)}
    out = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603

    seconds, megabytes = (float(figure) for figure in out.stdout.split())
    assert seconds < 1
    assert megabytes < 300


@pytest.mark.django_db
def test_row_has_its_renditions():
    picture = store_picture(file=upload(picture_bytes()), title="Havna", alt="Båter")

    attributes = image_attributes(picture, sizes="100vw")

    stem = picture.file.name.removesuffix(".jpg")
    assert attributes == {
        "src": f"/media/{picture.file.name}",
        "width": "900",
        "height": "600",
        "srcset": f"/media/{stem}/400w.webp 400w, /media/{stem}/800w.webp 800w",
        "sizes": "100vw",
    }
    assert all(default_storage.exists(f"{stem}/{width}w.webp") for width in [400, 800])


@pytest.mark.django_db
def test_small_picture_needs_no_renditions():
    picture = store_picture(file=upload(picture_bytes(size=(200, 100))), title="Våpen")

    assert "srcset" not in image_attributes(picture, sizes="100vw")


@pytest.mark.django_db
def test_refused_picture_leaves_nothing():
    with pytest.raises(ValidationError):
        store_picture(file=upload(b"<html>"), title="Havna")

    assert not Picture.objects.exists()
    assert not default_storage.exists("pictures")


@pytest.mark.django_db
def test_failed_renditions_leave_nothing(settings):
    # A file where the folder of the renditions should be made.
    name = clean_upload(upload(picture_bytes())).name.removesuffix(".jpg")
    default_storage.save(f"pictures/{name}", ContentFile(b"in the way"))

    with pytest.raises(OSError, match=name):
        store_picture(file=upload(picture_bytes()), title="Havna")

    assert not Picture.objects.exists()
    assert default_storage.listdir("pictures") == ([], [name])
