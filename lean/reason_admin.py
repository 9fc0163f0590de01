"""Where five times why, and the PUKK rounds, are written."""

from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from lean.project import Project
from lean.project_page import ProjectPage, page_view, stored
from lean.pukk import Round
from lean.reason_forms import PlanForm, RoundForm, WhyForms
from lean.seen import CHANGED, seen
from lean.whys import Why


def reason_urls(model_admin: Any) -> list[URLPattern]:
    rounds, whys = page_view(model_admin, round_list), page_view(model_admin, why_list)
    return [
        path("<int:pk>/pukk/", rounds, name="lean_project_rounds"),
        path("<int:pk>/hvorfor/", whys, name="lean_project_whys"),
    ]


def round_list(page: ProjectPage) -> HttpResponse:
    """Each round has a form, and one more is for the next; one of them is sent at a time."""
    project, sent = page.project, page.request.POST
    verb = sent.get("do", "")
    unused = project.rounds.filter(done="").last()
    if unused and verb == f"remove-{unused.pk}":
        unused.delete()
        return page.removed(unused)
    forms = [round_form(page.request, row, verb) for row in project.rounds.all()]
    last = project.rounds.aggregate(last=Max("number"))["last"] or 0
    blank = Round(project=project, number=last + 1)
    new = PlanForm(sent if verb == "new" else None, instance=blank, prefix="new")
    for form in (*forms, new):
        if form.is_bound and form.is_valid() and stored(form):
            return page.saved(form.instance)
    return page.shown(
        "lean/round_list.html", title=_("PUKK rounds"), forms=forms, unused=unused, new=new
    )


def round_form(request: HttpRequest, row: Round, verb: str) -> RoundForm:
    name = f"round-{row.pk}"
    now = seen(row)
    form = RoundForm(request.POST if verb == name else None, instance=row, prefix=name)
    form.seen = now  # type: ignore[attr-defined]
    if form.is_bound and request.POST.get("seen") != now:
        form.add_error(None, CHANGED)
    return form


def why_list(page: ProjectPage) -> HttpResponse:
    there = list(page.project.whys.all())
    initial = [{"question": row.question, "answer": row.answer} for row in there]
    sent = page.request.POST if page.request.method == "POST" else None
    formset = WhyForms(sent, initial=None if sent else initial, prefix="why")
    is_overtaken = formset.is_bound and page.request.POST.get("seen") != seen(*there)
    if formset.is_bound and formset.is_valid() and not is_overtaken and formset.forms:
        put_whys(page.project, formset.rows())
        return page.saved(_("Five times why"))
    return page.shown(
        "lean/why_list.html",
        title=_("Five times why"),
        formset=formset,
        seen=seen(*there),
        overtaken=CHANGED if is_overtaken else "",
        whys=there,
    )


def put_whys(project: Project, rows: list[Why]) -> None:
    project.whys.all().delete()
    for row in rows:
        row.project = project
        row.save()
