"""Reads a page as a machine does."""

import json
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.linked_data: list[dict[str, Any]] = []
        self.meta: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inside = tag == "script" and given.get("type") == "application/ld+json"
        if tag == "meta":
            self.meta[given.get("property") or given.get("name") or ""] = given.get("content") or ""
        if tag == "link":
            self.links[given["rel"] or ""] = given["href"] or ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.linked_data.append(json.loads(data))
            self.inside = False


def read(response: HttpResponse) -> Reader:
    reader = Reader()
    reader.feed(response.text)
    return reader


def linked_data_of(response: HttpResponse) -> dict[str, dict[str, Any]]:
    """Return {type: data} of the JSON-LD in a page."""
    return {data["@type"]: data for data in read(response).linked_data}


def sharing_of(response: HttpResponse) -> dict[str, str]:
    """Return what the page says of itself: the OpenGraph properties and the description."""
    kinds = ("og:", "article:", "description")
    return {name: text for name, text in read(response).meta.items() if name.startswith(kinds)}
