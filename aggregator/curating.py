"""What staff do with an entry. Each is all of it or nothing, and the search follows."""

from django.db import transaction
from django.utils import timezone

from aggregator.item import Item
from municipality.models import User
from publishing.search import remove

State = Item.State


def held(item: Item) -> Item:
    """Read the row anew, and keep it from others until this is done. Raises Item.DoesNotExist
    where a colleague has deleted it meanwhile."""
    there = Item.objects.exclude(state=State.DELETED).select_for_update(of=("self",))
    row: Item = there.select_related("source").get(pk=item.pk)
    return row


@transaction.atomic
def pin(item: Item) -> None:
    """Let it stand first. One that is pinned already keeps its place."""
    row = held(item)
    row.pinned_at = row.pinned_at or timezone.now()
    row.save(update_fields=["pinned_at"])


@transaction.atomic
def unpin(item: Item) -> None:
    row = held(item)
    row.pinned_at = None
    row.save(update_fields=["pinned_at"])


@transaction.atomic
def hide(item: Item) -> None:
    move_to(item, State.HIDDEN)


@transaction.atomic
def show(item: Item) -> None:
    move_to(item, State.SHOWN)


def move_to(item: Item, state: Item.State) -> None:
    """With what has come from other sources too: one of those may take its place one day."""
    row = held(item)
    row.state = state
    row.save(update_fields=["state"])
    row.copies.exclude(state=State.DELETED).update(state=state)


@transaction.atomic
def delete(item: Item) -> None:
    """Empty it for good, wherever it came from. No feed brings it back."""
    row = held(item)
    for copy in row.copies.all():
        copy.empty()
    row.empty()
    remove(row)


@transaction.atomic
def share(item: Item, *, by: User, note: str) -> None:
    """Recommend it. What is shared already gets the new note, and stays where it is."""
    row = held(item)
    if not row.is_shared:
        row.shared_at, row.shared_by = timezone.now(), by
    row.shared_note = note
    row.save(update_fields=["shared_at", "shared_by", "shared_note"])


@transaction.atomic
def stop_sharing(item: Item) -> None:
    row = held(item)
    row.shared_at = row.shared_by = None
    row.shared_note = ""
    row.save(update_fields=["shared_at", "shared_by", "shared_note"])
    remove(row)


@transaction.atomic
def describe(item: Item, *, alt: str) -> None:
    """Say what its picture shows."""
    row = held(item)
    row.picture_alt = alt
    row.save(update_fields=["picture_alt"])
