"""A full round of 200 followed sources beside a site that serves readers.

    sudo .venv/bin/python -m bench.feeds

Makes a database and a small internet of its own (a network namespace, so it takes root), in which
200 websites answer 304. Prints the seconds of the round, which must stay under 60, and what the
front page costs a reader meanwhile as a multiple of what it costs when nothing is fetched. Then the
same with 20 websites among the 200 that never answer.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection
from statistics import quantiles

PORT = "8791"
os.environ |= {"DATA_DIR": tempfile.mkdtemp(prefix="utsira-bench-"), "HTTPS": "0", "DEBUG": "0"}
os.environ |= {"DJANGO_SETTINGS_MODULE": "utsira.settings", "PORT": PORT}

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from aggregator.fetching import fetch_all  # noqa: E402
from municipality.models import Municipality  # noqa: E402
from tests.aggregator.internet import Internet, answer, entered  # noqa: E402
from tests.factories import make_item, make_source  # noqa: E402
from utsira.management.commands.serve import WEB  # noqa: E402

SOURCES, ITEMS, SILENT = 200, 20, 20
LIMIT = 60  # seconds


class Reader(threading.Thread):
    """Asks for the front page again and again, and keeps what each answer took."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.took: list[float] = []
        self.failed = 0

    def run(self) -> None:
        while True:
            began = time.perf_counter()
            if front_page_answers():
                self.took.append(time.perf_counter() - began)
            else:
                self.failed += 1
            time.sleep(0.02)

    def p95(self) -> float:
        """Return the milliseconds that 19 of 20 answers since the last time stayed under."""
        took, self.took = self.took, []
        return quantiles(took, n=20)[-1] * 1000


def fill() -> None:
    Municipality.objects.create(pk=1, name="Øya kommune", lang="nb")
    for number in range(SOURCES):
        source = make_source(
            feed_address=f"http://s{number}.example/feed", etag='"1"', next_fetch_at=timezone.now()
        )
        for _ in range(ITEMS):
            make_item(source)


def hang(*_: object) -> None:
    time.sleep(20)


def open_websites(internet: Internet, *, silent: int) -> None:
    for number in range(SOURCES):
        website = hang if number < silent else answer(b"", status=304)
        internet.page(f"http://s{number}.example/feed", website)


def front_page_answers() -> bool:
    link = HTTPConnection("127.0.0.1", int(PORT), timeout=30)
    try:
        link.request("GET", "/")
        return link.getresponse().status == 200
    except OSError:
        return False
    finally:
        link.close()


def wait_for_the_site() -> None:
    for _ in range(300):
        if front_page_answers():
            return
        time.sleep(0.2)
    sys.exit("The site does not answer.")


def measure(reader: Reader, silent: int) -> float:
    reader.took.clear()
    time.sleep(5)
    before = reader.p95()
    with entered() as internet:
        open_websites(internet, silent=silent)
        began = time.monotonic()
        answered = fetch_all()
        seconds = time.monotonic() - began
    meanwhile = reader.p95()
    print(  # noqa: T201
        f"{SOURCES} sources, {silent} silent: {seconds:5.1f} s, {answered} answered; front page "
        f"p95 {before:.0f} ms before, {meanwhile:.0f} ms meanwhile ({meanwhile / before:.1f} "
        f"times), {reader.failed} failed"
    )
    return seconds


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    fill()
    connection.close()
    web = subprocess.Popen([*WEB, "--port", PORT])  # noqa: S603
    try:
        wait_for_the_site()
        reader = Reader()
        reader.start()
        seconds = measure(reader, silent=0)
        measure(reader, silent=SILENT)
    finally:
        web.terminate()
        web.wait()
    sys.exit(seconds > LIMIT)


if __name__ == "__main__":
    main()
