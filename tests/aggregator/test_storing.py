from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from aggregator.feed import Entry, Feed
from aggregator.models import Item
from aggregator.storing import store
from tests.factories import make_item, make_source

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def feed(*entries: dict[str, Any], **said: Any) -> Feed:
    return Feed(entries=[Entry(**entry) for entry in entries], **said)


def entry(name: str = "a", **said: Any) -> dict[str, Any]:
    return {"guid": name, "link": f"https://a.example/{name}", "title": name} | said


def titles(source: Any) -> list[str]:
    return [item.title for item in source.items.filter(state=Item.State.SHOWN)]


def test_an_entry_is_kept_as_the_feed_has_it():
    source = make_source()
    said = entry("Ny kai", summary="Den er klar.", author="Kari", place="Kaien")

    new = store(source, feed(said | {"published_at": NOW - timedelta(days=1)}), now=NOW)

    item = source.items.get()
    assert new == 1
    assert {name: getattr(item, name) for name in said if name != "guid"} == {
        name: said[name] for name in said if name != "guid"
    }
    assert (item.published_at, item.first_seen_at) == (NOW - timedelta(days=1), NOW)


def test_the_same_feed_again_changes_nothing():
    source = make_source()
    store(source, feed(entry("a"), entry("b")), now=NOW)
    before = list(source.items.values())

    new = store(source, feed(entry("a"), entry("b")), now=NOW + timedelta(hours=1))

    assert (new, list(source.items.values())) == (0, before)


def test_what_is_written_anew_is_brought_up_to_date():
    source = make_source()
    store(source, feed(entry("a", title="Kakj")), now=NOW)

    store(source, feed(entry("a", title="Kai")), now=NOW)

    assert titles(source) == ["Kai"]


def test_a_changed_date_does_not_bring_an_old_entry_back():
    source = make_source()
    old = NOW - timedelta(days=300)
    store(source, feed(entry("a", published_at=old)), now=NOW)

    store(source, feed(entry("a", published_at=NOW)), now=NOW)

    assert source.items.get().published_at == old


@pytest.mark.parametrize("date", [None, datetime(2099, 1, 1, tzinfo=UTC)])
def test_what_has_no_date_or_one_to_come_is_from_now_in_the_order_of_the_feed(date):
    source = make_source()

    store(source, feed(*[entry(name, published_at=date) for name in "abc"]), now=NOW)

    dates = [item.published_at for item in source.items.all()]
    assert titles(source) == ["a", "b", "c"]
    assert NOW - timedelta(seconds=1) < min(dates) <= max(dates) == NOW


def test_what_is_deleted_stays_deleted():
    source = make_source()
    store(source, feed(entry("a", summary="Hemmelig")), now=NOW)
    source.items.get().empty()

    new = store(source, feed(entry("a", summary="Hemmelig", published_at=NOW)), now=NOW)

    item = source.items.get()
    assert (new, item.state, item.title, item.summary) == (0, "slettet", "", "")


def test_what_is_hidden_stays_hidden():
    source = make_source()
    store(source, feed(entry("a")), now=NOW)
    source.items.update(state=Item.State.HIDDEN)

    store(source, feed(entry("a", title="Ny")), now=NOW)

    assert titles(source) == []


def test_an_empty_feed_deletes_nothing():
    source = make_source()
    store(source, feed(entry("a")), now=NOW)

    store(source, feed(), now=NOW)

    assert titles(source) == ["a"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"guid": "1", "link": "https://www.a.example/x/"}, {"link": "http://a.example/x"}),
        ({"link": "https://a.example/x?utm_source=rss#top"}, {"link": "https://a.example/x"}),
        ({"link": "https://a.example/x?b=1&a=2"}, {"link": "https://a.example/x?a=2&b=1"}),
        ({"guid": "tag:a.example,2026:1"}, {"guid": "tag:a.example,2026:1"}),
    ],
)
def test_the_same_entry_through_two_feeds_is_shown_once(one, other):
    first, second = make_source(), make_source()

    store(first, feed(one | {"title": "Først"}), now=NOW)
    store(second, feed(other | {"title": "Siden"}), now=NOW)

    assert [item.title for item in Item.objects.published()] == ["Først"]
    assert second.items.get().copy_of == first.items.get()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"guid": "1"}, {"guid": "1"}),
        ({"link": "https://a.example/"}, {"link": "https://a.example/"}),
        ({"link": "https://a.example/?p=1"}, {"link": "https://a.example/?p=2"}),
        ({}, {}),
    ],
)
def test_two_entries_that_only_look_alike_are_both_shown(one, other):
    first, second = make_source(), make_source()

    store(first, feed(one | {"title": "Hei"}), now=NOW)
    store(second, feed(other | {"title": "Hei"}), now=NOW)

    assert Item.objects.published().count() == 2


