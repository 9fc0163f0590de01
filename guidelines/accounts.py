"""The public register of official accounts, for people and for machines."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from guidelines.account import OfficialAccount
from guidelines.register import find
from guidelines.views import guideline_crumbs
from municipality.middleware import municipality_of
from publishing.addresses import absolute
from publishing.sharing import Share

LONGEST_QUESTION = 200  # characters


@require_safe
def account_list(request: HttpRequest) -> HttpResponse:
    """All accounts, or whether the one that is asked for is among them."""
    asked = " ".join(request.GET.get("q", "").split())[:LONGEST_QUESTION]
    rows = list(OfficialAccount.objects.for_lists())
    answer = find(asked, rows)
    heading = _("Official accounts")
    context = {
        "asked": asked,
        "answer": answer,
        "accounts": answer.rows if asked else rows,
        "is_empty": not rows,
        "longest": LONGEST_QUESTION,
        "heading": heading,
        "crumbs": [*guideline_crumbs(), (heading, request.path)],
        "share": Share(title=heading, path=request.path, lang=municipality_of(request).lang),
    }
    return render(request, "guidelines/account_list.html", context)


@require_safe
@conditional_page
def account_data(request: HttpRequest) -> HttpResponse:
    rows = OfficialAccount.objects.for_lists()
    told = {
        "municipality": municipality_of(request).name,
        "page": absolute(reverse("guidelines:account_list")),
        "accounts": [facts(row) for row in rows],
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})


def facts(row: OfficialAccount) -> dict[str, Any]:
    return {
        "platform": row.platform,
        "name": row.name,
        "address": row.address,
        "purpose": row.purpose,
        "department": row.department.name,
        "responsible": row.responsible,
        "opened_on": written(row.opened_on),
        "approved_by": row.approved_by or None,
        "approved_on": written(row.approved_on),
        "privacy_assessed_on": written(row.privacy_assessed_on),
        "reviewed_on": written(row.reviewed_on),
        "status": row.status,
        "archived_where": row.archived_where or None,
    }


def written(day: date | None) -> str | None:
    return day.isoformat() if day else None
