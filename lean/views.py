from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from aggregator.models import Item
from lean.circle_numbers import circle_numbers
from lean.flow_story import flows_of
from lean.forms import ProjectFilter
from lean.gain_story import gains_of
from lean.measure_story import measures_of
from lean.pilot import Milestone, Partner
from lean.principles import Principle
from lean.progress import grid, progress_of
from lean.project import Project
from lean.suggestion import Suggestion
from municipality.middleware import municipality_of
from municipality.models import Department, Page, Person
from publishing.addresses import absolute
from publishing.models import OldSlug
from publishing.paging import page_of
from publishing.sharing import Share

NEWEST = 6
FROM_OTHERS = Q(source__on_lean=True) | Q(source__partner__isnull=False)

Crumb = tuple[str, str]  # name, path


def lean_crumbs() -> list[Crumb]:
    return [(_("Front page"), reverse("front_page")), ("LEAN", reverse("lean:home"))]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What LEAN is here, in the municipality's own words, and what has come of it."""
    page = Page.objects.published().filter(key="lean").first()
    heading = page.title if page else "LEAN"
    context = {
        "page": page,
        "heading": heading,
        "principles": Principle,
        "grid": grid(),
        "supervisors": Person.objects.filter(is_supervisor=True).select_related("department"),
        "projects": Project.objects.published().for_lists()[:NEWEST],
        "circle": circle_numbers(),
        "milestones": Milestone.objects.all(),
        "partners": Partner.objects.select_related("source"),
        "others": Item.objects.published().filter(FROM_OTHERS).for_lists()[:NEWEST],
        "crumbs": lean_crumbs(),
        "share": Share(title=heading, path=request.path, lang=municipality_of(request).lang),
    }
    return render(request, "lean/home.html", context)


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    form = ProjectFilter(request.GET)
    page = page_of(request, form.chosen(Project.objects.published().for_lists()))
    heading = _("Projects")
    context = {
        "page": page,
        "form": form,
        "heading": heading,
        "crumbs": [*lean_crumbs(), (heading, request.path)],
        "share": Share(title=heading, path=request.path, lang=municipality_of(request).lang),
    }
    return render(request, "lean/project_list.html", context)


@require_safe
def project_detail(request: HttpRequest, slug: str) -> HttpResponse:
    seen = Project.objects.seen_by_the_public().select_related("origin")
    project = seen.for_lists().filter(slug=slug).first()
    if project is None:
        moved = seen.filter(pk=OldSlug.find(Project, slug)).first()
        if moved is None:
            raise Http404("no such project")
        return redirect(moved, permanent=True)
    title = _("This project is withdrawn") if project.withdrawn_at else project.title
    crumbs = [*lean_crumbs(), (_("Projects"), reverse("lean:project_list")), (title, request.path)]
    if project.withdrawn_at:
        context = {"project": project, "crumbs": crumbs}
        return render(request, "lean/project_withdrawn.html", context, status=410)
    context = story(project) | {"crumbs": crumbs, "share": share_of(project)}
    context["copy_address"] = absolute(reverse("lean:project_json", args=[project.slug]))
    return render(request, "lean/project_detail.html", context)


def story(project: Project) -> dict[str, Any]:
    """All that a project page tells, in as many queries as it has parts."""
    return {
        "project": project,
        "changes": project.changes.all(),
        "countermeasures": project.countermeasures.all(),
        "progress": progress_of(project),
        "checklist": project.checklist.select_related("evidence_file"),
        "flows": flows_of(project),
        "measures": measures_of(project),
        "gains": gains_of(project),
        "rounds": project.rounds.all(),
        "whys": project.whys.all(),
        "suggestions": Suggestion.objects.published().for_lists().filter(project=project),
        "posts": project.posts.published(),
    }


def share_of(project: Project) -> Share:
    return Share(
        title=project.title,
        path=project.get_absolute_url(),
        lang=project.lang,
        description=project.summary,
        kind="article",
        picture=project.picture,
        picture_text=project.picture_text,
        published_at=project.published_at,
        updated_at=project.updated_at,
    )


@require_safe
@never_cache
@permission_required("lean.change_project", raise_exception=True)
def project_preview(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Project.objects.for_staff(request.user).for_lists().select_related("origin")
    project = get_object_or_404(rows, pk=pk)
    crumbs = [*lean_crumbs(), (project.title, request.path)]
    context = story(project) | {"crumbs": crumbs, "is_preview": True}
    return render(request, "lean/project_detail.html", context)


@require_safe
def department(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Department, slug=slug)
    suggestions = Suggestion.objects.published().for_lists().filter(department=found)
    context = {
        "department": found,
        "projects": Project.objects.published().for_lists().filter(department=found),
        "suggestions": suggestions[:NEWEST],
        "people": found.people.filter(is_supervisor=True),
        "crumbs": [*lean_crumbs(), (found.name, request.path)],
        "share": Share(title=found.name, path=request.path, lang=municipality_of(request).lang),
    }
    return render(request, "lean/department.html", context)
