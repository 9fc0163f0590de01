"""The pages of the admin on which the parts of a project are written, and what all of them do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from lean.project import Project


@dataclass(frozen=True)
class ProjectPage:
    """One request to a page of one project, by somebody who may edit it."""

    model_admin: Any
    request: HttpRequest
    project: Project

    def shown(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        context |= {
            **self.model_admin.admin_site.each_context(self.request),
            "opts": self.model_admin.opts,
            "original": self.project,
        }
        return TemplateResponse(self.request, template, context, status=status)

    def saved(self, name: Any, address: str = ".") -> HttpResponse:
        return self.done(_("«%(name)s» is saved.") % {"name": name}, address)

    def removed(self, name: Any, address: str = ".") -> HttpResponse:
        return self.done(_("«%(name)s» is removed.") % {"name": name}, address)

    def done(self, sentence: str, address: str = ".") -> HttpResponse:
        """Write it in the project's history, say it, and go on to the address."""
        self.model_admin.log_change(self.request, self.project, sentence)
        messages.success(self.request, sentence)
        return HttpResponseRedirect(address)

    def refused(self, sentence: str, address: str = ".") -> HttpResponse:
        messages.error(self.request, sentence)
        return HttpResponseRedirect(address)


def page_view(model_admin: Any, answer: Callable[..., HttpResponse]) -> Callable[..., Any]:
    """The view that hands `answer` the page, and what else stands in the address."""

    @transaction.atomic
    def view(request: HttpRequest, pk: int, **parts: Any) -> HttpResponse:
        return answer(ProjectPage(model_admin, request, project_to_edit(request, pk)), **parts)

    wrapped: Callable[..., Any] = model_admin.admin_site.admin_view(view)
    return wrapped


def project_to_edit(request: HttpRequest, pk: int) -> Project:
    """The project, locked while something is saved: its parts are changed by one at a time."""
    rows: Any = Project.objects.all()
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    project: Project = get_object_or_404(rows, pk=pk)
    if not project.may_edit(request.user):  # type: ignore[arg-type]
        raise PermissionDenied
    if project.is_purged:
        raise Http404("nothing is left to edit")
    return project


def stored(form: Any) -> bool:
    """Save; what the database refuses, because somebody was faster, is said in the form."""
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        form.add_error(None, _("It was changed while you wrote. Open the page again, and look."))
        return False
    return True
