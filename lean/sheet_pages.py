"""Where the A3 sheet is read and printed: in public, and before that by those who may edit it."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lean.project import Project
from lean.sheet import sheet_of
from lean.views import lean_crumbs, project_detail, share_of
from publishing.models import OldSlug


@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """What has no sheet answers as its project: 404, or 410 and why."""
    public = Project.objects.published().for_lists()
    project = public.filter(slug=slug).first()
    if project is None:
        moved = public.filter(pk=OldSlug.find(Project, slug)).first()
        if moved is None:
            return project_detail(request, slug)
        return redirect("lean:sheet", moved.slug, permanent=True)
    # The page of the project is the one to link to.
    return shown(request, project, {"share": share_of(project)})


@require_safe
@never_cache
@permission_required("lean.change_project", raise_exception=True)
def sheet_preview(request: HttpRequest, pk: int) -> HttpResponse:
    project = get_object_or_404(Project.objects.for_staff(request.user).for_lists(), pk=pk)
    return shown(request, project, {"is_preview": True})


def shown(request: HttpRequest, project: Project, more: dict[str, object]) -> HttpResponse:
    crumbs = [
        *lean_crumbs(),
        (_("Projects"), reverse("lean:project_list")),
        (project.title, project.get_absolute_url()),
        (_("A3 sheet"), request.path),
    ]
    context = {"project": project, "sheet": sheet_of(project), "crumbs": crumbs} | more
    return render(request, "lean/sheet.html", context)
