"""JSON Feed 1.0 and 1.1 (jsonfeed.org): feedparser reads XML alone."""

import json
from typing import Any

from aggregator.feed import (
    LONGEST,
    MOST_ENTRIES,
    Entry,
    Feed,
    address_of,
    first_picture,
    language,
    moment,
    name_of,
    shortened,
    text_of,
)


def read(content: bytes, address: str) -> Feed | None:
    """Return the feed; None where this is JSON of another kind. Raises ValueError for what is no
    JSON at all."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(found, dict) or not is_feed(found):
        return None
    items = found.get("items")
    return Feed(
        title=text_of(found.get("title"), longest=LONGEST["title"]),
        home_page=address_of(found.get("home_page_url"), address),
        lang=language(found.get("language")),
        entries=[
            entry(item, address)
            for item in (items if isinstance(items, list) else [])[:MOST_ENTRIES]
            if isinstance(item, dict)
        ],
    )


def is_feed(found: dict[str, Any]) -> bool:
    return str(found.get("version", "")).startswith("https://jsonfeed.org/version/")


def entry(item: dict[str, Any], base: str) -> Entry:
    texts = [item.get(name) for name in ("summary", "content_html")]
    picture, alt = first_picture(texts[1:], base)
    own = address_of(item.get("image"), base) or attached_picture(item, base)
    return Entry(
        guid=str(item.get("id") or ""),
        link=address_of(item.get("url") or item.get("external_url"), base),
        title=text_of(item.get("title"), longest=LONGEST["title"]),
        summary=summary(item),
        author=author(item),
        picture_address=own or picture,
        picture_alt="" if own and own != picture else alt,
        published_at=moment(item.get("date_published") or item.get("date_modified")),
    )


def summary(item: dict[str, Any]) -> str:
    """`summary` and `content_text` are plain: a «<» in them is no tag."""
    for name in ("summary", "content_text"):
        if isinstance(item.get(name), str) and item[name].strip():
            return shortened(item[name], longest=LONGEST["summary"])
    return text_of(item.get("content_html"), longest=LONGEST["summary"])


def author(item: dict[str, Any]) -> str:
    authors = item.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else item.get("author")
    name = first.get("name") if isinstance(first, dict) else ""
    return name_of(name)


def attached_picture(item: dict[str, Any], base: str) -> str:
    attachments = item.get("attachments")
    for file in attachments if isinstance(attachments, list) else []:
        if isinstance(file, dict) and str(file.get("mime_type", "")).startswith("image/"):
            return address_of(file.get("url"), base)
    return ""
