"""Puts the demo's projects in place, with all that hangs on them. One that is there is left alone:
people try things out."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django.utils import timezone

from blog.models import Post
from lean.models import CheckItem, Flow, Project
from municipality.models import Department, Person, User
from publishing.models import Picture
from publishing.richtext import stored_form
from utsira.demo.content import STAFF
from utsira.demo.gains import put_gains
from utsira.demo.projects import PROJECTS, DemoIndicator, DemoProject, DemoStep

RICH = {"problem", "root_cause", "learned"}


def put_projects(
    pictures: dict[str, Picture],
    people: dict[str, Person],
    departments: dict[str, Department],
) -> None:
    staff = User.objects.get(username=STAFF[0]["username"])
    for project in PROJECTS:
        if not Project.objects.filter(slug=project.slug).exists():
            put_project(project, pictures, people, departments, staff)


def put_project(
    project: DemoProject,
    pictures: dict[str, Picture],
    people: dict[str, Person],
    departments: dict[str, Department],
    staff: User,
) -> None:
    row = Project.objects.create(
        slug=project.slug,
        title=project.title,
        summary=project.summary,
        department=departments[project.department],
        owner_role=project.owner_role,
        supervisor=people.get(project.supervisor),
        lang=project.lang,
        picture=pictures.get(project.picture),
        picture_alt=pictures[project.picture].alt if project.picture else "",
        status=Project.Status.IDEA,
        published_at=timezone.make_aware(datetime.combine(project.published_on, time(9))),
        **{n: stored_form(t) if n in RICH else t for n, t in project.texts.items()},
        **project.other,
    )
    for indicator in project.indicators:
        put_indicator(row, indicator)
    put_flow(row, Flow.Kind.BEFORE, project.before)
    put_flow(row, Flow.Kind.AFTER, project.after)
    for what, who, due, done in project.countermeasures:
        row.countermeasures.create(what=what, who=who, due_on=due, done_on=done)
    tick(row, project, staff)
    put_gains(row)
    walk(row, project)
    for slug in project.posts:
        for post in Post.objects.filter(slug=slug):
            post.projects.add(row)


def put_indicator(row: Project, indicator: DemoIndicator) -> None:
    """Before the project begins: then the baseline is locked."""
    made = row.indicators.create(
        name=indicator.name,
        unit=indicator.unit,
        better=indicator.better,
        method=indicator.method,
        baseline_value=Decimal(indicator.baseline),
        baseline_on=indicator.baseline_on,
        target=Decimal(indicator.target),
    )
    for day, value in indicator.readings:
        made.readings.create(measured_on=day, value=Decimal(value))


def put_flow(row: Project, kind: str, steps: list[DemoStep]) -> None:
    if not steps:
        return
    flow = row.flows.create(kind=kind)
    for position, step in enumerate(steps, 1):
        flow.steps.create(
            position=position,
            name=step.name,
            role=step.role,
            work_minutes=step.work,
            waiting_minutes=step.waiting,
            right_first_time=step.right,
            waste=step.waste,
        )


def tick(row: Project, project: DemoProject, staff: User) -> None:
    points: dict[str, Any] = {}
    for item in row.checklist.all():
        number = sum(key.startswith(f"{item.principle}.") for key in points) + 1
        points[f"{item.principle}.{number}"] = item
    for key, evidence in project.ticked.items():
        item = points[key]
        item.state, item.evidence_text = CheckItem.State.DONE, evidence
        item.ticked_by, item.ticked_on = staff, project.changes[-1][1]
        item.save()
    for key in project.begun:
        points[key].state = CheckItem.State.BEGUN
        points[key].save()


def walk(row: Project, project: DemoProject) -> None:
    """Take the project through its statuses, on the days they were reached."""
    for status, day in project.changes:
        row.status = status
        if status in Project.STARTED and row.started_on is None:
            row.started_on = day
        row.save(touch=False)
    row.changes.all().delete()
    for status, day in project.changes:
        row.changes.create(status=status, made_on=day)
