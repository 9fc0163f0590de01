"""From what a feed says to rows. What stands here already is brought up to date, never its date:
a feed that changes its dates does not bring old entries back."""

from datetime import datetime, timedelta
from itertools import pairwise

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from aggregator.feed import Entry, Feed, shortened
from aggregator.identity import identities, is_worldwide, link_identities
from aggregator.item import Item
from aggregator.source import MOST_ITEMS, Source

AT_ONCE = 500  # rows in one statement
# Of an entry, what follows the feed for as long as it is there.
FOLLOWING = ("title", "link", "summary", "author", "takes_place_on", "place")
DAY = timedelta(days=1)
# From how many entries the rhythm of a source is read, and what is no silence yet.
FEWEST, MANY, NO_SILENCE = 5, 10, timedelta(days=7)


@transaction.atomic
def store(source: Source, feed: Feed, *, now: datetime | None = None) -> int:
    """Keep what is new in the feed of a source, and return how many entries that was. What the
    feed has no longer stays here: an empty feed deletes nothing."""
    now = now or timezone.now()
    pairs = with_known(source, rows_of(source, feed, now))
    bring_up_to_date(pairs, now)
    fresh = [row for row, known in wanted(source, pairs, now) if known is None]
    mark_copies(source, fresh)
    Item.objects.bulk_create(fresh, AT_ONCE)
    fill_in(source, feed)
    return len(fresh)


def rows_of(source: Source, feed: Feed, now: datetime) -> list[Item]:
    """Return an unsaved row for each entry; of those with the same identity, the first."""
    entries = feed.entries[:MOST_ITEMS]
    digests = zip(identities(entries), link_identities(entries), strict=True)
    rows: dict[str, Item] = {}
    for position, (entry, (name, link)) in enumerate(zip(entries, digests, strict=True)):
        # What has no date, or one to come, is from now; what stands first in the feed is newest.
        here = now - timedelta(milliseconds=position)
        row = row_of(source, entry, published_at=min(entry.published_at or here, here), now=now)
        row.identity, row.link_identity = name, link
        rows.setdefault(row.identity, row)
    return list(rows.values())


def row_of(source: Source, entry: Entry, *, published_at: datetime, now: datetime) -> Item:
    row = Item(
        source=source,
        published_at=published_at,
        first_seen_at=now,
        last_seen_at=now,
        picture_address=entry.picture_address,
        picture_alt=entry.picture_alt,
        **{name: getattr(entry, name) for name in FOLLOWING},
    )
    row.is_worldwide = is_worldwide(entry)
    return row


def with_known(source: Source, rows: list[Item]) -> list[tuple[Item, Item | None]]:
    """Return each row with the one that it is already, deleted ones too: by its own identity,
    or by a link that nothing else has."""
    by_identity = {stored.identity: stored for stored in source.items.all()}
    named = {row.identity for row in rows}
    # What is in the feed by its own name is not also what has taken over its link.
    others = [stored for name, stored in by_identity.items() if name not in named]
    by_link = {stored.link_identity: stored for stored in others}
    by_link.pop("", None)
    return [(row, by_identity.get(row.identity) or by_link.get(row.link_identity)) for row in rows]


def bring_up_to_date(pairs: list[tuple[Item, Item | None]], now: datetime) -> None:
    seen = [known.pk for _, known in pairs if known and known.last_seen_at < now - DAY]
    for start in range(0, len(seen), AT_ONCE):
        Item.objects.filter(pk__in=seen[start : start + AT_ONCE]).update(last_seen_at=now)
    for row, known in pairs:
        if known and known.state != Item.State.DELETED:
            follow(known, row)


def follow(known: Item, row: Item) -> None:
    changed = [name for name in FOLLOWING if getattr(known, name) != getattr(row, name)]
    # A picture that we have a copy of stays: some websites give it a new address each time.
    if not known.picture and known.picture_address != row.picture_address:
        known.picture_tries = 0
        changed += ["picture_address", "picture_alt"]
    for name in changed:
        setattr(known, name, getattr(row, name))
    if changed:
        known.save(update_fields=[*changed, "picture_tries"])


def wanted(
    source: Source, pairs: list[tuple[Item, Item | None]], now: datetime
) -> list[tuple[Item, Item | None]]:
    """Return those that the source's own limits let stay: tidying must take away nothing that
    the next fetch brings back."""
    oldest = now - source.keep_days * DAY if source.keep_days else None
    ordered = sorted(pairs, key=lambda pair: (pair[1] or pair[0]).published_at, reverse=True)
    return [
        pair
        for pair in ordered[: source.keep_most]
        if oldest is None or pair[0].published_at >= oldest
    ]


def mark_copies(source: Source, fresh: list[Item]) -> None:
    """Let what has come from another source already point there: it is shown once."""
    for start in range(0, len(fresh), AT_ONCE):
        rows = fresh[start : start + AT_ONCE]
        links = {row.link_identity for row in rows} - {""}
        names = {row.identity for row in rows if row.is_worldwide}
        others = Item.objects.exclude(source=source).filter(copy_of=None, source__is_active=True)
        found = others.filter(Q(link_identity__in=links) | Q(identity__in=names)).order_by("-pk")
        firsts: dict[str, Item] = {}
        for other in found.only("pk", "identity", "link_identity"):
            firsts |= {other.identity: other, other.link_identity: other}
        for row in rows:
            by_name = firsts.get(row.identity) if row.is_worldwide else None
            row.copy_of = by_name or (firsts.get(row.link_identity) if row.link_identity else None)


def fill_in(source: Source, feed: Feed) -> None:
    """What staff left empty is as the feed has it, and the rhythm is read anew."""
    written = ["silent_after"]
    said = {"title": shortened(feed.title, longest=120), "home_page": feed.home_page[:500]}
    for name, value in said.items():
        if value and not getattr(source, name):
            setattr(source, name, value)
            written.append(name)
    source.silent_after = silent_after(source)
    source.save(update_fields=written)


def silent_after(source: Source) -> datetime | None:
    """Return when it is to be wondered at that nothing new has come: after twice the longest time
    that it lately took. None where too little is known of its rhythm."""
    dates = list(
        source.items.order_by("-published_at").values_list("published_at", flat=True)[:MANY]
    )
    gaps = [newer - older for newer, older in pairwise(dates)]
    if len(dates) < FEWEST or sum(gaps, timedelta()) < DAY:
        return None
    return dates[0] + max(2 * max(gaps), NO_SILENCE)
