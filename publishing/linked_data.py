"""What search engines read on a page: JSON-LD in the words of schema.org."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from publishing.addresses import absolute
from publishing.models import Picture

# What could end the element, or begin a comment, written so that HTML does not see it.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def as_element(data: dict[str, Any]) -> SafeString:
    """Return `data` as a <script> that is data: no browser runs it, so no policy forbids it."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False)
    escaped = mark_safe(text.translate(ESCAPES))  # noqa: S308
    return format_html('<script type="application/ld+json">{}</script>', escaped)


def filled(data: dict[str, Any]) -> dict[str, Any]:
    """Return `data` without what is empty: an absent fact is better than an empty one."""
    return {name: value for name, value in data.items() if value}


def image_object(picture: Picture | None, text: str) -> dict[str, Any]:
    if picture is None:
        return {}
    return filled(
        {
            "@type": "ImageObject",
            "url": absolute(picture.file.url),
            "width": picture.width,
            "height": picture.height,
            "caption": text,
            "creditText": picture.credit,
        }
    )


def breadcrumb_list(crumbs: list[tuple[str, str]]) -> dict[str, Any]:
    """`crumbs` are (name, path) from the front page to here."""
    items = [
        {"@type": "ListItem", "position": number, "name": str(name), "item": absolute(path)}
        for number, (name, path) in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
