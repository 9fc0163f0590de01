"""One source after the other, asked in a small internet of our own: see internet.py."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from PIL import Image

from aggregator.fetch import claim, fetch
from aggregator.fetching import Fetchers
from aggregator.models import Item, Source
from aggregator.reason import Reason
from tests.aggregator.internet import Internet, Website, answer, entered
from tests.factories import make_source, picture_bytes

pytestmark = pytest.mark.django_db
A = "http://a.example/feed"
HOUR = timedelta(hours=1)


@pytest.fixture
def internet(db: None) -> Iterator[Internet]:
    """The database first: it is reached from where we were."""
    with entered() as found:
        yield found


def rss(*titles: str, rest: str = "", date: str = "Fri, 20 Nov 2026 10:00:00 GMT") -> bytes:
    items = [
        f"<item><title>{title}</title><link>http://a.example/{title}</link><guid>{title}</guid>"
        f"<pubDate>{date}</pubDate>{rest}</item>"
        for title in titles
    ]
    return f"<rss version='2.0'><channel><title>A</title>{''.join(items)}</channel></rss>".encode()


def asked(source: Source) -> Source:
    fetch(source)
    source.refresh_from_db()
    return source


def titles() -> list[str]:
    return [item.title for item in Item.objects.published()]


def redirect(target: str, status: int) -> Website:
    return answer(b"", status=status, Location=target)


def test_a_feed_is_asked_for_again_only_if_it_has_changed(internet):
    internet.page(A, rss("Kai"), ETag='"1"', Last_Modified="Fri, 20 Nov 2026 10:00:00 GMT")
    source = asked(make_source(feed_address=A))
    first = source.last_success_at
    internet.page(A, answer(b"", status=304))

    asked(source)

    second = internet.asked[1].decode()
    assert 'If-None-Match: "1"' in second
    assert "If-Modified-Since: Fri, 20 Nov 2026 10:00:00 GMT" in second
    assert titles() == ["Kai"]
    assert source.last_success_at > first
    assert (source.reason, source.etag) == ("", '"1"')
    assert timedelta(minutes=29) < source.next_fetch_at - timezone.now() <= timedelta(minutes=30)


def test_the_same_bytes_are_not_read_again(internet):
    internet.page(A, rss("Kai"), ETag='"1"')
    source = asked(make_source(feed_address=A))
    Item.objects.update(title="Som før")
    internet.page(A, rss("Kai"), ETag='"2"')

    asked(source)

    assert (titles(), source.etag) == (["Som før"], '"2"')


def test_whatever_goes_wrong_on_our_side_stands_at_the_source(internet, monkeypatch):
    internet.page(A, rss("Kai"))
    monkeypatch.setattr("aggregator.reading.sys.executable", "/borte")  # no program to read with

    source = asked(make_source(feed_address=A))

    assert (source.reason, source.failures) == (Reason.FAULT_HERE, 1)


def test_an_answer_of_not_changed_that_nobody_asked_for_is_strange(internet):
    internet.page(A, answer(b"", status=304))

    assert asked(make_source(feed_address=A)).reason == Reason.STRANGE_ANSWER


def test_a_move_for_good_is_believed_the_fifth_time(internet):
    internet.page(A, redirect("http://b.example/feed", 301))
    internet.page("http://b.example/feed", rss("Kai"), ETag='"1"')
    source = make_source(feed_address=A)

    for _ in range(4):
        asked(source)
    before = source.feed_address
    asked(source)

    assert (before, source.feed_address) == (A, "http://b.example/feed")
    assert (source.moved_to, source.moved_times) == ("", 0)


def test_a_move_that_is_taken_back_is_forgotten(internet):
    internet.page(A, redirect("http://b.example/feed", 301))
    internet.page("http://b.example/feed", rss("Kai"))
    source = asked(asked(make_source(feed_address=A)))
    internet.page(A, redirect("http://b.example/feed", 302))

    counted = source.moved_times
    asked(source)

    assert (counted, source.moved_times, source.feed_address) == (2, 0, A)


def test_a_move_to_whom_we_follow_already_changes_nothing(internet):
    internet.page(A, redirect("http://b.example/feed", 301))
    internet.page("http://b.example/feed", rss("Kai"))
    make_source(feed_address="http://b.example/feed")
    source = make_source(feed_address=A)

    for _ in range(6):
        asked(source)

    assert (source.feed_address, source.reason, source.moved_times) == (A, "", 5)


def test_a_feed_that_is_closed_is_asked_again_when_a_person_says_so(internet):
    internet.page(A, answer(b"", status=410))
    source = asked(make_source(feed_address=A))
    paused = (source.is_paused, source.reason, list(Source.objects.due()))

    source.resume()
    due = list(Source.objects.due())

    assert paused == (True, Reason.GONE, [])
    assert (due, source.reason, source.failures) == ([source], "", 0)


@pytest.mark.parametrize(("status", "reason"), [(200, ""), (500, Reason.FAULT_THERE)])
def test_a_closed_feed_that_answers_otherwise_is_followed_on(internet, status, reason):
    internet.page(A, answer(b"", status=410))
    source = asked(make_source(feed_address=A))
    internet.page(A, answer(rss("Kai"), status=status))

    asked(source)

    assert (source.is_paused, source.reason) == (False, reason)
    assert list(Source.objects.fetched()) == [source]


def test_what_staff_have_paused_stays_so(internet):
    internet.page(A, rss("Kai"))
    source = make_source(feed_address=A)
    source.pause()

    asked(source)

    assert (source.is_paused, source.reason, titles()) == (True, "", ["Kai"])


@pytest.mark.parametrize(
    ("retry_after", "pause"),
    [
        ("7200", 2 * HOUR),
        ("5", HOUR / 2),
        ("99999999", 24 * HOUR),
        ("Fri, 27 Nov 2026 15:00:00 GMT", 3 * HOUR),
        ("Fri, 27 Nov 2020 15:00:00 GMT", HOUR / 2),
        ("snart", HOUR / 2),
        ("-1", HOUR / 2),
    ],
)
@time_machine.travel("2026-11-27 12:00:00Z", tick=False)
def test_a_website_that_asks_us_to_wait_is_waited_for(internet, retry_after, pause):
    internet.page(A, answer(b"", status=429, Retry_After=retry_after))

    source = asked(make_source(feed_address=A))

    assert source.next_fetch_at - timezone.now() == pause
    assert source.reason == Reason.BUSY


def test_pauses_grow_to_a_day_and_end_with_the_first_answer(internet):
    internet.page(A, answer(b"", status=500))
    source = make_source(feed_address=A)
    pauses = []
    with time_machine.travel("2026-11-27 12:00:00Z", tick=False):
        since = timezone.now()
        for _ in range(8):
            asked(source)
            pauses.append((source.next_fetch_at - timezone.now()) / HOUR)
        failing = (source.failing_since, source.failures, source.reason)

    internet.page(A, rss("Kai"))
    asked(source)

    assert pauses == [0.5, 1, 2, 4, 8, 16, 24, 24]
    assert failing == (since, 8, Reason.FAULT_THERE)
    assert (source.failing_since, source.failures, source.reason) == (None, 0, "")


BOMB = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (letter, b"&%c;" % (letter - 1) * 20) for letter in b"bcdefghij"
)
FILE = b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b SYSTEM 'http://10.0.0.5/'>"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<!doctype html><title>Nei</title><p>Ingen feed her", Reason.NOT_A_FEED),
        (b"", Reason.NOT_A_FEED),
        (b'{"version": "1"}', Reason.NOT_A_FEED),
        (b"<rss version='2.0'><channel><title>Halv", Reason.BROKEN_FEED),
        (BOMB + b"]>" + rss("&j;"), ""),
        (FILE + b"]>" + rss("&a;"), ""),
        (FILE + b"]>" + rss("&b;"), ""),
    ],
    ids=["html", "nothing", "json", "half", "bomb", "file", "website"],
)
def test_what_is_no_feed_says_so_and_what_was_there_stays(internet, content, reason):
    source = make_source(feed_address=A)
    internet.page(A, content)
    Item.objects.create(source=source, identity="1", title="Før", published_at=timezone.now())

    asked(source)

    assert source.reason == reason
    assert set(titles()) - {"&a;", "&b;", "&j;"} == {"Før"}  # nothing is put in for a name
    assert not internet.canaries


@pytest.mark.parametrize("status", [401, 403, 404, 418, 503])
def test_every_refusal_has_its_reason(internet, status):
    internet.page(A, answer(b"", status=status))

    source = asked(make_source(feed_address=A))

    reasons = {401: "nektet", 403: "nektet", 404: "borte", 418: "uventet", 503: "opptatt"}
    assert source.reason == reasons[status]


def test_the_same_entry_dates_to_come_and_dates_that_change(internet):
    internet.page(A, rss("Kai", "Bru"))
    internet.page("http://b.example/feed", rss("Kai", "Ferje", date="1 Jan 2099 00:00:00 GMT"))
    one, two = make_source(feed_address=A), make_source(feed_address="http://b.example/feed")

    asked(one)
    asked(two)
    internet.page(A, rss("Kai", "Bru", date="Sat, 21 Nov 2026 10:00:00 GMT"))
    asked(one)

    dates = {item.title: item.published_at for item in Item.objects.published()}
    assert sorted(dates) == ["Bru", "Ferje", "Kai"]
    assert dates["Bru"] == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert timezone.now() - dates["Ferje"] < HOUR


# Pictures

PICTURE = '<enclosure url="%s" type="image/jpeg" length="1"/>'


def test_a_picture_is_copied_cleaned_and_made_small(internet):
    internet.page("http://b.example/1.jpg", picture_bytes(size=(2000, 1000)))
    internet.page(A, rss("Kai", rest=PICTURE % "http://b.example/1.jpg"))

    asked(make_source(feed_address=A))

    item = Item.objects.get()
    assert (item.picture_width, item.picture_height, item.picture_alt) == (800, 400, "Kai")
    assert item.picture.name.startswith("pictures/fulgt/")
    with item.picture.open() as file, Image.open(file) as image:
        assert image.size == (800, 400)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/1.jpg", "http://169.254.169.254/", "http://c.example/inne.jpg"]
)
def test_a_picture_is_no_way_into_the_house(internet, address):
    internet.page("http://c.example/inne.jpg", redirect("http://10.0.0.5/1.jpg", 302))
    internet.page(A, rss("Kai", rest=PICTURE % address))

    source = asked(make_source(feed_address=A))

    assert (source.reason, Item.objects.get().picture.name) == ("", "")
    assert not internet.canaries


def test_what_is_no_picture_is_tried_three_times(internet):
    internet.page("http://b.example/1.jpg", b"<svg onload='alert(1)'/>")
    internet.page(A, rss("Kai", rest=PICTURE % "http://b.example/1.jpg"))
    source = make_source(feed_address=A)

    for _ in range(5):
        asked(source)

    assert sum(b"GET /1.jpg" in request for request in internet.asked) == 3
    assert Item.objects.get().picture.name == ""


def test_the_picture_of_a_deleted_entry_is_gone(internet, django_capture_on_commit_callbacks):
    internet.page("http://b.example/1.jpg", picture_bytes())
    internet.page(A, rss("Kai", rest=PICTURE % "http://b.example/1.jpg"))
    asked(make_source(feed_address=A))
    item = Item.objects.get()
    name = item.picture.name

    there = default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        item.empty()

    assert (there, default_storage.exists(name)) == (True, False)


# Many


def test_a_source_is_claimed_once_and_those_that_answer_go_first():
    now = timezone.now()
    failing = make_source(failures=1, failing_since=now, next_fetch_at=now - 2 * HOUR)
    well = make_source(next_fetch_at=now - HOUR)
    new = make_source()
    make_source(next_fetch_at=now + HOUR)
    make_source(is_active=False)
    make_source(paused_at=now)

    assert [claim() for _ in range(4)] == [new, well, failing, None]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="threads do not reach the server there")
@pytest.mark.django_db(transaction=True)
def test_websites_that_hang_delay_no_others(internet, settings):
    settings.FEED_THREADS = 3
    over = threading.Event()
    for number in range(2):
        address = internet.page(f"http://taus.example/{number}", lambda *_: over.wait(10) and None)
        make_source(feed_address=address)
    for number in range(6):
        address = internet.page(f"http://a.example/{number}", answer(b"", status=304))
        make_source(feed_address=address, etag='"1"')
    fetchers = Fetchers()
    end = time.monotonic() + 8

    fetchers.start_due()
    answered: Any = Source.objects.filter(last_success_at__isnull=False)
    while answered.count() < 6 and time.monotonic() < end:
        time.sleep(0.02)
    while_they_hang = (answered.count(), Source.objects.filter(last_attempt_at=None).count())
    over.set()
    fetchers.finish()

    assert while_they_hang == (6, 2)
    assert Source.objects.exclude(reason="").count() == 2


def test_one_source_is_fetched_by_hand(internet):
    internet.page(A, rss("Kai"))
    source = make_source(feed_address=A, title="Blogg A")

    said = call_command("fetch_feeds", "--source", str(source.pk))

    assert (said, titles()) == ("Blogg A: fetched", ["Kai"])


@pytest.mark.django_db(transaction=True)
def test_the_worker_and_the_command_ask_what_is_followed(settings):
    """Refused before anything is asked of the net, so this runs outside the small internet."""
    settings.EMAIL_PORT = 1
    source = make_source(feed_address="http://127.0.0.1/feed")
    make_source(feed_address="http://127.0.0.1/pause", paused_at=timezone.now())

    call_command("worker", "--once", verbosity=0)
    by_worker = Source.objects.get(pk=source.pk)
    said = call_command("fetch_feeds", verbosity=0)

    assert (by_worker.reason, by_worker.failures) == (Reason.FORBIDDEN_ADDRESS, 1)
    assert said == "Sources that answered: 0 of 1"
    assert Source.objects.filter(failures=2).count() == 1
