"""The board as everybody sees it: public projects, read only; also on the big screen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lean.board import board_of
from lean.forms import DepartmentFilter
from lean.project import Project
from lean.views import lean_crumbs
from municipality.middleware import municipality_of
from publishing.sharing import Share


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    form = DepartmentFilter(request.GET)
    shown = board_of(Project.objects.published(), department=form.department())
    heading = _("The board")
    if shown.department:
        heading = _("The board: %(department)s") % {"department": shown.department}
    context = {
        "board": shown,
        "form": form,
        "heading": heading,
        "crumbs": [*lean_crumbs(), (heading, shown.path)],
        "share": Share(title=heading, path=shown.path, lang=municipality_of(request).lang),
    }
    is_on_screen = request.GET.get("storskjerm") == "1"
    return render(request, f"lean/board{'_screen' * is_on_screen}.html", context)
