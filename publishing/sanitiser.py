"""What HTML may be stored. An allow-list, applied last: nothing edits HTML after it."""

import re
from unicodedata import category

import nh3
from django.conf import settings

TAGS = {
    "p", "h2", "h3", "h4", "strong", "em", "span", "a", "ul", "ol", "li", "blockquote", "br", "hr",
    "figure", "figcaption", "img", "div", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
# The one <div> there is: what a table scrolls in. A group, since a page may have many of them,
# and landmarks of the same name help nobody.
REGION = {"class": "table", "role": "group", "tabindex": "0"}
ATTRIBUTES = {
    "a": {"href"},
    "img": {
        "src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding",
        "data-decorative",
    },
    "div": {"aria-label"},
    "ol": {"start"},
    "span": {"lang"},
    "p": {"lang"},
    "blockquote": {"lang"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel"}

# Control characters mean nothing in a text, and lone surrogates cannot be stored.
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Letters of Korean and a sign of braille that are drawn as nothing.
FILLERS = "\u115f\u1160\u3164\uffa0\u2800"
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-zA-Z]{2,4})?")
# A link within the site starts with one slash; «//host» and «/\host» lead elsewhere.
ELSEWHERE = re.compile(r"\s*[/\\]\s*[/\\]")


def allowed_attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        return value if value.startswith(settings.MEDIA_URL) else None
    if tag == "img" and name == "srcset":
        ours = all(part.strip().startswith(settings.MEDIA_URL) for part in value.split(","))
        return value if ours else None
    if name == "lang":
        return value if LANGUAGE.fullmatch(value) else None
    if name == "href":
        return None if ELSEWHERE.match(value) else value
    return value


CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    tag_attribute_values={"div": {name: {value} for name, value in REGION.items()}},
    attribute_filter=allowed_attribute,
    url_schemes=SCHEMES,
    link_rel=None,
)


def sanitise(html: str) -> str:
    """Return `html` with nothing but what is allowed. Doing it twice changes nothing."""
    return CLEANER.clean(storable(html))


def is_blank(text: str) -> bool:
    """Whether there is nothing to see in `text`: letters, digits, punctuation and symbols are seen,
    and spaces, joiners and the fillers that count as letters are not."""
    return all(category(sign)[0] not in "LNPS" or sign in FILLERS for sign in text)


def storable(text: str) -> str:
    """Return `text` without characters that no database or page can hold."""
    return UNSTORABLE.sub("", text)
