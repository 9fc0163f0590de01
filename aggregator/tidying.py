"""What is kept of each source, and for how long."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from aggregator.item import Item, remove_file
from aggregator.source import Source

DAY = timedelta(days=1)
# For so long after a feed last had an entry we know that it was here: what comes back with a new
# date is not new.
REMEMBERED = 30 * DAY


def tidy_items() -> int:
    """Let go what the limits of each source say, and return how many entries that was."""
    return sum(tidy(source) for source in Source.objects.all())


def tidy(source: Source) -> int:
    read_last = source.items.aggregate(last=Max("last_seen_at"))["last"]
    if read_last is None:
        return 0
    # Seen by the feed's own time: while it is the same, or away, nothing grows old.
    forgotten = Q(last_seen_at__lt=read_last - REMEMBERED)
    gone = list(too_old(source))
    for item in gone:
        let_go(item, is_forgotten=item.last_seen_at < read_last - REMEMBERED)
    source.items.filter(forgotten, state=Item.State.DELETED).delete()
    return len(gone)


def too_old(source: Source) -> set[Item]:
    loose = source.items.filter(pinned_at=None, shared_at=None)
    loose = loose.exclude(state=Item.State.DELETED)
    found = set(loose[source.keep_most :])
    if source.keep_days:
        found |= set(loose.filter(published_at__lt=timezone.now() - source.keep_days * DAY))
    return found


@transaction.atomic
def let_go(item: Item, *, is_forgotten: bool) -> None:
    hand_over(item)
    if is_forgotten:
        name = item.picture.name
        item.delete()
        remove_file(name)
    else:
        item.empty()


def hand_over(item: Item) -> None:
    """Let the first copy from another source be shown in its place."""
    first = item.copies.order_by("pk").first()
    if first:
        item.copies.exclude(pk=first.pk).update(copy_of=first)
        first.copy_of = None
        first.save(update_fields=["copy_of"])


@transaction.atomic
def hand_over_all(source: Source) -> None:
    """Before it is no longer followed, or deleted."""
    for item in source.items.filter(copies__isnull=False).distinct():
        hand_over(item)


@transaction.atomic
def delete_source(source: Source) -> None:
    """Delete it with all that came from it, files too."""
    hand_over_all(source)
    for name in source.items.exclude(picture="").values_list("picture", flat=True):
        remove_file(name)
    source.delete()
