"""A few threads that fetch what is due, so that a website that is slow delays nobody else."""

import logging
import threading

from django.conf import settings
from django.db import DatabaseError, connection

from aggregator.fetch import claim, fetch
from aggregator.source import Source

logger = logging.getLogger(__name__)


class Fetchers:
    def __init__(self) -> None:
        self.threads: list[threading.Thread] = []
        self.stopped = threading.Event()

    def start_due(self) -> None:
        """See to it that threads are at work as long as something is due. Waits for none."""
        self.threads = [thread for thread in self.threads if thread.is_alive()]
        free = settings.FEED_THREADS - len(self.threads)
        due = Source.objects.due()[:free].count() if free else 0
        for _ in range(due):
            # What a thread leaves half done when the worker ends is due again.
            thread = threading.Thread(target=self.work, daemon=True)
            thread.start()
            self.threads.append(thread)

    def work(self) -> None:
        try:
            while not self.stopped.is_set() and (source := claim()):
                fetch(source)
        except DatabaseError:
            logger.exception("The database does not answer; feeds are fetched later.")
        finally:
            connection.close()

    def finish(self) -> None:
        """Wait until nothing is due."""
        for thread in self.threads:
            thread.join()

    def stop(self) -> None:
        self.stopped.set()


def fetch_all() -> int:
    """Ask all that are followed, also those that are not due. Return how many answered."""
    asked = list(Source.objects.fetched().values_list("pk", flat=True))
    Source.objects.filter(pk__in=asked).update(next_fetch_at=None)
    fetchers = Fetchers()
    fetchers.start_due()
    fetchers.finish()
    return Source.objects.filter(pk__in=asked, failures=0).count()
