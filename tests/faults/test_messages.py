"""A message to a supervisor that was acknowledged is kept, with both its mails."""

import random
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException
from threading import Event

import pytest

from tests.faults.site import Site, kill
from tests.faults.test_kills import LONG, wait_until
from tests.posting import open_form, request

MAKE_SUPERVISOR = "from tests.contact.messages import make_supervisor; print(make_supervisor().pk)"
# Each text, how many receipts there are of it, and how many notices.
TEXTS_AND_MAILS = """SELECT m.text,
(SELECT COUNT(*) FROM post_office_email e WHERE e.message LIKE '%/kvittering/' || m.key || '/%'),
(SELECT COUNT(*) FROM post_office_email e
 WHERE e.message LIKE '%/admin/contact/message/' || m.id || '/%')
FROM contact_message m"""


def contact_address(site: Site) -> str:
    return site.form.split("/blogg/")[0] + "/kontakt/"


def supervisor_of(site: Site) -> str:
    return site.manage("shell", "--verbosity", "0", "--command", MAKE_SUPERVISOR).strip()


def keep_writing(
    site: Site, supervisor: str, client: str, stop: Event, acknowledged: list[str], sender: str
) -> None:
    """Send one message after another, and note those that were acknowledged."""
    address, number = contact_address(site), 0
    while not stop.is_set():
        number += 1
        text = f"Melding {client}-{number}"
        written = {"supervisor": supervisor, "subject": "Hei", "message": text, "step": "send"}
        try:
            form = open_form(address, email=f"m{client}-{number}@oya.example", **written)
            answer = request(address, form, sender=sender)
        except (OSError, HTTPException):
            continue  # it starts, or it is killed: `stop` says which
        if answer.status == 302:
            acknowledged.append(text)


def one_round(site: Site, supervisor: str, number: int) -> list[str]:
    """Four clients write until the web server is killed in the middle of it."""
    stop, acknowledged = Event(), []
    with site.web() as web, ThreadPoolExecutor(4) as pool:
        for client in range(4):
            sender, name = f"10.{number // 250}.{number % 250}.{client}", f"{number}-{client}"
            pool.submit(keep_writing, site, supervisor, name, stop, acknowledged, sender)
        try:
            wait_until(lambda: len(acknowledged) >= 5)
            time.sleep(random.random() * 0.4)  # noqa: S311
        finally:
            kill(web)
            stop.set()
    return acknowledged


@pytest.mark.parametrize("rounds", [1, pytest.param(100, marks=LONG)])
def test_acknowledged_messages_survive_a_killed_web_server(tmp_path, rounds):
    site = Site(tmp_path)
    supervisor = supervisor_of(site)

    acknowledged, whole = [], []
    for number in range(rounds):
        acknowledged += one_round(site, supervisor, number)
        whole += site.ask("PRAGMA integrity_check")
        # Two hours pass, or the form would close before so many.
        site.change("UPDATE contact_message SET created_at = datetime(created_at, '-2 hours')")

    stored = site.ask(TEXTS_AND_MAILS)
    texts = Counter(row[0] for row in stored)
    print(f"{rounds} rounds, {len(acknowledged)} acknowledged, {len(stored)} stored")  # noqa: T201
    assert len(acknowledged) >= 5 * rounds
    assert [text for text in acknowledged if texts[text] != 1] == []
    assert [row for row in stored if row[1:] != (1, 1)] == []
    assert whole == [("ok",)] * rounds


@pytest.fixture
def written(site: Site) -> dict[str, str]:
    """A form that somebody has filled in."""
    said = {"subject": "Hei", "message": "En hel kveld med tanker.", "step": "send"}
    return open_form(contact_address(site), supervisor=supervisor_of(site), **said)


@pytest.fixture
def site(tmp_path) -> Iterator[Site]:
    """A running site on a disk of its own, that can be filled."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(tmp_path)]
    if subprocess.run(mount, check=False).returncode:  # noqa: S603
        pytest.skip("only root may mount a small disk")
    try:
        made = Site(tmp_path)
        with made.worker(), made.web():  # as `serve` runs them
            yield made
    finally:
        subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)  # noqa: S603, S607


def expect_text_back_and_readers_undisturbed(site: Site, written: dict[str, str]) -> None:
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(request, contact_address(site), written)
        pages = [request(site.form.removesuffix("kommenter/")).status for _ in range(20)]
        refused = sending.result()

    assert pages == [200] * 20
    assert refused.status == 503
    assert written["message"] in refused.text


@LONG
def test_locked_database_gives_the_text_back(site, written):
    link = sqlite3.connect(site.folder / "db.sqlite3", isolation_level=None)
    link.execute("BEGIN IMMEDIATE")

    expect_text_back_and_readers_undisturbed(site, written)

    link.execute("ROLLBACK")
    link.close()
    assert request(contact_address(site), written).status == 302


@LONG
def test_full_disk_gives_the_text_back(site, written):
    filler = site.folder / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)

    expect_text_back_and_readers_undisturbed(site, written)

    filler.unlink()
    assert request(contact_address(site), written).status == 302