def test_entries_that_all_lead_to_one_page_are_told_apart():
    source = make_source()
    link = "https://a.example/nyheter"

    store(source, feed(entry("a", link=link), entry("b", link=link)), now=NOW)
    new = store(source, feed(entry("c", link=link), entry("d", link=link)), now=NOW)

    assert (new, sorted(titles(source))) == (2, ["a", "b", "c", "d"])


def test_entries_that_all_have_one_name_are_told_apart():
    source = make_source()
    same = [entry(name, guid="1") for name in ("a", "b")]

    store(source, feed(same[0]), now=NOW)
    new = [store(source, feed(*entries), now=NOW) for entries in (same, same[1:], same)]

    assert (new, sorted(titles(source))) == ([1, 0, 0], ["a", "b"])


def test_an_entry_that_takes_over_the_link_of_another_is_new():
    source = make_source()
    old = entry("a", link="https://a.example/siste")
    store(source, feed(old), now=NOW)
    both = feed(entry("b", link="https://a.example/siste"), entry("a"))

    new = [store(source, both, now=NOW) for _ in range(2)]

    assert (new, sorted(titles(source))) == ([1, 0], ["a", "b"])


def test_new_names_for_all_entries_do_not_bring_them_back():
    source = make_source()
    link = "https://a.example/sak"
    store(source, feed(entry("gammel", link=link)), now=NOW)

    new = store(source, feed(entry("ny", link=link)), now=NOW)

    assert (new, source.items.count()) == (0, 1)


def test_no_more_is_taken_in_than_the_source_may_keep():
    source = make_source(keep_most=2, keep_days=30)
    days = [40, 3, 2, 1]
    entries = [entry(f"{n}", published_at=NOW - timedelta(days=n)) for n in days]

    new = store(source, feed(*entries), now=NOW)

    assert (new, titles(source)) == (2, ["1", "2"])


def test_what_staff_left_empty_is_filled_in_once():
    source = make_source(title="", home_page="https://min.example/")

    store(source, feed(title="Deres navn", home_page="https://deres.example/"), now=NOW)
    store(source, feed(title="Nytt navn"), now=NOW)

    source.refresh_from_db()
    assert (source.title, source.home_page) == ("Deres navn", "https://min.example/")


def test_silence_is_measured_by_the_rhythm_of_the_source():
    source, young = make_source(), make_source()
    days = [1, 11, 31, 41, 51]
    store(
        source, feed(*[entry(f"{n}", published_at=NOW - timedelta(days=n)) for n in days]), now=NOW
    )

    store(young, feed(entry("en", published_at=NOW - timedelta(days=400))), now=NOW)

    assert source.silent_after == NOW - timedelta(days=1) + timedelta(days=40)
    assert young.silent_after is None


def test_a_picture_that_we_have_a_copy_of_stays():
    source = make_source()
    store(source, feed(entry("a", picture_address="https://a.example/1.jpg")), now=NOW)
    source.items.update(picture="pictures/fulgt/1.webp")

    store(source, feed(entry("a", picture_address="https://a.example/1.jpg?nytt")), now=NOW)

    assert source.items.get().picture_address == "https://a.example/1.jpg"


def test_storing_asks_as_much_of_many_entries_as_of_one(django_assert_num_queries):
    for number in (1, 30):
        source = make_source()
        entries = feed(*[entry(f"{n}") for n in range(number)])

        with django_assert_num_queries(7):
            store(source, entries, now=timezone.now())


def test_nothing_is_published_of_what_is_not_followed():
    make_item(make_source(is_active=False))

    assert not Item.objects.published().exists()
