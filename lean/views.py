from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lean.project import Project
from municipality.models import Department
from publishing.models import OldSlug
from publishing.paging import page_of

Crumb = tuple[str, str]  # name, path


def lean_crumbs() -> list[Crumb]:
    return [(_("Front page"), reverse("front_page")), ("LEAN", reverse("lean:home"))]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {"departments": Department.objects.all(), "crumbs": lean_crumbs()}
    return render(request, "lean/home.html", context)


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, Project.objects.published().for_lists())
    crumbs = [*lean_crumbs(), (_("Projects"), request.path)]
    return render(request, "lean/project_list.html", {"page": page, "crumbs": crumbs})


@require_safe
def project_detail(request: HttpRequest, slug: str) -> HttpResponse:
    seen = Project.objects.seen_by_the_public()
    project = seen.for_lists().filter(slug=slug).first()
    if project is None:
        moved = seen.filter(pk=OldSlug.find(Project, slug)).first()
        if moved is None:
            raise Http404("no such project")
        return redirect(moved, permanent=True)
    title = _("This project is withdrawn") if project.withdrawn_at else project.title
    crumbs = [*lean_crumbs(), (_("Projects"), reverse("lean:project_list")), (title, request.path)]
    context = {"project": project, "crumbs": crumbs}
    if project.withdrawn_at:
        return render(request, "lean/project_withdrawn.html", context, status=410)
    return render(request, "lean/project_detail.html", context)


@require_safe
@never_cache
@permission_required("lean.change_project", raise_exception=True)
def project_preview(request: HttpRequest, pk: int) -> HttpResponse:
    project = get_object_or_404(Project.objects.for_staff(request.user).for_lists(), pk=pk)
    crumbs = [*lean_crumbs(), (project.title, request.path)]
    context = {"project": project, "crumbs": crumbs, "is_preview": True}
    return render(request, "lean/project_detail.html", context)


@require_safe
def department(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Department, slug=slug)
    projects = found.projects.all() & Project.objects.published()
    crumbs = [*lean_crumbs(), (found.name, request.path)]
    context = {"department": found, "projects": projects, "crumbs": crumbs}
    return render(request, "lean/department.html", context)
