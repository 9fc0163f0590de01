"""The sitemap: every public address with the time of its last change. Django's own takes the host
from the request when it splits itself; ours is built on SITE_URL alone."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.core.paginator import InvalidPage, Paginator
from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from aggregator.models import Item
from blog.models import Post
from dialogue.decision import Decision
from guidelines.shelf import shelves
from lean.models import Project, Suggestion
from municipality.models import Department, Page
from publishing.models import Tag

MOST = 50_000  # addresses in one file, by sitemaps.org


class Entry(NamedTuple):
    path: str
    changed: datetime | None = None


@require_safe
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every address, or the list of files where one file cannot hold them."""
    files = paginated()
    if files.num_pages == 1:
        return answer(request, "sitemap", files.page(1).object_list)
    parts = [Entry(reverse("sitemap_part", args=[number])) for number in files.page_range]
    return answer(request, "sitemap_index", parts)


@require_safe
@conditional_page
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    try:
        return answer(request, "sitemap", paginated().page(number).object_list)
    except InvalidPage as error:
        raise Http404("no such part") from error


def answer(request: HttpRequest, template: str, entries: object) -> HttpResponse:
    kind = "application/xml; charset=utf-8"
    return render(request, f"utsira/{template}.xml", {"entries": entries}, content_type=kind)


def paginated() -> "Paginator[Entry]":
    return Paginator([entry for section in SECTIONS for entry in section()], MOST)


def blog() -> Iterator[Entry]:
    """The front page, the posts and their archive pages, in one reading of the posts."""
    rows: Any = Post.objects.published().only("slug", "published_at", "updated_at")
    posts = [(row, row.updated_at or row.published_at) for row in rows]
    newest = max((changed for _, changed in posts), default=None)
    yield from [Entry(reverse("front_page"), newest), Entry(reverse("blog:post_list"), newest)]
    archives: dict[str, datetime] = {}
    for row, changed in posts:
        yield Entry(row.get_absolute_url(), changed)
        for path in archives_of(row.published_at):
            archives[path] = max(archives.get(path, changed), changed)
    yield from (Entry(path, changed) for path, changed in archives.items())


def archives_of(moment: datetime) -> list[str]:
    day = timezone.localtime(moment)
    return [
        reverse("blog:post_year", args=[day.year]),
        reverse("blog:post_month", args=[day.year, f"{day.month:02}"]),
    ]


def tags() -> Iterator[Entry]:
    post = "tagged_posts__content_object"
    public = Q(
        **{f"{post}__published_at__lte": timezone.now(), f"{post}__withdrawn_at": None},
        tagged_posts__isnull=False,
    )
    changed = Coalesce(F(f"{post}__updated_at"), F(f"{post}__published_at"))
    rows = Tag.objects.filter(public).values("slug").annotate(changed=Max(changed))
    for row in rows.order_by("slug"):
        yield Entry(reverse("blog:post_tag", args=[row["slug"]]), row["changed"])


def pages() -> Iterator[Entry]:
    rows: Any = Page.objects.published().only("slug", "published_at", "updated_at")
    for row in rows:
        yield Entry(row.get_absolute_url(), row.updated_at or row.published_at)


def lean() -> Iterator[Entry]:
    """What stands below /lean/, which is a page itself."""
    rows: Any = Project.objects.published().only("slug", "published_at", "updated_at")
    projects = [Entry(row.get_absolute_url(), row.updated_at or row.published_at) for row in rows]
    newest = max((entry.changed for entry in projects if entry.changed), default=None)
    yield Entry(reverse("lean:project_list"), newest)
    yield from projects
    yield Entry(reverse("lean:portfolio"), newest)
    for slug in Department.objects.values_list("slug", flat=True):
        yield Entry(reverse("lean:department", args=[slug]))
    said = Suggestion.objects.published().annotate(changed=Max("events__made_at"))
    yield Entry(reverse("lean:board"))
    yield Entry(reverse("lean:suggestion_list"))
    yield from (Entry(row.get_absolute_url(), row.changed) for row in said.only("pk"))


def guidelines() -> Iterator[Entry]:
    """Each guideline, and each of its editions. The register of accounts stands there for ever."""
    rows = shelves()
    begun = [edition.begins for row in rows for edition in row.editions if edition.is_frozen]
    yield Entry(reverse("guidelines:guideline_list"), max(begun, default=None))
    yield Entry(reverse("guidelines:account_list"))
    for row in rows:
        changes = [
            Entry(e.get_absolute_url(), e.begins if e.is_frozen else None) for e in row.editions
        ]
        yield Entry(row.guideline.get_absolute_url(), changes[0].changed)
        yield from changes


def contact() -> Iterator[Entry]:
    """The form alone: messages are private."""
    yield Entry(reverse("contact:contact_form"))


def moderation() -> Iterator[Entry]:
    changed = Decision.objects.in_the_log().aggregate(Max("made_at"))["made_at__max"]
    yield Entry(reverse("dialogue:moderation_log"), changed)


def followed() -> Iterator[Entry]:
    """What we follow, where there is something: the kinds, and what we have shared."""
    rows = Item.objects.published().order_by().values("source__kind")
    kinds = list(rows.annotate(changed=Max("first_seen_at")).order_by("source__kind"))
    newest = max((row["changed"] for row in kinds), default=None)
    if newest is None:
        return
    yield Entry(reverse("aggregator:home"), newest)
    for row in kinds:
        yield Entry(reverse("aggregator:item_list", args=[row["source__kind"]]), row["changed"])
    shared = list(Item.objects.published().shared().order_by("-shared_at").only("shared_at"))
    yield Entry(reverse("aggregator:shared_list"), shared[0].shared_at if shared else None)
    yield from (Entry(row.get_absolute_url(), row.shared_at) for row in shared)


# Each returns the entries of one kind of page.
SECTIONS = [blog, tags, pages, lean, guidelines, contact, moderation, followed]
