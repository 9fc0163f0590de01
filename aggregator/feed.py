"""What a feed says, in our own words: plain text, whole addresses, dates that can be.

Of what is too long only the beginning is kept. Nothing here needs Django: see reading.py.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import nh3

MOST_ENTRIES = 10_000
LONGEST_HTML = 20_000  # characters of an entry's text that are looked at
LONGEST = {"title": 300, "summary": 600, "author": 120, "place": 200, "picture_alt": 300}
LONGEST_ADDRESS = 1000
FIRST_YEAR, LAST_YEAR = 1990, 2998  # a date outside is none: year 0, 1970-01-01, 9999

# Between these stand words of their own; all other tags may stand inside a word.
PARTS = {"p", "br", "li", "div", "h1", "h2", "h3", "h4", "td", "th", "tr", "blockquote"}
ONLY_PARTS = nh3.Cleaner(tags=PARTS, attributes={}, link_rel=None)
ONLY_PICTURES = nh3.Cleaner(tags={"img"}, attributes={"img": {"src", "alt"}}, link_rel=None)
TAG = re.compile(r"<[^>]*>")
ATTRIBUTE = re.compile(r'(src|alt)="([^"]*)"')
EMAIL = re.compile(r"(?<![\w@.])[^\s@()<>]+@[^\s@()<>]+\.\w+")  # not «@kari@oya.social»
# Control characters; what turns the direction of writing around; lone surrogates.
UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True)
class Entry:
    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    author: str = ""
    picture_address: str = ""
    picture_alt: str = ""
    published_at: datetime | None = None
    takes_place_on: date | None = None
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class Feed:
    title: str = ""
    home_page: str = ""
    lang: str = ""  # «nb», «nn», «en» …; empty where the feed does not say
    entries: list[Entry] = field(default_factory=list)


def as_plain(feed: Feed) -> dict[str, Any]:
    """Return the feed as JSON can hold it."""
    plain = asdict(feed)
    for entry in plain["entries"]:
        for name in ("published_at", "takes_place_on"):
            entry[name] = entry[name].isoformat() if entry[name] else None
    return plain


def from_plain(plain: dict[str, Any]) -> Feed:
    entries = [entry_from_plain(**entry) for entry in plain.pop("entries")]
    return Feed(**plain, entries=entries)


def entry_from_plain(
    *, published_at: str | None, takes_place_on: str | None, **words: str
) -> Entry:
    return Entry(
        published_at=datetime.fromisoformat(published_at) if published_at else None,
        takes_place_on=date.fromisoformat(takes_place_on) if takes_place_on else None,
        **words,
    )


# What the readers of each kind of feed are made of


def text_of(markup: Any, *, longest: int) -> str:
    """Return the words of `markup`, on one line, cut between words."""
    if not isinstance(markup, str):
        return ""
    parts = ONLY_PARTS.clean(whole_letters(markup[:LONGEST_HTML]))
    return shortened(html.unescape(TAG.sub(" ", parts)), longest=longest)


def whole_letters(text: str) -> str:
    """Put the halves together that some write as «&#55357;&#56832;»; one that is alone is none."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def name_of(author: Any) -> str:
    """Return the name of an author, without the address that RSS asks for."""
    return EMAIL.sub("", text_of(author, longest=LONGEST["author"])).strip(" ()<>,")


def shortened(text: str, *, longest: int) -> str:
    line = " ".join(UNFIT.sub(" ", whole_letters(text)).split())
    if len(line) <= longest:
        return line
    cut = line[:longest]
    return (cut.rpartition(" ")[0] or cut[:-1])[: longest - 1] + "…"


def address_of(link: Any, base: str) -> str:
    """Return a whole http(s) address without a password in it; empty for all else."""
    if not isinstance(link, str) or len(link) > LONGEST_ADDRESS or UNFIT.search(link.strip()):
        return ""
    try:
        whole = urljoin(base, link.strip())
        parts = urlsplit(whole)
        fits = parts.scheme in ("http", "https") and parts.hostname and not parts.username
        _port = parts.port
    except ValueError:
        return ""
    return whole.replace(" ", "%20") if fits and len(whole) <= LONGEST_ADDRESS else ""


def first_picture(markups: Iterable[Any], base: str) -> tuple[str, str]:
    """Return the address and the alternative text of the first picture in a text."""
    for markup in markups:
        if not isinstance(markup, str) or "<img" not in markup[:LONGEST_HTML].lower():
            continue
        tags = ONLY_PICTURES.clean(whole_letters(markup[:LONGEST_HTML]))
        for tag in re.findall(r"<img [^>]*>", tags):
            found = {name: html.unescape(value) for name, value in ATTRIBUTE.findall(tag)}
            if address := address_of(found.get("src"), base):
                alt = shortened(found.get("alt", ""), longest=LONGEST["picture_alt"])
                return address, alt
    return "", ""


def moment(text: Any) -> datetime | None:
    """Return a date as RFC 3339 writes it; one without a zone is taken for UTC."""
    try:
        found = datetime.fromisoformat(text.strip())
    except (AttributeError, ValueError):
        return None
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return believable(aware)


def believable(found: datetime) -> datetime | None:
    try:
        utc = found.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return utc if FIRST_YEAR <= utc.year <= LAST_YEAR else None


def day(text: Any) -> date | None:
    """Return the day at the beginning of «2026-12-04T10:00:00+01:00» or «20261204T100000Z»."""
    found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", text.strip()) if isinstance(text, str) else None
    try:
        written = date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
    return written if written and FIRST_YEAR <= written.year <= LAST_YEAR else None


def language(code: Any) -> str:
    """Return «nb» for «nb-NO», «no» and «nor»; empty for what is no code."""
    found = re.match(r"[a-z]{2,3}", code.strip().lower()) if isinstance(code, str) else None
    if not found:
        return ""
    return {"no": "nb", "nor": "nb", "nob": "nb", "nno": "nn"}.get(found[0], found[0][:2])
