"""Others' pictures: copied, cleaned as our own uploads are, and served by us. No page leads a
reader's browser to another website."""

import threading

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import get_image_dimensions
from django.db import transaction
from django.db.models import F

from aggregator.item import Item, remove_file
from aggregator.source import Source
from aggregator.transport import Deadline, NotFetched, get
from publishing.pictures import clean_upload

MAX_SIDE = 800  # pixels: they stand small beside the text
MOST, TRIES = 20, 3  # of one source at a time; of one picture in all

# A picture is much larger unpacked: one at a time.
cleaning = threading.Lock()


def copy_pictures(source: Source) -> None:
    """Copy what is missing, the newest first, in the time that one website gets. What remains is
    copied when the source is asked the next time."""
    deadline = Deadline()
    missing = source.items.of_the_feed().filter(picture="", picture_tries__lt=TRIES)
    for item in missing.exclude(picture_address="")[:MOST]:
        if deadline.is_over:
            return
        copy_picture(item, deadline)


def copy_picture(item: Item, deadline: Deadline) -> None:
    try:
        answer = get(item.picture_address, headers={"Accept": "image/*"}, deadline=deadline)
        if answer.status == 200:
            keep_picture(item, answer.content)
            return
    except (NotFetched, ValidationError):
        pass
    Item.objects.filter(pk=item.pk).update(picture_tries=F("picture_tries") + 1)


def keep_picture(item: Item, content: bytes, *, alt: str = "") -> None:
    """Give an entry its picture. Raises ValidationError for what is none."""
    with cleaning:
        file = clean_upload(ContentFile(content), max_side=MAX_SIDE)
    width, height = get_image_dimensions(file)
    item.picture_width, item.picture_height = width or 0, height or 0
    item.picture_alt = (alt or item.picture_alt or item.headline)[:300]
    before = item.picture.name
    item.picture.save(str(file.name), file, save=False)
    names = ["picture", "picture_width", "picture_height", "picture_alt"]
    kept = Item.objects.filter(pk=item.pk).exclude(state=Item.State.DELETED)
    with transaction.atomic():
        if not kept.update(**{name: getattr(item, name) for name in names}):
            before = item.picture.name  # deleted meanwhile
        remove_file(before)
