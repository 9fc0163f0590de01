"""The page of what changed between two editions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guidelines.changes import Change, compare
from guidelines.clause import Clause
from guidelines.edition import Edition
from guidelines.parts import parts_of
from guidelines.shelf import Shelf, shelf_of
from guidelines.views import UNKNOWN, WRONG, Crumb, crumbs_of, found, moved, sorry
from publishing.sharing import Share


@require_safe
def edition_changes(request: HttpRequest, slug: str, old: int, new: int) -> HttpResponse:
    guideline = found(slug)
    if guideline.slug != slug:
        return moved(request, slug, guideline)
    shelf = shelf_of(guideline)
    if old == new:
        heading = _("An edition has no changes from itself.")
        return sorry(request, shelf, heading, _("Choose two editions:"), status=WRONG)
    try:
        before, after = shelf.numbered(old), shelf.numbered(new)
    except Http404:
        heading = _("There is no such edition to compare.")
        return sorry(request, shelf, heading, _("These are all the editions:"), status=UNKNOWN)
    return draw(request, shelf, before, after)


def draw(request: HttpRequest, shelf: Shelf, before: Edition, after: Edition) -> HttpResponse:
    changes = compare(parts_of(before), parts_of(after))
    names = {"old": before.number, "new": after.number}
    heading = _("What changed from edition %(old)d to edition %(new)d") % names
    here: Crumb = (heading, request.path)
    context = {
        "guideline": shelf.guideline,
        "shelf": shelf,
        "before": before,
        "after": after,
        "changes": [row for row in changes if not row.is_same and not is_only_moved(row)],
        "renumbered": [row for row in changes if is_only_moved(row)],
        "same": [row for row in changes if row.is_same and isinstance(row.clause, Clause)],
        "heading": heading,
        "crumbs": crumbs_of(shelf.guideline, here),
        "share": Share(
            title=f"{shelf.guideline.title}: {heading}",
            path=request.path,
            lang=shelf.guideline.lang,
        ),
    }
    return render(request, "guidelines/edition_changes.html", context)


def is_only_moved(row: Change) -> bool:
    return row.is_moved and not row.is_reworded
