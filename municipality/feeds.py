"""A feed of the municipality, with what all of them say about their sender."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from municipality.models import Municipality
from publishing.addresses import absolute
from publishing.feeds import FORMATS, Feed
from publishing.sanitiser import storable

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def new_feed(
    sender: Municipality, kind: str, *, home: str, folder: str = "", about: str = ""
) -> Feed:
    """`home` is the page that the feed follows; the feed lies there, or in a folder of its own."""
    name = storable(sender.name) or _("The municipality")
    description = storable(sender.introduction or sender.tagline) or name
    return FORMATS[kind](
        title=f"{name}: {storable(about)}" if about else name,
        link=absolute(home),
        feed_url=absolute((folder or home) + kind),
        description=description,
        subtitle=description,
        language=sender.lang,
        author_name=name,
        author_link=absolute("/"),
    )


def latest(moments: Iterable[datetime | None]) -> datetime:
    """The last of the moments that are there; long ago, where none is."""
    return max([moment for moment in moments if moment], default=NEVER)


def written(feed: Feed, changed: datetime) -> HttpResponse:
    feed.feed["changed"] = changed
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response
