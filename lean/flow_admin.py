"""Where the steps of a flow are written: one plain form, whose every button saves all of it."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lean.flow import Flow, Step
from lean.flow_forms import FlowForm, StepForms, stored_rows
from lean.flow_story import flows_of
from lean.project import Project
from lean.project_page import ProjectPage, page_view
from lean.waste import EXAMPLES

VERB = re.compile(r"(up|down|remove)-([0-9]{1,18})")


def flow_urls(model_admin: Any) -> list[URLPattern]:
    view = page_view(model_admin, flow_view)
    return [path("<int:pk>/flyt/<str:kind>/", view, name="lean_project_flow")]


def flow_view(page: ProjectPage, kind: str) -> HttpResponse:
    if kind not in Flow.Kind.values:
        raise Http404("a flow is «for» or «etter»")
    rows = page.project.flows.filter(kind=kind)
    drawn = FlowPage(page, rows.first() or Flow(project=page.project, kind=kind))
    return drawn.answer() if page.request.method == "POST" else drawn.shown()


@dataclass(frozen=True)
class StepRow:
    """The fields of a step, and which of its buttons the keyboard goes on with."""

    form: Any
    at: int
    focus: str

    @property
    def focused(self) -> str:
        verb, row = verb_of(self.focus)
        return verb if row == self.at else ""


@dataclass(frozen=True)
class FlowPage:
    page: ProjectPage
    flow: Flow

    @property
    def title(self) -> str:
        return _("Flowchart: %(name)s") % {"name": self.flow.get_kind_display()}

    def answer(self) -> HttpResponse:
        sent = self.page.request.POST
        verb, row = verb_of(sent.get("do", ""))
        form, rows = FlowForm(sent, instance=self.flow), StepForms(sent, prefix="steps")
        if self.flow.is_locked:
            return self.shown(form, rows, status=409)
        if sent.get("version") != str(self.flow.version):
            self.flow.refresh_from_db() if self.flow.pk else None
            return self.shown(form, rows, status=409)
        kept = [one for at, one in enumerate(rows) if not (verb == "remove" and at == row)]
        valid = [one.is_valid() for one in (form, *kept)]
        # The form always sends a row: none at all is no map that somebody emptied.
        if not all(valid) or rows.non_form_errors() or not rows.forms:
            return self.shown(form, rows)
        steps = [one.instance if one.has_changed() else None for one in rows]
        if verb == "copy":
            steps = self._copied(steps)
        steps, focus = moved(steps, verb, row)
        save_flow(self.flow, [step for step in steps if step])
        # Without a fragment in the address: a browser that goes to one ignores autofocus.
        return self.page.saved(self.title, f"?fokus={focus}" if focus else ".")

    def _copied(self, steps: list[Step | None]) -> list[Step | None]:
        """The steps of the map before, where this one has none of its own."""
        if any(steps):
            return steps
        before = Step.objects.filter(flow__project=self.page.project, flow__kind=Flow.Kind.BEFORE)
        return list(before)

    def shown(self, form: Any = None, rows: Any = None, *, status: int = 200) -> HttpResponse:
        steps = list(self.flow.steps.all()) if self.flow.pk else []
        rows = rows or StepForms(prefix="steps", initial=stored_rows(steps))
        focus = self.page.request.GET.get("fokus", "")
        if focus == "add" and rows.forms:
            rows.forms[-1].fields["name"].widget.attrs["autofocus"] = True
        story = flows_of(self.page.project)
        other = Flow.Kind.AFTER if self.flow.kind == Flow.Kind.BEFORE else Flow.Kind.BEFORE
        return self.page.shown(
            "lean/flow_form.html",
            status=status,
            title=self.title,
            form=form or FlowForm(instance=self.flow),
            formset=rows,
            rows=[StepRow(one, at, focus) for at, one in enumerate(rows)],
            last=len(rows.forms) - 2,
            flow=self.flow,
            version=self.flow.version,
            is_conflict=status == 409,
            stored=story.before if self.flow.kind == Flow.Kind.BEFORE else story.after,
            may_copy=self.flow.kind == Flow.Kind.AFTER and story.before and not steps,
            flows=story,
            other=(other.label, address_of(self.page.project, other)),
            wastes=[(waste.label, example) for waste, example in EXAMPLES.items()],
        )


def address_of(project: Project, kind: str) -> str:
    return reverse("admin:lean_project_flow", args=[project.pk, str(kind)])


def verb_of(text: str) -> tuple[str, int]:
    found = VERB.fullmatch(text)
    return (found[1], int(found[2])) if found else (text, -1)


def moved(steps: list[Step | None], verb: str, row: int) -> tuple[list[Step | None], str]:
    """The steps after the verb, and the button where the keyboard goes on."""
    if verb == "add":
        return steps, "add"
    if not 0 <= row < len(steps) or steps[row] is None:
        return steps, ""
    filled = sum(step is not None for step in steps)
    one = steps.pop(row)
    if verb == "remove":
        return steps, f"remove-{min(row, filled - 2)}" if filled > 1 else "add"
    place = max(0, row - 1) if verb == "up" else min(row + 1, filled - 1)
    steps.insert(place, one)
    if place in (0, filled - 1):  # no way on from here: the other button
        verb = "down" if place == 0 else "up"
    return steps, f"{verb}-{place}"


def save_flow(flow: Flow, steps: list[Step]) -> None:
    if is_rewritten(flow, steps):
        flow.changed_on = timezone.localdate()
    flow.version += 1
    flow.save()
    flow.steps.all().delete()
    for position, step in enumerate(steps, 1):
        step.pk, step.flow, step.position = None, flow, position
        step._state.adding = True
    Step.objects.bulk_create(steps)


def is_rewritten(flow: Flow, steps: list[Step]) -> bool:
    """Whether the map that others compare with becomes another one after the start. The first
    steps of a map are no change."""
    if flow.pk is None or flow.kind != Flow.Kind.BEFORE or not flow.project.started_on:
        return False
    old = stored_rows(list(flow.steps.all()))
    return bool(old) and old != stored_rows(steps)
