"""Where five times why, and the PUKK rounds, are written."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from lean.flow_admin import project_to_edit
from lean.measure_admin import shared, stored
from lean.project import Project
from lean.pukk import Round
from lean.reason_forms import PlanForm, RoundForm, WhyForms
from lean.seen import CHANGED, seen
from lean.whys import Why


def reason_urls(model_admin: Any) -> list[URLPattern]:
    wrap = model_admin.admin_site.admin_view
    rounds, whys = partial(round_list, model_admin), partial(why_list, model_admin)
    return [
        path("<int:pk>/pukk/", wrap(rounds), name="lean_project_rounds"),
        path("<int:pk>/hvorfor/", wrap(whys), name="lean_project_whys"),
    ]


def round_list(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Each round has a form, and one more is for the next; one of them is sent at a time."""
    with transaction.atomic():
        project = project_to_edit(request, pk)
        verb = request.POST.get("do", "")
        unused = project.rounds.filter(done="").last()
        if unused and verb == f"remove-{unused.pk}":
            unused.delete()
            return told(model_admin, request, project, _("«%(name)s» is removed."), str(unused))
        forms = [round_form(request, row, verb) for row in project.rounds.all()]
        last = project.rounds.aggregate(last=Max("number"))["last"] or 0
        blank = Round(project=project, number=last + 1)
        new = PlanForm(request.POST if verb == "new" else None, instance=blank, prefix="new")
        for form in (*forms, new):
            if form.is_bound and form.is_valid() and stored(form):
                sentence = _("«%(name)s» is saved.")
                return told(model_admin, request, project, sentence, str(form.instance))
        context = shared(model_admin, request, project) | {
            "title": _("PUKK rounds"),
            "forms": forms,
            "unused": unused,
            "new": new,
        }
        return TemplateResponse(request, "lean/round_list.html", context)


def round_form(request: HttpRequest, row: Round, verb: str) -> RoundForm:
    name = f"round-{row.pk}"
    now = seen(row)
    form = RoundForm(request.POST if verb == name else None, instance=row, prefix=name)
    form.seen = now  # type: ignore[attr-defined]
    if form.is_bound and request.POST.get("seen") != now:
        form.add_error(None, CHANGED)
    return form


def why_list(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    with transaction.atomic():
        project = project_to_edit(request, pk)
        there = list(project.whys.all())
        initial = [{"question": row.question, "answer": row.answer} for row in there]
        sent = request.POST if request.method == "POST" else None
        formset = WhyForms(sent, initial=None if sent else initial, prefix="why")
        is_overtaken = formset.is_bound and request.POST.get("seen") != seen(*there)
        if formset.is_bound and formset.is_valid() and not is_overtaken and formset.forms:
            put_whys(project, formset.rows())
            sentence = _("«%(name)s» is saved.")
            return told(model_admin, request, project, sentence, _("Five times why"))
        context = shared(model_admin, request, project) | {
            "title": _("Five times why"),
            "formset": formset,
            "seen": seen(*there),
            "overtaken": CHANGED if is_overtaken else "",
            "whys": there,
        }
        return TemplateResponse(request, "lean/why_list.html", context)


def put_whys(project: Project, rows: list[Why]) -> None:
    project.whys.all().delete()
    for row in rows:
        row.project = project
        row.save()


def told(
    model_admin: Any, request: HttpRequest, project: Project, sentence: str, name: str
) -> HttpResponse:
    sentence %= {"name": name}
    model_admin.log_change(request, project, sentence)
    messages.success(request, sentence)
    return HttpResponseRedirect(".")
