"""What was acknowledged is kept, and what was to be sent arrives, whatever is killed."""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from threading import Event

import pytest

from tests.faults.site import Site, kill
from tests.posting import open_form, request
from tests.smtp import mail_server

LONG = pytest.mark.faults
TEXTS_AND_MAILS = """SELECT c.text, (SELECT COUNT(*) FROM post_office_email e
WHERE e.message LIKE '%/innspill/' || c.key || '/%') FROM dialogue_contribution c"""
# Or the rounds, on a quick machine, would be the flood in an hour for which the form is closed.
LONG_AGO = "UPDATE dialogue_contribution SET created_at = '2020-01-01 00:00:00'"


def keep_posting(
    site: Site, client: str, stop: Event, acknowledged: list[str], sender: str = ""
) -> None:
    """Post one comment after another, and note those that were acknowledged."""
    number = 0
    while not stop.is_set():
        number += 1
        text = f"Innlegg {client}-{number}"
        try:
            form = open_form(site.form, text=text, email=f"a{client}-{number}@oya.example")
            answer = request(site.form, form, sender=sender)
        except (OSError, HTTPException):
            continue  # it starts, or it is killed: `stop` says which
        if answer.status == 302:
            acknowledged.append(text)


def one_round(site: Site, number: int, *, many: bool) -> list[str]:
    """Four clients post until the web server is killed in the middle of it."""
    stop, acknowledged = Event(), []
    with site.web() as web, ThreadPoolExecutor(4) as pool:
        for client in range(4):
            sender = f"10.{number // 250}.{number % 250}.{client}" if many else ""
            pool.submit(keep_posting, site, f"{number}-{client}", stop, acknowledged, sender)
        try:
            wait_until(lambda: len(acknowledged) >= 5)
            time.sleep(random.random() * 0.4)  # noqa: S311
        finally:  # or the clients would go on for ever
            kill(web)
            stop.set()
    return acknowledged


@pytest.mark.parametrize(
    ("rounds", "many"),
    [
        pytest.param(1, True, id="short"),
        pytest.param(50, False, id="one-address", marks=LONG),
        pytest.param(50, True, id="many-addresses", marks=LONG),
    ],
)
def test_acknowledged_comments_survive_a_killed_web_server(tmp_path, rounds, many):
    site = Site(tmp_path)

    acknowledged, whole = [], []
    for number in range(rounds):
        acknowledged += one_round(site, number, many=many)
        whole += site.ask("PRAGMA integrity_check")
        site.change(LONG_AGO)

    stored = site.ask(TEXTS_AND_MAILS)
    texts = Counter(text for text, _mails in stored)
    print(f"{rounds} rounds, {len(acknowledged)} acknowledged, {len(stored)} stored")  # noqa: T201
    assert len(acknowledged) >= 5 * rounds
    assert [text for text in acknowledged if texts[text] != 1] == []
    assert [row for row in stored if row[1] != 1] == []
    assert whole == [("ok",)] * rounds


@pytest.mark.parametrize(("mails", "kills"), [(20, 1), pytest.param(200, 10, marks=LONG)])
def test_mails_arrive_though_the_worker_is_killed(tmp_path, settings, mails, kills):
    site = Site(tmp_path)
    post = "from dialogue.mail import post\nfor n in range({}): post(to=f'a{{n}}@oya.example', "
    post += "subject='Hei', text='x')"
    site.manage("shell", "--verbosity", "0", "--command", post.format(mails))
    with mail_server(settings) as inbox:
        site.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{settings.EMAIL_PORT}"
        for _ in range(kills):
            with site.worker() as worker:
                enough = len(inbox.messages) + mails // (kills + 2)
                wait_until(lambda goal=enough: len(inbox.messages) >= goal)
                kill(worker)
        # The lease of those that were under way passes.
        site.change(
            "UPDATE post_office_email SET scheduled_time = '2020-01-01 00:00:00' WHERE status != 0"
        )
        with site.worker():
            wait_until(lambda: site.ask(UNSENT) == [(0,)])

    arrived = Counter(mail["Message-ID"] for mail in inbox.messages)
    expected = {row[0] for row in site.ask("SELECT message_id FROM post_office_email")}
    print(f"{kills} kills, {mails} mails, {arrived.total() - mails} duplicates")  # noqa: T201
    assert set(arrived) == expected
    assert len(expected) == mails
    assert arrived.total() - mails <= kills
    assert max(arrived.values()) <= 1 + kills


UNSENT = "SELECT COUNT(*) FROM post_office_email WHERE status != 0"


def wait_until(holds: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.005)
