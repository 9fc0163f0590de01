"""The newest suggestions and projects, for those who follow from elsewhere."""

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from lean.project import Project
from lean.suggestion import Suggestion
from municipality.feeds import latest, new_feed, written
from municipality.middleware import municipality_of
from publishing.addresses import abroad, absolute
from publishing.feeds import Feed
from publishing.sanitiser import storable
from publishing.templatetags.texts import paragraphs

NEWEST = 20


@require_safe
@conditional_page
def suggestion_feed(request: HttpRequest, kind: str) -> HttpResponse:
    home = reverse("lean:suggestion_list")
    feed = new_feed(municipality_of(request), kind, home=home, about=_("Suggestions"))
    rows = Suggestion.objects.published()
    moments = rows.aggregate(Max("contribution__decided_at"), Max("contribution__published_at"))
    changed = latest(moments.values())
    for row in rows.for_lists().order_by("-contribution__published_at", "-pk")[:NEWEST]:
        add(feed, row)
    return written(feed, changed)


@require_safe
@conditional_page
def project_feed(request: HttpRequest, kind: str) -> HttpResponse:
    home = reverse("lean:project_list")
    feed = new_feed(municipality_of(request), kind, home=home, about=_("Projects"))
    names = [Max("published_at"), Max("updated_at"), Max("withdrawn_at")]
    moments = Project.objects.seen_by_the_public().aggregate(*names)
    changed = latest(moments.values())
    for row in Project.objects.published().for_lists()[:NEWEST]:
        add_project(feed, row)
    return written(feed, changed)


def add_project(feed: Feed, row: Project) -> None:
    address = absolute(row.get_absolute_url())
    rich = row.problem + row.root_cause + row.learned
    feed.add_item(
        title=storable(row.title),
        link=address,
        unique_id=row.uid.urn,
        description=escape(storable(row.summary)),
        summary=storable(row.summary),
        content=paragraphs(row.summary) + abroad(rich, base=address),
        image="",
        data=absolute(reverse("lean:project_json", args=[row.slug])),
        author_name=storable(row.department.name),
        categories=[storable(row.get_status_display())],
        language=row.lang,
        pubdate=row.published_at,
        updateddate=row.updated_at or row.published_at,
    )


def add(feed: Feed, row: Suggestion) -> None:
    said = row.contribution
    address = absolute(row.get_absolute_url())
    feed.add_item(
        title=storable(said.title),
        link=address,
        unique_id=address,
        description=escape(storable(said.text)),
        summary=storable(said.text),
        content=paragraphs(said.text),
        image="",
        author_name=storable(said.signed),
        categories=[storable(row.addressee)] if row.addressee else [],
        language=said.lang,
        pubdate=said.published_at,
        updateddate=said.published_at,
    )
