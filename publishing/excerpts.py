"""What a hit shows: its title and a piece of its text, with the words that were looked for."""

import re
from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from publishing.search import BEGINS
from publishing.words import WORD, stems_of

BEFORE, LENGTH = 80, 260  # characters before the first word that was looked for, and in all
LOOKED_THROUGH = 20_000  # characters of a text
# A line that ends in no sign does not run into what comes after it. Rich text has no lines here.
LINE_END = re.compile(r"(?<![.!?:;,…\s])\s*\n\s*")


def marked(text: str, wanted: list[str]) -> SafeString:
    """Return `text`, escaped, with the words that were looked for in <mark>."""
    return format_html_join("", "{}", ((piece,) for piece in pieces(text, wanted)))


def pieces(text: str, wanted: list[str]) -> Iterator[str]:
    end = 0
    for start, stop in places(text, wanted):
        yield text[end:start]
        yield format_html("<mark>{}</mark>", text[start:stop])
        end = stop
    yield text[end:]


def places(text: str, wanted: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where the words of `find()`'s answer stand in `text`."""
    whole = frozenset(wanted)
    beginnings = tuple(word.removesuffix(BEGINS) for word in wanted if word.endswith(BEGINS))
    for word in WORD.finditer(text):
        found = stems_of(word.group())
        if not whole.isdisjoint(found) or any(stem.startswith(beginnings) for stem in found):
            yield word.span()


def excerpt(text: str, wanted: list[str]) -> SafeString:
    """Return the piece of `text` around the first word that was looked for, else its beginning."""
    first, _ = next(places(text[:LOOKED_THROUGH], wanted), (0, 0))
    start = text.rfind(" ", 0, first - BEFORE) + 1 if first > BEFORE else 0
    end = start + LENGTH
    if end < len(text):
        end = text.rfind(" ", start, end) if " " in text[start:end] else end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    running = LINE_END.sub(" · ", text[start:end].strip())
    return format_html("{}{}{}", before, marked(running, wanted), after)
