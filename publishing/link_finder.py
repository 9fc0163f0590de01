"""Where the editor's link dialog finds our own texts by their titles."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publishing.publication import kinds_of_texts

MOST = 6  # of each kind
LONGEST = 100


@require_safe
@never_cache
def link_finder(request: HttpRequest) -> JsonResponse:
    """Return the newest texts with `q` in their titles: all that are public, and those that the
    writer may open."""
    words = " ".join(request.GET.get("q", "")[:LONGEST].split())
    admins = [admin.site.get_model_admin(kind) for kind in kinds_of_texts()]
    if not any(one.has_view_or_change_permission(request) for one in admins):
        raise PermissionDenied
    return JsonResponse({"texts": [text for one in admins for text in found(one, request, words)]})


def found(text_admin: Any, request: HttpRequest, words: str) -> list[dict[str, str]]:
    # SQLite folds no letter beyond z by itself.
    spellings = {words, words.lower(), words.capitalize()}
    wanted = Q(*[("title__icontains", spelling) for spelling in spellings], _connector=Q.OR)
    texts = text_admin.model.objects
    findable = texts.published() | texts.for_staff(request.user)
    rows = findable.filter(wanted).order_by("-pk")[:MOST]
    return [
        {
            "title": row.title,
            "address": row.get_absolute_url(),
            "kind": str(row._meta.verbose_name),
            "state": text_admin.state(row),
        }
        for row in rows
    ]
