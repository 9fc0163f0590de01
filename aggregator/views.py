"""The pages of what others write and we follow. None of them waits for anybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aggregator.blocks import HEADINGS, Kind, overview_blocks
from aggregator.item import Item
from aggregator.source import Source
from municipality.middleware import municipality_of
from publishing.paging import page_of
from publishing.sharing import Share

ON_A_PAGE = {Kind.PICTURES: 24}
OTHERS = 20

Crumb = tuple[str, str]  # name, path


def crumbs() -> list[Crumb]:
    front_page = (_("Front page"), reverse("front_page"))
    return [front_page, (_("What we follow"), reverse("aggregator:home"))]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The newest of everything, and everybody whom we follow by kind."""
    heading = _("What we follow")
    context = overview_blocks() | {
        "kinds": kinds(),
        "crumbs": crumbs(),
        "share": share_of(request, heading),
        "heading": heading,
    }
    return render(request, "aggregator/home.html", context)


@require_safe
def item_list(request: HttpRequest, kind: str) -> HttpResponse:
    """Everything of one kind, and whom it is from."""
    chosen = Kind(kind)
    rows = Item.objects.published().of_kind(chosen).for_lists()
    if chosen == Kind.PICTURES:
        rows = rows.with_picture()
    heading = str(HEADINGS[chosen])
    context = {
        "kind": chosen,
        "page": page_of(request, rows, per_page=ON_A_PAGE.get(chosen, OTHERS)),
        "sources": Source.objects.shown().of_kind(chosen),
        "kinds": kinds(),
        "heading": heading,
        "crumbs": [*crumbs(), (heading, request.path)],
        "share": share_of(request, heading),
    }
    return render(request, "aggregator/item_list.html", context)


@require_safe
def shared_list(request: HttpRequest) -> HttpResponse:
    heading = _("Shared links")
    context = {
        "page": page_of(request, shared_items(), per_page=OTHERS),
        "heading": heading,
        "crumbs": [*crumbs(), (heading, request.path)],
        "share": share_of(request, heading),
    }
    return render(request, "aggregator/shared_list.html", context)


@require_safe
def shared_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What the search and our own feed lead to: the link, and what we say of it."""
    item = get_object_or_404(shared_items(), pk=pk)
    shared = (_("Shared links"), reverse("aggregator:shared_list"))
    context = {
        "item": item,
        "crumbs": [*crumbs(), shared, (item.headline, request.path)],
        "share": share_of(request, item.headline, description=item.shared_note),
    }
    return render(request, "aggregator/shared_detail.html", context)


def shared_items() -> Any:
    return Item.objects.published().for_sharing()


def kinds() -> list[tuple[Source.Kind, Any]]:
    """Those that we follow somebody of, with their names."""
    there = set(Source.objects.shown().order_by().values_list("kind", flat=True).distinct())
    return [(kind, HEADINGS[kind]) for kind in Kind if kind in there]


def share_of(request: HttpRequest, title: str, *, description: str = "") -> Share:
    lang = municipality_of(request).lang
    return Share(title=title, path=request.path, lang=lang, description=description)
