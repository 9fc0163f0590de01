"""What we share of others, for those who follow from elsewhere."""

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from aggregator.item import Item
from aggregator.views import shared_items
from municipality.feeds import latest, new_feed, written
from municipality.middleware import municipality_of
from publishing.addresses import absolute
from publishing.feeds import Feed
from publishing.sanitiser import storable
from publishing.templatetags.texts import paragraphs

NEWEST = 20


@require_safe
@conditional_page
def shared_feed(request: HttpRequest, kind: str) -> HttpResponse:
    home = reverse("aggregator:shared_list")
    feed = new_feed(municipality_of(request), kind, home=home, about=_("Shared links"))
    rows = shared_items()
    changed = latest(rows.aggregate(Max("shared_at")).values())
    for row in rows[:NEWEST]:
        add(feed, row)
    return written(feed, changed)


def add(feed: Feed, row: Item) -> None:
    """It leads to our page of it, where our note stands, and from there to where it is from."""
    address = absolute(row.get_absolute_url())
    said = row.shared_note or row.summary
    feed.add_item(
        title=storable(row.headline),
        link=address,
        unique_id=address,
        description=escape(storable(said)),
        summary=storable(said),
        content=content_of(row),
        image="",
        author_name=storable(str(row.source)),
        categories=[],
        language=row.source.lang,
        pubdate=row.shared_at,
        updateddate=row.shared_at,
    )


def content_of(row: Item) -> str:
    source = str(row.source)
    link = format_html('<p><a href="{}" rel="noopener nofollow">{}</a></p>', row.link, source)
    return paragraphs(row.shared_note) + paragraphs(row.summary) + (link if row.link else "")
