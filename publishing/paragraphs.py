"""What people write as plain text, drawn as paragraphs and plain links. It is never HTML."""

import re

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

BLANK_LINES = re.compile(r"\n\s*\n")
# No repeat inside a repeat: long input costs what its length costs.
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
# What ends a sentence and not an address.
AFTER = ".,:;!?)»'"


def paragraphs(text: str) -> SafeString:
    """Each has its own direction, so that no sign turns what stands around it."""
    parts = (part.strip() for part in BLANK_LINES.split(text.replace("\r\n", "\n")))
    return format_html_join(
        "\n", '<p dir="auto">{}</p>', ((lines(part),) for part in parts if part)
    )


def lines(part: str) -> SafeString:
    return mark_safe(linked(part).replace("\n", "<br>"))  # noqa: S308  escaped by linked()


def linked(text: str) -> str:
    drawn, end = [], 0
    for found in ADDRESS.finditer(text):
        address = found[0].rstrip(AFTER)
        drawn += [escape(text[end : found.start()]), link(address)]
        end = found.start() + len(address)
    return "".join([*drawn, escape(text[end:])])


def link(address: str) -> SafeString:
    return format_html('<a href="{}" rel="nofollow ugc noopener">{}</a>', address, address)
