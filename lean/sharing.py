"""A public project as data, for other municipalities: its story and its numbers, and no persons.

Roles are in it, names are not; nor pictures, which may show somebody, notes, evidence, or what
citizens have said. What is about too few persons is left out, as on the page.
"""

from decimal import Decimal
from typing import Any

import nh3
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from lean.flow import Flow
from lean.measure import Indicator, too_few
from lean.project import Project
from municipality.middleware import municipality_of
from municipality.models import Municipality
from publishing.addresses import absolute
from publishing.models import OldSlug
from publishing.sanitiser import ATTRIBUTES, SCHEMES, TAGS

FORMAT, VERSION = "utsira.lean.project", 1
PICTURES = {"figure", "figcaption", "img"}
GONE = 410


@require_safe
@conditional_page
def project_json(request: HttpRequest, slug: str) -> HttpResponse:
    rows = Project.objects.seen_by_the_public().select_related("department")
    project = rows.filter(slug=slug).first()
    if project is None:
        moved = rows.filter(pk=OldSlug.find(Project, slug)).first()
        if moved is None:
            raise Http404("no such project")
        return redirect(address_of(moved), permanent=True)
    if project.withdrawn_at:
        return answer({"withdrawn": project.withdrawn_reason}, status=GONE)
    return answer(as_data(project, municipality_of(request)))


def answer(data: dict[str, Any], *, status: int = 200) -> JsonResponse:
    head = {"format": FORMAT, "version": VERSION}
    readable = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(head | data, status=status, json_dumps_params=readable)


def address_of(project: Project) -> str:
    return reverse("lean:project_json", args=[project.slug])


def as_data(project: Project, municipality: Municipality) -> dict[str, Any]:
    """In as many queries as it has parts."""
    return {
        "source": {
            "url": absolute(project.get_absolute_url()),
            "municipality": municipality.name,
            "licence": municipality.licence_address,
        },
        "lang": project.lang,
        "title": project.title,
        "summary": project.summary,
        "department": project.department.name,
        "owner_role": project.owner_role,
        "status": project.status,
        "started_on": project.started_on,
        "for_whom": project.for_whom,
        **{name: story(project, name) for name in ("problem", "root_cause", "learned")},
        "not_measured_because": project.not_measured_because,
        "stopped_because": project.stopped_because,
        "countermeasures": list(project.countermeasures.values("what", "who", "due_on", "done_on")),
        "flows": [flow(row) for row in project.flows.prefetch_related("steps")],
        "indicators": [indicator(row) for row in project.indicators.prefetch_related("readings")],
    }


def story(project: Project, name: str) -> str:
    base = absolute(project.get_absolute_url())
    return words_of(getattr(project, name), url_relative=("rewrite_with_base", base))


def words_of(html: str, *, url_relative: Any) -> str:
    """Return a rich text without its pictures, with links that hold elsewhere."""
    cleaner = nh3.Cleaner(
        tags=TAGS - PICTURES,
        clean_content_tags={"script", "style", "figure"},
        attributes={tag: names for tag, names in ATTRIBUTES.items() if tag not in PICTURES},
        url_schemes=SCHEMES,
        url_relative=url_relative,
        link_rel=None,
    )
    return cleaner.clean(html)


STEP = ("name", "role", "work_minutes", "waiting_minutes", "right_first_time", "waste")


def flow(row: Flow) -> dict[str, Any]:
    steps = [{name: getattr(step, name) for name in STEP} for step in row.steps.all()]
    return {"kind": row.kind, "drawn_on": row.drawn_on, "steps": steps}


def indicator(row: Indicator) -> dict[str, Any]:
    shown = [reading for reading in row.readings.all() if not reading.is_hidden]
    baseline = row.baseline_value is not None and not too_few(row.baseline_people)
    return {
        "name": row.name,
        "unit": row.unit,
        "better": row.better,
        "method": row.method,
        "target": number(row.target),
        "baseline": reading(row.baseline_on, row.baseline_value, row.baseline_people)
        if baseline
        else None,
        "readings": [reading(one.measured_on, one.value, one.people) for one in shown],
    }


def reading(day: Any, value: Decimal | None, people: int | None) -> dict[str, Any]:
    return {"measured_on": day, "value": number(value), "people": people}


def number(value: Decimal | None) -> str | None:
    """Exact: a number of JSON is read as a float."""
    return None if value is None else f"{value.normalize():f}"
