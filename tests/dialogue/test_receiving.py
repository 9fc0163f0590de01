"""What becomes of a form that has come in."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from dialogue import senders, spam
from dialogue.contribution import Contribution
from tests.factories import make_comment, make_post
from tests.posting import open_form, request
from tests.sending import hidden_fields, send
from tests.utsira.test_errors import full, locked, only_sqlite

pytestmark = pytest.mark.django_db


def writes_wait() -> AbstractContextManager[None]:
    return locked("dialogue_contribution")


def reasons() -> list[str]:
    return list(Contribution.objects.order_by("pk").values_list("held_for", flat=True))


def states() -> list[str]:
    return list(Contribution.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize(
    ("seconds", "state", "held_for"), [(1, "waiting", "fast"), (3, "published", "")]
)
def test_what_is_sent_faster_than_people_write_waits(
    client, open_form_address, seconds, state, held_for
):
    send(client, open_form_address, after=seconds, text="Hei")

    assert (states(), reasons()) == ([state], [held_for])


def test_trap_that_is_filled_in_holds_and_throws_nothing_away(client, open_form_address):
    response = send(client, open_form_address, text="Hei", website="http://x.example")

    row = Contribution.objects.get()
    assert response.headers["Location"] == row.get_absolute_url()
    assert (row.state, row.text, row.held_for) == ("waiting", "Hei", "trap")


def test_text_that_has_come_before_waits_for_a_month(client, open_form_address, time_machine):
    send(client, open_form_address, text="Hei")
    send(client, open_form_address, text="hei")
    send(client, open_form_address, text="Hei")
    time_machine.move_to(timezone.now() + spam.MEMORY + timedelta(minutes=1))

    send(client, open_form_address, text="Hei")

    assert reasons() == ["", "", "duplicate", ""]


@pytest.mark.parametrize("found", [0, 11])
def test_mailbox_of_somebody_else_is_not_filled(client, open_form_address, found):
    post = make_post()
    for _ in range(found):
        make_comment(post, email="Ola@Oya.example")

    send(client, open_form_address, text="Hei", email="ola@oya.example")

    assert Email.objects.count() == (0 if found else 1)


def test_eleventh_of_ten_minutes_waits(client, open_form_address):
    for number in range(12):
        send(client, open_form_address, text=f"Nummer {number}")

    assert states() == ["published"] * 10 + ["waiting"] * 2
    assert reasons() == [""] * 10 + ["many"] * 2


def test_flood_from_many_is_held_before_the_form_closes(client, open_form_address, monkeypatch):
    monkeypatch.setattr(senders, "CROWD", 3)
    monkeypatch.setattr(senders, "MOST_FROM_ALL", 5)

    answers = []
    for number in range(7):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        answers.append(send(client, open_form_address, text=f"Nummer {number}"))

    assert states() == ["published"] * 3 + ["waiting"] * 2
    assert [answer.status_code for answer in answers] == [302] * 5 + [503] * 2
    assert "Nummer 6" in answers[6].text


def test_one_sender_alone_never_closes_the_form_for_others(client, open_form_address, monkeypatch):
    monkeypatch.setattr(senders, "MOST_FROM_ALL", 20)
    for number in range(30):
        send(client, open_form_address, text=f"Nummer {number}")

    send(Client(REMOTE_ADDR="192.0.2.1"), open_form_address, text="En annen")

    assert (len(states()), states()[-1]) == (31, "published")


def test_much_text_from_one_gives_the_form_back(client, open_form_address, monkeypatch):
    monkeypatch.setattr(senders, "MOST_FROM_ONE", 10)
    send(client, open_form_address, text="a" * 11)

    response = send(client, open_form_address, text="Det siste ordet")

    assert (response.status_code, len(states())) == (429, 1)
    assert "Du må rette disse feilene" not in response.text
    assert "Det siste ordet" in response.text


def test_no_log_says_who_wrote(caplog, open_form_address, monkeypatch):
    monkeypatch.setattr(senders, "MOST_FROM_ONE", 60)
    client = Client(REMOTE_ADDR="192.0.2.77")
    wrote = {"name": "Ola Løken (demo)", "email": "ola@oya.example"}
    caplog.set_level("DEBUG")

    answers = [
        send(client, open_form_address, text="", **wrote),
        client.post(open_form_address, wrote | {"text": "Hei"}, headers={"origin": "http://x.no"}),
        send(client, open_form_address, text="Hei", website="http://x.no", **wrote),
        send(client, open_form_address, text="Hei " * 20, **wrote),
        send(client, open_form_address, text="Ett ord til", **wrote),
    ]

    assert [answer.status_code for answer in answers] == [422, 403, 302, 302, 429]
    assert "Unprocessable" in caplog.text
    keys = Contribution.objects.values_list("sender", "key").first()
    known = [*wrote.values(), "192.0.2", "Løken", *keys]
    assert [word for word in known if word in caplog.text] == []


@pytest.mark.django_db(transaction=True)
def test_twenty_equal_posts_at_once_store_one(live_server, form_address):
    address = live_server.url + form_address
    fields = open_form(address, text="Hei", email="ola@oya.example")

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: request(address, fields), range(20)))

    row = Contribution.objects.get()
    assert {answer.status for answer in answers} == {302}
    assert {answer.location for answer in answers} == {row.get_absolute_url()}
    assert (Email.objects.count(), row.comment.contribution_id) == (1, row.pk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trouble", [writes_wait, pytest.param(full, marks=only_sqlite)])
def test_database_that_takes_nothing_gives_a_page_that_sends_again(form_address, trouble):
    client = Client(raise_request_exception=False)
    text = "Ordene mine " * 4_000

    with trouble():
        response = send(client, form_address, text=text, email="ola@oya.example")
    again = client.post(form_address, hidden_fields(response))

    assert (response.status_code, hidden_fields(response)["text"]) == (503, text)
    assert (again.status_code, len(states()), Email.objects.count()) == (302, 1, 1)
