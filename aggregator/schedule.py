"""When a source is asked again."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

USUAL = timedelta(minutes=30)
LONGEST = timedelta(days=1)  # the pauses grow to this and no more: nobody is given up


def after_success(now: datetime) -> datetime:
    return now + USUAL


def after_failure(now: datetime, *, failures: int, retry_after: str = "") -> datetime:
    """`failures` in a row; each doubles the pause. A website that asks for a longer one gets it."""
    growing = USUAL * (1 << min(failures - 1, 10))
    return now + min(max(growing, asked_for(retry_after, now)), LONGEST)


def asked_for(retry_after: str, now: datetime) -> timedelta:
    """Return the pause that a `Retry-After` asks for: seconds, or a date. Nothing for nonsense."""
    if retry_after.isdecimal() and len(retry_after) < 10:
        return timedelta(seconds=int(retry_after))
    try:
        date = parsedate_to_datetime(retry_after)
    except (TypeError, ValueError):
        return timedelta()
    pause: timedelta = (date if date.tzinfo else date.replace(tzinfo=UTC)) - now
    return pause
