"""Plain functions that make projects with flows and measures, and read their drawings."""

from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

from django.contrib.auth.models import Permission
from django.test import Client

from lean.flow import Flow, Step
from lean.gain import FollowUp, Gain
from lean.measure import Indicator, Reading
from lean.project import Project
from lean.pukk import Round
from municipality.models import User
from tests.factories import make_department, make_person, make_user, numbers

SVG = "{http://www.w3.org/2000/svg}"
HOUR, DAY = 60, 24 * 60
START = date(2026, 3, 1)


def make_project(*, started_on: date | None = None, **fields: Any) -> Project:
    project = Project.objects.create(
        **{"title": f"Det tar for lang tid {next(numbers)}", "summary": "Kort."}
        | ({} if "department" in fields else {"department": make_department()})
        | fields
    )
    return begin(project, started_on) if started_on else project


def begin(project: Project, day: date = START) -> Project:
    project.started_on = day
    project.status = Project.Status.ONGOING
    project.save()
    return project


def make_flow(project: Project, kind: str, *steps: dict[str, Any]) -> Flow:
    flow = Flow.objects.create(project=project, kind=kind)
    for position, fields in enumerate(steps, 1):
        Step.objects.create(
            **{"flow": flow, "position": position, "name": f"Steg {position}"} | fields
        )
    return flow


def make_indicator(project: Project, **fields: Any) -> Indicator:
    indicator = Indicator.objects.create(
        **{
            "project": project,
            "name": "Svartid",
            "unit": "dager",
            "better": "lavere",
            "method": "Vi teller.",
            "baseline_value": 9,
            "baseline_on": date(2026, 1, 15),
        }
        | fields
    )
    return Indicator.objects.get(pk=indicator.pk)


def make_reading(indicator: Indicator, value: Any, **fields: Any) -> Reading:
    day = START + timedelta(days=next(numbers))
    return Reading.objects.create(
        **{"indicator": indicator, "value": value, "measured_on": day} | fields
    )


def make_gain(project: Project, **fields: Any) -> Gain:
    """Ten hours a year, expected and begun on the first of January."""
    gain = Gain.objects.create(
        **{
            "project": project,
            "kind": "spart_tid",
            "what": f"Mindre leting {next(numbers)}",
            "owner_role": "Leder",
            "expected_on": date(2026, 1, 1),
            "starts_on": date(2026, 1, 1),
        }
        | ({} if "expected_words" in fields else {"expected_value": 10})
        | fields
    )
    return Gain.objects.get(pk=gain.pk)


def make_follow_up(gain: Gain, value: Any = 10, **fields: Any) -> FollowUp:
    months = fields.setdefault("months", 3)
    facts = {"gain": gain, "value": value, "measured_on": gain.day_after(months)} | fields
    row = FollowUp.objects.create(**facts)
    return FollowUp.objects.get(pk=row.pk)


def make_round(project: Project, **fields: Any) -> Round:
    facts = {"number": project.rounds.count() + 1, "planned_on": date(2026, 1, 1)}
    row = Round.objects.create(**{"project": project, "planned": "Prøv."} | facts | fields)
    return Round.objects.get(pk=row.pk)


def make_leader(project: Project) -> User:
    """One who may change the projects of the department."""
    user = make_user(is_staff=True)
    right = Permission.objects.get(content_type__app_label="lean", codename="change_project")
    user.user_permissions.add(right)
    make_person(user=user, department=project.department)
    return user


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def drawings_in(html: str, name: str) -> list[ElementTree.Element]:
    """The drawings of a page with this class, as trees."""
    starts = [at for at in range(len(html)) if html.startswith(f'<svg class="{name}"', at)]
    found = [html[start : end_of(html, start)] for start in starts]
    space = f'<svg xmlns="{SVG[1:-1]}" '
    # Our own pages.
    return [ElementTree.fromstring(text.replace("<svg ", space, 1)) for text in found]  # noqa: S314


def end_of(html: str, start: int) -> int:
    """Where the SVG that begins at `start` ends: signs in it are drawings of their own."""
    depth, at = 0, start
    while True:
        opens, closes = html.find("<svg", at), html.find("</svg>", at)
        if 0 <= opens < closes:
            depth, at = depth + 1, opens + 4
        else:
            depth, at = depth - 1, closes + 6
        if not depth:
            return at


def texts(element: ElementTree.Element, name: str) -> list[str]:
    """What stands in every part of this class, in its order."""
    found = [part for part in element.iter() if name in (part.get("class") or "").split()]
    return ["".join(part.itertext()).strip() for part in found]
