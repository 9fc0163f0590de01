"""What the demo follows: feeds that the project carries, through the code that reads and keeps
all feeds. Nothing is ever fetched: the sources are paused, and their addresses are nobody's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone

from aggregator.curating import pin, share
from aggregator.feed import Entry, Feed
from aggregator.identity import identities
from aggregator.models import Item, Source
from aggregator.pictures import keep_picture
from aggregator.reading import read_here
from aggregator.storing import store
from municipality.models import User
from publishing.models import Picture

Kind = Source.Kind

FEEDS = Path(__file__).with_name("feeds")
# «[-3 08:30]» is three days ago at half past eight, «[+20]» the day in twenty days.
WHEN = re.compile(rb"\[([+-]\d+)(?: (\d\d:\d\d))?\]")


@dataclass(frozen=True, kw_only=True)
class DemoSource:
    file: str
    kind: Source.Kind
    lang: str = "nb"
    places: dict[str, bool] = field(default_factory=dict)

    @property
    def feed_address(self) -> str:
        return f"https://{Path(self.file).stem}.example/{self.file}"


SOURCES = [
    DemoSource(file="biblioteket.xml", kind=Kind.BLOG),
    DemoSource(file="fyret.xml", kind=Kind.BLOG, lang="nn"),
    DemoSource(file="skolen.json", kind=Kind.BLOG),
    DemoSource(file="servicetorget.xml", kind=Kind.BLOG),
    DemoSource(file="oybilder.xml", kind=Kind.PICTURES),
    DemoSource(file="batruta.xml", kind=Kind.MICROBLOG),
    DemoSource(file="kurs.xml", kind=Kind.NEWS),
    DemoSource(file="smakommuner.xml", kind=Kind.NEWS),
    DemoSource(
        file="forbedring.xml", kind=Kind.NEWS, places={"on_front_page": False, "on_lean": True}
    ),
]
PINNED = "https://kurs.example/innforing"
SHARED = "https://servicetorget.example/telefon"
NOTE = "Her hadde nok strekene våre stått likt. Til vinteren teller vi selv."


def put_followed(pictures: dict[str, Picture], sharer: User) -> None:
    is_new = not Source.objects.filter(feed_address=SOURCES[0].feed_address).exists()
    for demo in SOURCES:
        put_source(demo, pictures)
    if is_new:  # later, people have tried things out
        pin(Item.objects.get(link=PINNED))
        share(Item.objects.get(link=SHARED), by=sharer, note=NOTE)


def put_source(demo: DemoSource, pictures: dict[str, Picture]) -> None:
    morning = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
    values = {"kind": demo.kind, "lang": demo.lang, "paused_at": morning, **demo.places}
    source, _is_new = Source.objects.get_or_create(feed_address=demo.feed_address, defaults=values)
    content = dated((FEEDS / demo.file).read_bytes())
    feed = read_here(content, address=demo.feed_address)
    store(source, feed)
    Source.objects.filter(pk=source.pk).update(last_success_at=morning, paused_at=morning)
    for item, entry in known(source, feed):
        bring_near(item, entry)
        put_picture_of(item, pictures)


def dated(content: bytes) -> bytes:
    """Put real dates in place of those that are relative to today."""
    is_rss = b"<rss" in content

    def written(found: re.Match[bytes]) -> bytes:
        day = timezone.localdate() + timedelta(days=int(found[1]))
        if found[2] is None:
            return day.isoformat().encode()
        moment = at(day, found[2].decode())
        return (format_datetime(moment) if is_rss else moment.isoformat()).encode()

    return WHEN.sub(written, content)


def at(day: date, hour: str) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(hour)))


def known(source: Source, feed: Feed) -> Iterator[tuple[Item, Entry]]:
    there = {item.identity: item for item in source.items.exclude(state=Item.State.DELETED)}
    for name, entry in zip(identities(feed.entries), feed.entries, strict=True):
        if item := there.get(name):
            yield item, entry


def bring_near(item: Item, entry: Entry) -> None:
    """A feed never changes the date of what is here; only a demo grows no older."""
    if entry.published_at and item.published_at != entry.published_at:
        item.published_at = entry.published_at
        item.save(update_fields=["published_at"])


def put_picture_of(item: Item, pictures: dict[str, Picture]) -> None:
    """The picture is one of the demo's own drawings, cleaned as if it had been fetched."""
    drawing = pictures.get(Path(item.picture_address).stem) if item.picture_address else None
    if drawing and not (item.picture and default_storage.exists(str(item.picture.name))):
        with drawing.file.open() as file:
            content: Any = file.read()
        keep_picture(item, content, alt=drawing.alt)
