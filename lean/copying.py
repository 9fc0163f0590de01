"""Another municipality's project, as sharing.py writes it, becomes a draft of ours.

What is a plan comes along. What they measured and learned is theirs, and stays at the address that
the page of ours gives credit to. Whatever is wrong is one sentence, and nothing is stored.
"""

import json
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from lean.flow import Flow
from lean.measure import Indicator
from lean.origin import Origin
from lean.principles import Waste
from lean.project import Project
from lean.sharing import FORMAT, VERSION, words_of
from municipality.models import Department
from publishing.sanitiser import storable

LARGEST = 5_000_000  # bytes
MOST_ROWS, LONGEST_STORY, MOST_MINUTES = 200, 100_000, 10_000_000
is_address = URLValidator(schemes=["http", "https"])


class Refused(Exception):
    """Why it is not copied, in one sentence."""


class Part:
    """An object of the foreign JSON. What is read from it has the right kind and size, or is
    refused by its name."""

    def __init__(self, found: Any, name: str = "") -> None:
        if not isinstance(found, dict):
            raise Refused(_("«%(name)s» is not an object.") % {"name": name})
        self.found, self.name = found, name

    def refuse(self, name: str) -> NoReturn:
        sentence = _("«%(name)s» is missing, too long, or of another kind than it should be.")
        raise Refused(sentence % {"name": ".".join(filter(None, [self.name, name]))})

    def text(self, name: str, longest: int, *, required: bool = False) -> str:
        written = self.found.get(name) or ""
        if not isinstance(written, str):
            self.refuse(name)
        written = storable(written).strip()
        if len(written) > longest or (required and not written):
            self.refuse(name)
        return written

    def choice(self, name: str, choices: list[str]) -> str:
        chosen = self.text(name, 40)
        return chosen if chosen in choices else self.refuse(name)

    def number(self, name: str, most: int) -> int | None:
        found = self.found.get(name)
        if found is None:
            return None
        if type(found) is not int or not 0 <= found <= most:
            self.refuse(name)
        return found

    def parts(self, name: str) -> list["Part"]:
        rows = self.found.get(name) or []
        if not isinstance(rows, list) or len(rows) > MOST_ROWS:
            self.refuse(name)
        return [Part(row, name) for row in rows]

    def story(self, name: str) -> str:
        return words_of(self.text(name, LONGEST_STORY), url_relative="deny")


def copy(data: bytes, *, department: Department) -> tuple[Project, bool]:
    """Return the draft, and whether it is new. Raises Refused."""
    found = read(data)
    source = Part(found.found.get("source"), "source")
    url = address(source)
    with transaction.atomic():
        before = Origin.objects.select_related("project").filter(url=url).first()
        if before:
            return before.project, False
        project = draft(found, department)
        Origin.objects.create(
            project=project,
            url=url,
            municipality=source.text("municipality", 200, required=True),
            licence=source.text("licence", 200),
        )
        put_parts(project, found)
    return project, True


def read(data: bytes) -> Part:
    if len(data) > LARGEST:
        raise Refused(too_large())
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=not_a_number)
    except (ValueError, RecursionError):
        raise Refused(_("This is not JSON.")) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Refused(_("This is JSON, but no project from a site like this one."))
    if "withdrawn" in found:
        raise Refused(_("This project is withdrawn by those who shared it."))
    if found.get("version") != VERSION:
        sentence = _("The project is written in another version of the format than %(n)d.")
        raise Refused(sentence % {"n": VERSION})
    return Part(found)


def too_large() -> str:
    return _("It is larger than %(mb)d MB, and no project is.") % {"mb": LARGEST // 1_000_000}


def not_a_number(_name: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON")


def address(source: Part) -> str:
    url = source.text("url", 500, required=True)
    try:
        is_address(url)
    except ValidationError:
        source.refuse("url")
    return url


def draft(found: Part, department: Department) -> Project:
    project = Project(
        title=" ".join(found.text("title", 150, required=True).split()),
        summary=found.text("summary", 400, required=True),
        lang=found.choice("lang", [code for code, _name in settings.TEXT_LANGUAGES]),
        department=department,
        owner_role=found.text("owner_role", 80, required=True),
        for_whom=found.text("for_whom", 600),
        problem=found.story("problem"),
        root_cause=found.story("root_cause"),
    )
    try:
        project.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    project.save()
    return project


def put_parts(project: Project, found: Part) -> None:
    for row in found.parts("countermeasures"):
        who = row.text("who", 80, required=True)
        project.countermeasures.create(what=row.text("what", 200, required=True), who=who)
    for row in found.parts("indicators"):
        project.indicators.create(
            name=row.text("name", 120, required=True),
            unit=row.text("unit", 20, required=True),
            better=row.choice("better", Indicator.Better.values),
            method=row.text("method", 300, required=True),
        )
    after = [row for row in found.parts("flows") if row.found.get("kind") == Flow.Kind.AFTER]
    if after:
        put_flow(project, after[0])


def put_flow(project: Project, found: Part) -> None:
    """Where they have come to is where we want to go; where we are, we draw ourselves."""
    flow = project.flows.create(kind=Flow.Kind.AFTER)
    for position, step in enumerate(found.parts("steps"), 1):
        flow.steps.create(
            position=position,
            name=step.text("name", 80, required=True),
            role=step.text("role", 80),
            work_minutes=step.number("work_minutes", MOST_MINUTES) or 0,
            waiting_minutes=step.number("waiting_minutes", MOST_MINUTES) or 0,
            right_first_time=step.number("right_first_time", 100),
            waste=step.choice("waste", ["", *Waste.values]),
        )
