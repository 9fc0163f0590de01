"""The portfolio: what all public projects have been expected to give, and what came."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lean.gain import Gain
from lean.gain_chart import chart_of
from lean.gain_story import gain_told
from lean.gain_totals import totals
from lean.project import Project
from lean.views import lean_crumbs
from municipality.middleware import municipality_of
from publishing.paging import page_of
from publishing.sharing import Share

PER_PAGE = 20


@require_safe
def portfolio(request: HttpRequest) -> HttpResponse:
    rows: Any = Gain.objects.filter(project__in=Project.objects.published())
    rows = rows.select_related("project__department").prefetch_related("follow_ups")
    page = page_of(request, rows.order_by("-project__published_at", "pk"), per_page=PER_PAGE)
    heading = _("Gains")
    context = {
        "kinds": [(kind, chart_of(kind)) for kind in totals()],
        "page": page,
        "gains": [gain_told(gain) for gain in page],
        "heading": heading,
        "crumbs": [*lean_crumbs(), (heading, request.path)],
        "share": Share(title=heading, path=request.path, lang=municipality_of(request).lang),
    }
    return render(request, "lean/portfolio.html", context)
