"""Makes supervisors and messages, and writes to them as a browser does."""

from datetime import timedelta
from html.parser import HTMLParser
from itertools import count
from typing import Any

import time_machine
from django.test import Client
from django.utils import timezone

from contact.models import Message
from municipality.models import Person
from tests.factories import make_department, make_person, make_user
from tests.sending import hidden_fields

ADDRESS = "/kontakt/"
numbers = count(1)


def make_supervisor(*, role: str = "Veileder", **fields: Any) -> Person:
    """A supervisor with a department and a login of their own."""
    own = {"department": make_department(), "user": make_user(role=role), "is_supervisor": True}
    return make_person(**own | fields)


def make_message(supervisor: Person | None = None, **fields: Any) -> Message:
    number = next(numbers)
    department = supervisor.department if supervisor else None
    return Message.objects.create(
        **{
            "supervisor": supervisor,
            "department": department,
            "topic": "lean" if supervisor else "annet",
            "subject": f"Emne {number}",
            "text": f"Melding {number}",
            "lang": "nb",
        }
        | fields
    )


class FirstForm(HTMLParser):
    """The fields of the first form of a page, as they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.forms = 0
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.forms += tag == "form"
        if tag == "input" and self.forms == 1:
            self.fields[given["name"] or ""] = given.get("value") or ""


def form_fields(response: Any) -> dict[str, str]:
    page = FirstForm()
    page.feed(response.text)
    return page.fields


def write(client: Client, to: Person, /, *, step: str = "send", **written: Any) -> Any:
    """Open the form, write for five seconds, and take the step: "" is the check page."""
    fields = {"supervisor": to.pk, "subject": "Hei", "message": "Hei", "step": step}
    with time_machine.travel(timezone.now(), tick=False):
        sent = hidden_fields(client.get(ADDRESS)) | fields | written
    with time_machine.travel(timezone.now() + timedelta(seconds=5), tick=False):
        return client.post(ADDRESS, sent)
