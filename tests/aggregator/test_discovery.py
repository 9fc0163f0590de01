"""From a home page's address to its feed, in the small internet of internet.py."""

import time
from collections.abc import Iterator

import pytest

from aggregator.discovery import discover, feeds_named
from aggregator.reason import Reason
from aggregator.transport import Answer, NotFetched
from tests.aggregator.internet import Internet, answer, entered

HOME = "http://a.example/"
FEED = b"<rss version='2.0'><channel><title>Utsyn</title><language>nn</language></channel></rss>"
RSS = '<link rel="alternate" type="application/rss+xml" href="%s">'


@pytest.fixture(scope="module")
def one_internet() -> Iterator[Internet]:
    with entered() as found:
        yield found


@pytest.fixture
def internet(one_internet: Internet) -> Internet:
    one_internet.empty()
    return one_internet


def page(*links: str) -> bytes:
    return f"<!doctype html><head><title>A</title>{''.join(links)}</head><p>Hei".encode()


def named(*links: str) -> list[str]:
    found = Answer(status=200, address=HOME, moved_to="", headers={}, content=page(*links))
    return feeds_named(found)


@pytest.mark.parametrize(
    ("links", "feeds"),
    [
        ([RSS % "/feed"], ["http://a.example/feed"]),
        (["<LINK REL=Alternate TYPE=application/atom+xml HREF=atom.xml>"], [HOME + "atom.xml"]),
        (["<link rel='alternate' type='application/feed+json' href='/j'>"], [HOME + "j"]),
        (["<base href='https://b.example/x/'>", RSS % "f"], ["https://b.example/x/f"]),
        ([RSS % "/a?b=1&amp;c=2"], [HOME + "a?b=1&c=2"]),
        ([RSS % "/comments/feed", RSS % "/feed"], [HOME + "feed", HOME + "comments/feed"]),
        ([RSS % "/feed", RSS % "/feed"], [HOME + "feed"]),
        (["<link rel=alternate hreflang=en href=/en>", "<link rel=stylesheet href=/a.css>"], []),
        ([RSS % "javascript:alert(1)", RSS % "file:///etc/passwd"], []),
        ([f"<!-- {RSS % '/borte'} -->"], []),
        (["<!-- <script> -->", "<script>'<!--'</script>", RSS % "/feed"], [HOME + "feed"]),
        ([f"<script>x = '{RSS % '/borte'}'</script>", RSS % "/feed"], [HOME + "feed"]),
        (["<link title='A > B' rel=alternate type=application/rss+xml href=/f>"], [HOME + "f"]),
    ],
)
def test_a_page_names_its_feeds_its_own_before_those_of_comments(links, feeds):
    assert named(*links) == feeds


@pytest.mark.parametrize("part", ["<div>", "<b><p>", "<!--", "<link '", '<link "" ', "<script>"])
def test_a_page_that_is_made_to_use_up_time_is_looked_through_in_little(part):
    began = time.process_time()

    assert named(part * (1_000_000 // len(part))) == []
    assert time.process_time() - began < 2


def test_a_home_page_leads_to_its_feed(internet):
    internet.page(HOME, page(RSS % "/feed"))
    internet.page("http://a.example/feed", FEED)

    found = discover(HOME)

    assert (found.feed_address, found.home_page) == ("http://a.example/feed", HOME)
    assert (found.feed.title, found.feed.lang) == ("Utsyn", "nn")


def test_the_address_of_a_feed_is_its_own_unless_it_has_moved_for_good(internet):
    internet.page("http://a.example/feed", FEED)
    internet.page("http://b.example/feed", answer(b"", 301, Location="http://a.example/feed"))
    internet.page("http://c.example/feed", answer(b"", 302, Location="http://a.example/feed"))

    found = [discover(f"http://{name}.example/feed").feed_address for name in "abc"]

    assert found == ["http://a.example/feed"] * 2 + ["http://c.example/feed"]


def test_the_next_feed_is_taken_where_the_first_is_none(internet):
    internet.page(HOME, page(RSS % "/borte", RSS % "/feed"))
    internet.page("http://a.example/feed", FEED)

    assert discover(HOME).feed_address == "http://a.example/feed"


@pytest.mark.parametrize(
    ("links", "reason"),
    [
        ([], Reason.NOT_A_FEED),
        ([RSS % "/borte"], Reason.NOT_FOUND),
        ([RSS % "http://127.0.0.1/feed"], Reason.FORBIDDEN_ADDRESS),
        ([RSS % "http://inne.example/feed"], Reason.FORBIDDEN_ADDRESS),
        ([RSS % f"/{number}" for number in range(9)], Reason.NOT_FOUND),
    ],
)
def test_a_page_without_a_feed_says_why(internet, links, reason):
    internet.name("inne.example", "10.0.0.5")
    internet.page(HOME, page(*links))

    with pytest.raises(NotFetched) as refusal:
        discover(HOME)

    assert refusal.value.reason == reason
    assert len(internet.asked) <= 4
    assert not internet.canaries
