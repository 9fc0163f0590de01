"""From the address that people know, a home page's, to the feed of what stands there."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

import nh3

from aggregator.feed import Feed, address_of
from aggregator.fetch import ACCEPT, REASONS
from aggregator.reading import UnreadableFeed, read
from aggregator.reason import Reason
from aggregator.transport import Answer, Deadline, NotFetched, get

KINDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")
MOST = 3  # feeds of one page that are tried
LONGEST_PAGE = 1_000_000  # bytes that are looked through
LINKS = nh3.Cleaner(
    tags={"link", "base"},
    attributes={"link": {"rel", "type", "href", "title"}, "base": {"href"}},
    link_rel=None,
)
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
CLOSED_BY = {"<!--": "-->", "<script": "</script", "<style": "</style"}
# One pass, that never looks further than to the next tag: others' pages are not parsed whole here.
TAGS = re.compile(
    r"<!--|-->|</?(?:script|style)\b|<(?:link|base)\s(?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*>",
    re.IGNORECASE,
)
# A page names the feed of its comments too, after its own.
LESS = re.compile("comment|kommentar", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Discovered:
    feed_address: str
    home_page: str
    feed: Feed


def discover(address: str) -> Discovered:
    """Return the feed that stands at an address, or that the page there names. Raises NotFetched;
    its reason is NOT_A_FEED where there is none."""
    deadline = Deadline()
    answer = fetched(address, deadline)
    try:
        feed = feed_in(answer)
    except NotFetched:
        return first_of(feeds_named(answer), answer.address, deadline)
    place = answer.moved_to or address
    return Discovered(feed_address=place, home_page=feed.home_page, feed=feed)


def first_of(places: list[str], home_page: str, deadline: Deadline) -> Discovered:
    refusal = NotFetched(Reason.NOT_A_FEED)
    for place in places[:MOST]:
        try:
            feed = feed_in(fetched(place, deadline))
        except NotFetched as error:
            refusal = error
        else:
            return Discovered(feed_address=place, home_page=home_page, feed=feed)
    raise refusal


def fetched(address: str, deadline: Deadline) -> Answer:
    answer = get(address, headers={"Accept": f"text/html, {ACCEPT}"}, deadline=deadline)
    if answer.status != 200:
        there = Reason.FAULT_THERE if answer.status >= 500 else Reason.STRANGE_ANSWER
        raise NotFetched(REASONS.get(answer.status, there))
    return answer


def feed_in(answer: Answer) -> Feed:
    kind = answer.headers.get("content-type", "")
    try:
        return read(answer.content, content_type=kind, address=answer.address)
    except UnreadableFeed as error:
        raise NotFetched(Reason.BROKEN_FEED if error.is_feed else Reason.NOT_A_FEED) from error


def feeds_named(answer: Answer) -> list[str]:
    """Return the addresses of the feeds that a page names, its own before those of comments."""
    base, found = answer.address, []
    page = answer.content[:LONGEST_PAGE].decode("utf-8", "replace")
    tags = LINKS.clean("".join(tags_of(page)))
    for tag in re.findall(r"<(?:link|base) [^>]*>", tags):
        said = {name: html.unescape(value) for name, value in ATTRIBUTE.findall(tag)}
        if tag.startswith("<base"):
            base = urljoin(base, said.get("href", ""))
        elif "alternate" in said.get("rel", "").lower().split() and is_feed(said):
            found.append((bool(LESS.search(tag)), address_of(said.get("href"), base)))
    ordered = sorted(found, key=lambda pair: pair[0])
    return list(dict.fromkeys(address for _, address in ordered if address))


def tags_of(page: str) -> Iterator[str]:
    """Yield the tags that may name a feed, and no others; none that a comment or a script has."""
    closed_by = ""
    for tag in TAGS.findall(page):
        word = tag.lower()
        if closed_by:
            closed_by = "" if word == closed_by else closed_by
        elif word in CLOSED_BY:
            closed_by = CLOSED_BY[word]
        elif word.startswith(("<link", "<base")):
            yield tag


def is_feed(said: dict[str, str]) -> bool:
    return said.get("type", "").split(";")[0].strip().lower() in KINDS
