"""From what the editor sends to what is shown: picture markup from the pictures' rows, and tables
in a region of their own, which scrolls on a narrow screen and is reached by keyboard."""

import re
from html import escape
from html.parser import HTMLParser

import nh3
from django.conf import settings
from django.utils.translation import gettext as _

from publishing.models import Picture
from publishing.pictures import image_attributes
from publishing.sanitiser import ATTRIBUTES, REGION, SCHEMES, TAGS, storable

# An alternative text that says: this picture is decoration. Stored as an empty text and a mark.
DECORATION = "bare pynt"
DECORATIONS = {DECORATION, "berre pynt"}

# The editor's column: wide screens give pictures 54 rem.
SIZES = "(min-width: 76rem) 54rem, 100vw"

# The page has its own h1; what is lower than h4 has no style of its own.
RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4"}

# Well-formed input for the parsers here; foreign pictures are still in it, to be seen, and the
# regions of tables are not: they are written anew.
TIDY = nh3.Cleaner(
    tags=TAGS - {"div"} | set(RENAMED),
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    link_rel=None,
)
SOURCES = re.compile(r'<img [^>]*?src="([^"]+)"')


def tidy(html: str) -> str:
    return TIDY.clean(storable(html))


def write_pictures(html: str) -> str:
    """Return tidy HTML in which our pictures have src, srcset, sizes and measures, and foreign
    ones are links. Takes one query when there are pictures, none when there are not, and two more
    when one of them has got another file since."""
    html = tidy(html)
    writer = Writer(our_pictures(html))
    writer.feed(html)
    writer.close()
    return "".join(writer.written)


def our_pictures(html: str) -> dict[str, dict[str, str]]:
    """Return {src: attributes} of the pictures in `html` that have a row here. A file that a
    picture had before stands for the picture as it is now."""
    prefix = settings.MEDIA_URL
    names = {src.removeprefix(prefix) for src in SOURCES.findall(html) if src.startswith(prefix)}
    if not names:
        return {}
    rows = {row.file.name: row for row in Picture.objects.filter(file__in=names)}
    rows |= replaced(names - set(rows))
    return {prefix + name: image_attributes(row, sizes=SIZES) for name, row in rows.items()}


def replaced(names: set[str]) -> dict[str, Picture]:
    """Return {former file name: picture}."""
    if not names:
        return {}
    former = Picture.history.filter(file__in=names).order_by("history_id")
    owners = dict(former.values_list("file", "id"))
    rows = Picture.objects.in_bulk(owners.values())
    return {name: rows[pk] for name, pk in owners.items() if pk in rows}


def is_decoration(attributes: dict[str, str | None]) -> bool:
    alt = (attributes.get("alt") or "").strip().casefold()
    return alt in DECORATIONS or (not alt and "data-decorative" in attributes)


class Writer(HTMLParser):
    """Writes tidy HTML anew, with our markup for pictures and tables."""

    def __init__(self, pictures: dict[str, dict[str, str]]) -> None:
        super().__init__(convert_charrefs=False)
        self.pictures = pictures
        self.written: list[str] = []
        self.row = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "img":
            self.written.append(self.image(attributes))
            return
        if tag in ("table", "tr"):
            self.row = 0 if tag == "table" else self.row + 1
        if tag == "th":
            attributes["scope"] = "col" if self.row == 1 else "row"
        if tag == "table":
            self.written.append(start_tag("div", {**REGION, "aria-label": _("Table")}))
        self.written.append(start_tag(RENAMED.get(tag, tag), attributes))

    def handle_endtag(self, tag: str) -> None:
        self.written.append(f"</{RENAMED.get(tag, tag)}>")
        if tag == "table":
            self.written.append("</div>")

    def handle_data(self, data: str) -> None:
        self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self.written.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.written.append(f"&#{name};")

    def image(self, attributes: dict[str, str | None]) -> str:
        src, alt = attributes.get("src") or "", (attributes.get("alt") or "").strip()
        ours = self.pictures.get(src)
        if ours is None:
            # Nothing is lost, and nothing foreign is loaded: the picture becomes a link to it.
            return f'<a href="{escape(src)}">{escape(alt or src)}</a>' if src else escape(alt)
        written: dict[str, str | None] = {**ours, "alt": alt}
        if is_decoration(attributes):
            written |= {"alt": "", "data-decorative": ""}
        return start_tag("img", written | {"loading": "lazy", "decoding": "async"})


def start_tag(tag: str, attributes: dict[str, str | None]) -> str:
    pairs = "".join(f' {name}="{escape(value or "")}"' for name, value in attributes.items())
    return f"<{tag}{pairs}>"
