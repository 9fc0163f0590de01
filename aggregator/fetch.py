"""Asks one source for what is new, and writes down how it went."""

import logging
import threading
from datetime import timedelta
from hashlib import sha256

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from aggregator import schedule
from aggregator.feed import Feed
from aggregator.pictures import copy_pictures
from aggregator.reading import UnreadableFeed, read
from aggregator.reason import Reason
from aggregator.source import Source
from aggregator.storing import store
from aggregator.transport import Answer, NotFetched, get

MOVED = 5  # times in a row that it says so, before we believe that it has moved for good
LEASE = timedelta(minutes=5)  # a worker that is killed leaves its source to the next one
ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
REASONS = {
    401: Reason.NOT_ALLOWED,
    403: Reason.NOT_ALLOWED,
    404: Reason.NOT_FOUND,
    410: Reason.GONE,
    429: Reason.BUSY,
    503: Reason.BUSY,
}
# Columns that a fetch writes: staff may be changing the others at the same time.
WRITTEN = tuple(name for name in Source.FETCHED if name != "paused_at")

# The threads of a worker write in turn: whoever answers a reader waits for one of them at most.
writing = threading.Lock()
logger = logging.getLogger(__name__)


class Failure(Exception):
    def __init__(self, reason: Reason, *, retry_after: str = "") -> None:
        super().__init__(reason)
        self.reason, self.retry_after = reason, retry_after


def claim() -> Source | None:
    """Take the source that is due, so that nobody else asks it too."""
    now = timezone.now()
    with writing, transaction.atomic():
        due = Source.objects.due(now).select_for_update(skip_locked=True)
        source: Source | None = due.first()
        if source:
            source.next_fetch_at = now + LEASE
            source.save(update_fields=["next_fetch_at"])
    return source


def fetch(source: Source) -> None:
    """Ask a source. Whatever goes wrong stands at the source afterwards, in words; only a database
    that is away is an error here."""
    try:
        answer = get(source.feed_address, headers=conditions(source))
        succeed(source, answer, feed_in(answer, source))
        copy_pictures(source)
    except (NotFetched, Failure) as failure:
        fail(source, failure.reason, retry_after=getattr(failure, "retry_after", ""))
    except (OperationalError, InterfaceError):
        raise
    # Nothing that a feed says may stop the others.
    except Exception:
        logger.exception("The feed of source %s could not be stored", source.pk)
        fail(source, Reason.FAULT_HERE)


def conditions(source: Source) -> dict[str, str]:
    """Ask for the feed only if it has changed."""
    known = {"If-None-Match": source.etag, "If-Modified-Since": source.last_modified}
    return {"Accept": ACCEPT} | {name: value for name, value in known.items() if value}


def feed_in(answer: Answer, source: Source) -> Feed | None:
    """Return what the feed says; None where it says what it said before. Raises Failure."""
    if answer.status == 304 and (source.etag or source.last_modified):
        return None
    if answer.status != 200:
        there = Reason.FAULT_THERE if answer.status >= 500 else Reason.STRANGE_ANSWER
        reason = REASONS.get(answer.status, there)
        raise Failure(reason, retry_after=answer.headers.get("retry-after", ""))
    if digest_of(answer) == source.content_digest:
        return None
    try:
        kind = answer.headers.get("content-type", "")
        return read(answer.content, content_type=kind, address=answer.address)
    except UnreadableFeed as error:
        raise Failure(reason_of(error)) from error


def digest_of(answer: Answer) -> str:
    return sha256(answer.content).hexdigest()


def reason_of(error: UnreadableFeed) -> Reason:
    if error.too_much:
        return Reason.TOO_LARGE
    return Reason.BROKEN_FEED if error.is_feed else Reason.NOT_A_FEED


def succeed(source: Source, answer: Answer, feed: Feed | None) -> None:
    now = timezone.now()
    with writing, transaction.atomic():
        if not Source.objects.select_for_update().filter(pk=source.pk).exists():
            return  # deleted while it was asked
        if feed is not None:
            store(source, feed, now=now)
            source.content_digest = digest_of(answer)
        if answer.status == 200:
            source.etag = answer.headers.get("etag", "")
            source.last_modified = answer.headers.get("last-modified", "")[:100]
        opened = open_again(source)
        source.last_attempt_at = source.last_success_at = now
        source.next_fetch_at = schedule.after_success(now)
        source.forget_failures()
        source.save(update_fields=[*WRITTEN, *opened, *learn_move(source, answer.moved_to)])


def open_again(source: Source) -> list[str]:
    """What was closed for good, and answers otherwise when a person asks, is not. Return the
    columns that this changes."""
    if not (source.is_paused and source.reason == Reason.GONE):
        return []
    source.paused_at = None
    return ["paused_at"]


def learn_move(source: Source, moved_to: str) -> list[str]:
    """Count how often in a row the website says that the feed has moved for good to the same
    place, and believe it in the end. Return the columns that this changes."""
    if not moved_to or len(moved_to) > 500:
        source.moved_to, source.moved_times = "", 0
        return []
    times = source.moved_times + 1 if moved_to == source.moved_to else 1
    source.moved_times = min(times, MOVED)
    source.moved_to = moved_to
    is_taken = Source.objects.filter(feed_address=moved_to).exists()
    if source.moved_times < MOVED or is_taken:
        return []
    logger.info("Source %s has moved to %s", source.pk, moved_to)
    source.feed_address, source.moved_to, source.moved_times = moved_to, "", 0
    return ["feed_address"]


def fail(source: Source, reason: Reason, *, retry_after: str = "") -> None:
    """What has been fetched before still stands. A feed that is closed for good is not asked again
    until a person says so; all others are, for ever."""
    now = timezone.now()
    names = [*WRITTEN, *open_again(source)]
    source.last_attempt_at, source.reason = now, reason
    source.failures += 1
    source.failing_since = source.failing_since or now
    source.next_fetch_at = schedule.after_failure(
        now, failures=source.failures, retry_after=retry_after
    )
    if reason == Reason.GONE:
        source.paused_at = now
        names.append("paused_at")
    with writing:
        written = {name: getattr(source, name) for name in names}
        Source.objects.filter(pk=source.pk).update(**written)
