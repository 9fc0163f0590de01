"""Does what no reader waits for: sends mail, fetches feeds, and tidies up once an hour."""

import logging
import signal
import threading
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from aggregator.fetching import Fetchers
from aggregator.tidying import tidy_items
from contact.retention import forget_old_messages
from dialogue.mail import forget_sent, send_due
from dialogue.models import Heartbeat
from dialogue.moderation import tell_moderators
from dialogue.retention import forget_old
from guidelines.finding import forget_ended
from guidelines.retention import forget_old_signatures
from lean.circle import ask_authors
from lean.digest import send_digests
from lean.retention import forget_wishes
from municipality.attempts import forget_attempts
from publishing.search import index_missing

PAUSE = 2  # seconds between two rounds
TIDY_EVERY = timedelta(hours=1)

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Runs the background work until it is told to stop; with --once, one round of it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="One round, for cron.")

    def handle(self, *args: Any, **options: Any) -> str | None:
        if options["once"]:
            fetchers = Fetchers()
            sent = work(fetchers)
            tidy()
            fetchers.finish()
            return f"Mails sent: {sent}"
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_args: stop.set())
        fetchers, tidied = Fetchers(), None
        while not stop.is_set():
            tidied = one_round(fetchers, tidied)
            stop.wait(PAUSE)
        fetchers.stop()
        return None


def one_round(fetchers: Fetchers, tidied: datetime | None) -> datetime | None:
    """Work, and tidy when an hour has passed. A database that is away is waited for."""
    try:
        work(fetchers)
        if tidied is None or timezone.now() - tidied >= TIDY_EVERY:
            tidy()
            tidied = timezone.now()
    except DatabaseError:
        logger.exception("The database does not answer; the worker tries again.")
        close_old_connections()
    return tidied


def work(fetchers: Fetchers) -> int:
    Heartbeat.beat()
    fetchers.start_due()
    tell_moderators()
    return send_due()


def tidy() -> None:
    index_missing()
    forget_ended()
    ask_authors()
    send_digests()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    forget_attempts()
    forget_sent()
    forget_old()
    forget_old_messages()
    forget_old_signatures()
    forget_wishes()
    tidy_items()
