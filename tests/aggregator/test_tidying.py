from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from aggregator.feed import Entry, Feed
from aggregator.models import Item
from aggregator.storing import store
from aggregator.tidying import delete_source, hand_over_all, tidy_items
from tests.factories import make_item, make_source

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def ago(days: int) -> dict[str, object]:
    moment = timezone.now() - days * DAY
    return {"published_at": moment, "first_seen_at": moment, "last_seen_at": moment}


def test_the_oldest_go_when_there_are_too_many_and_what_staff_chose_stays():
    source = make_source(keep_most=2)
    for days in (1, 2, 3):
        make_item(source, title=str(days), **ago(days))
    make_item(source, title="festet", pinned_at=timezone.now(), **ago(50))
    make_item(source, title="delt", shared_at=timezone.now(), **ago(60))

    gone = tidy_items()

    left = [item.title for item in source.items.of_the_feed()]
    assert (gone, left) == (1, ["1", "2", "festet", "delt"])


def test_what_has_stood_its_days_goes():
    source = make_source(keep_days=30)
    make_item(source, title="ny", **ago(29))
    make_item(source, title="gammel", **ago(31))

    tidy_items()

    assert [item.title for item in source.items.of_the_feed()] == ["ny"]


def test_what_the_feed_still_has_does_not_come_back_with_a_new_date():
    source = make_source()
    old = timezone.now() - 40 * DAY
    entry = Entry(guid="1", title="Gammel", published_at=old)
    store(source, Feed(entries=[entry]))
    source.keep_days = 30
    source.save()
    tidy_items()

    new = store(
        source, Feed(entries=[Entry(guid="1", title="Gammel", published_at=timezone.now())])
    )

    assert new == 0
    assert not Item.objects.published().exists()


def test_what_the_feed_has_not_had_for_a_month_is_forgotten():
    source = make_source()
    make_item(source, **ago(0))
    for days in (29, 31):
        make_item(source, title="", summary="", state=Item.State.DELETED, **ago(days))

    tidy_items()

    assert source.items.count() == 2


def test_nothing_is_forgotten_while_the_feed_is_the_same():
    source = make_source()
    make_item(source, title="", summary="", state=Item.State.DELETED, **ago(400))
    make_item(source, **ago(395))

    tidy_items()

    assert source.items.count() == 2


def test_a_copy_is_shown_when_the_first_is_let_go():
    first = make_item(make_source(keep_days=1), **ago(2))
    copies = [make_item(copy_of=first, **ago(2)) for _ in range(2)]

    tidy_items()

    assert list(Item.objects.published()) == [copies[0]]


def test_a_copy_is_shown_when_the_first_is_no_longer_followed():
    source = make_source()
    copy = make_item(copy_of=make_item(source))

    hand_over_all(source)
    source.is_active = False
    source.save()

    assert list(Item.objects.published()) == [copy]


def test_a_source_goes_with_its_entries_and_pictures(django_capture_on_commit_callbacks):
    item = make_item()
    item.picture.save("1.jpg", ContentFile(b"x"))
    make_item(copy_of=item)

    with django_capture_on_commit_callbacks(execute=True):
        delete_source(item.source)

    assert not default_storage.exists(str(item.picture.name))
    assert Item.objects.published().count() == 1
