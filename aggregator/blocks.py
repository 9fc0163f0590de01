"""What stands beside our own posts: the newest of those whom we follow, kind by kind."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from aggregator.item import Item
from aggregator.source import Source

Kind = Source.Kind

HEADINGS: dict[Source.Kind, Any] = {
    Kind.BLOG: _("Blogs that we follow"),
    Kind.PICTURES: _("Pictures"),
    Kind.MICROBLOG: _("Microblog"),
    Kind.NEWS: _("News and courses"),
}
# How many stand in each place.
BESIDE = {Kind.BLOG: 5, Kind.PICTURES: 6, Kind.MICROBLOG: 3, Kind.NEWS: 3}
OVERVIEW = {Kind.BLOG: 8, Kind.PICTURES: 12, Kind.MICROBLOG: 4, Kind.NEWS: 5}
SHARED = 2
MOST_PINNED = 2  # of each kind


@dataclass(frozen=True, kw_only=True)
class Block:
    kind: Source.Kind
    items: list[Item]

    @property
    def heading(self) -> str:
        return str(HEADINGS[self.kind])

    @property
    def old_since(self) -> datetime | None:
        """When the freshest of its sources was last heard, where that is long ago. Blogs say it
        one by one."""
        if self.kind == Kind.BLOG:
            return None
        old = [item.source.old_since for item in self.items]
        return max(since for since in old if since) if all(old) else None


def front_page_blocks() -> dict[str, Any]:
    """{"shared": [items], "blocks": [those that have something]}, in as many queries whatever is
    followed."""
    return blocks(Item.objects.published().on_front_page(), BESIDE)


def overview_blocks() -> dict[str, Any]:
    return blocks(Item.objects.published(), OVERVIEW)


def blocks(rows: Any, most: dict[Source.Kind, int]) -> dict[str, Any]:
    pinned = list(rows.pinned().for_lists().order_by("-pinned_at", "-pk"))
    drawn = [Block(kind=kind, items=items_of(rows, kind, most[kind], pinned)) for kind in most]
    shared = Item.objects.published().for_sharing()
    return {"blocks": [block for block in drawn if block.items], "shared": list(shared[:SHARED])}


def items_of(rows: Any, kind: Source.Kind, most: int, pinned: list[Item]) -> list[Item]:
    """What is pinned, then what is newest: of blogs one each, of pictures those that we have."""
    first = [item for item in pinned if item.source.kind == kind and is_drawn(item)][:MOST_PINNED]
    newest = narrowed(rows.of_kind(kind), kind).for_lists()[: most + len(first)]
    return [*first, *(item for item in newest if item not in first)][:most]


def is_drawn(item: Item) -> bool:
    return item.source.kind != Kind.PICTURES or bool(item.picture)


def narrowed(rows: Any, kind: Source.Kind) -> Any:
    if kind == Kind.BLOG:
        return rows.newest_of_each()
    if kind == Kind.PICTURES:
        return rows.with_picture()
    return rows.not_over() if kind == Kind.NEWS else rows
