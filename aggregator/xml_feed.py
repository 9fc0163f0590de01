"""RSS 0.9 to 2.0, Atom, Media RSS, and the modules that tell when and where a course is."""

import calendar
import io
import re
import sys
from datetime import UTC, datetime
from typing import Any
from xml.sax import SAXException  # noqa: S406  only to know it by name

import feedparser

from aggregator.feed import (
    LONGEST,
    MOST_ENTRIES,
    Entry,
    Feed,
    address_of,
    believable,
    day,
    first_picture,
    language,
    name_of,
    text_of,
    whole_letters,
)

# Of the event module of RSS, of xCal, and as others write them.
DAYS = ("ev_startdate", "xcal_dtstart", "s_dtstart", "schema_startdate", "x_startdate", "startdate")
PLACES = ("ev_location", "xcal_location", "s_location", "schema_location", "x_location", "location")

NUMBERED = re.compile(rb"(?:&#(?:[xX][0-9a-fA-F]{1,9}|[0-9]{1,9});)+")
NUMBER = re.compile(rb"[xX]?[0-9a-fA-F]+")


def read(content: bytes, content_type: str, address: str) -> tuple[Feed | None, bool]:
    """Return the feed, None where this is none; and whether it is written as it should be."""
    # Bytes alone: the library would fetch an address, and open a file by its name.
    found = feedparser.parse(
        io.BytesIO(NUMBERED.sub(mended, content)),
        response_headers={"content-type": content_type, "content-location": address},
        sanitize_html=False,  # that is our own work: see text_of
    )
    if not found.version:
        return None, False
    channel = found.feed
    feed = Feed(
        title=text_of(channel.get("title"), longest=LONGEST["title"]),
        home_page=address_of(channel.get("link"), address),
        lang=language(channel.get("language")),
        entries=[entry(row, address) for row in found.entries[:MOST_ENTRIES]],
    )
    # A wrong coding or content type is no fault that matters; a tag that never ends is.
    return feed, not isinstance(found.get("bozo_exception"), SAXException)


def mended(letters: re.Match[bytes]) -> bytes:
    """Write letters by the numbers that they have: the library falls over halves and over none."""
    numbers = (int(n[1:], 16) if n[:1] in b"xX" else int(n) for n in NUMBER.findall(letters[0]))
    text = "".join(chr(n) if n <= sys.maxunicode else "\ufffd" for n in numbers)
    return "".join(f"&#{ord(letter)};" for letter in whole_letters(text)).encode()


def entry(row: Any, base: str) -> Entry:
    texts = [row.get("summary"), *(part.get("value") for part in row.get("content", []))]
    picture, alt = picture_of(row, texts, base)
    link = address_of(row.get("link"), base)
    return Entry(
        guid=str(row.get("id") or ""),
        link=link or (address_of(row.get("id"), "") if row.get("guidislink") else ""),
        title=text_of(row.get("title"), longest=LONGEST["title"]),
        summary=next(filter(None, (text_of(t, longest=LONGEST["summary"]) for t in texts)), ""),
        author=name_of(row.get("author")),
        picture_address=picture,
        picture_alt=alt,
        published_at=date_of(row),
        takes_place_on=next(filter(None, (day(row.get(name)) for name in DAYS)), None),
        place=next(filter(None, (place(row.get(name)) for name in PLACES)), ""),
    )


def place(said: Any) -> str:
    return text_of(said, longest=LONGEST["place"])


def date_of(row: Any) -> datetime | None:
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        parts = dict.get(row, name)  # its own `get` warns of dates that stand in for others
        try:
            seconds = calendar.timegm(parts) if parts else None
            if seconds is not None and (found := believable(datetime.fromtimestamp(seconds, UTC))):
                return found
        except (ValueError, TypeError, OverflowError):
            continue
    return None


def picture_of(row: Any, texts: list[Any], base: str) -> tuple[str, str]:
    """Return the address and the alternative text: of what is attached, or stands in the text."""
    in_text, alt = first_picture(texts, base)
    attached = [
        *(file.get("url") for file in row.get("media_content", []) if is_picture(file)),
        *(file.get("url") for file in row.get("media_thumbnail", [])),
        *(file.get("href") for file in row.get("enclosures", []) if is_picture(file)),
    ]
    own = next(filter(None, (address_of(address, base) for address in attached)), "")
    return (own, alt if own == in_text else "") if own else (in_text, alt)


def is_picture(file: Any) -> bool:
    return file.get("medium") == "image" or str(file.get("type", "")).startswith("image/")
