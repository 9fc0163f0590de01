"""Fills in a public form as a browser does: the hidden fields come back as they were."""

from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone


class Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.hidden[given["name"] or ""] = given.get("value") or ""


def hidden_fields(response: HttpResponse) -> dict[str, str]:
    fields = Fields()
    fields.feed(response.text)
    return fields.hidden


def send(client: Client, address: str, *, after: int = 5, **fields: Any) -> Any:
    """Open the form, write in it for `after` seconds, and send it."""
    with time_machine.travel(timezone.now(), tick=False):
        sent = hidden_fields(client.get(address)) | fields
    with time_machine.travel(timezone.now() + timedelta(seconds=after), tick=False):
        return client.post(address.partition("?")[0], sent)
