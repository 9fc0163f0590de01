"""A mail server that is away, hangs, refuses or hangs up: citizens do not notice, and staff see
why."""

from datetime import timedelta
from threading import Thread

import pytest
from django.conf import settings as site
from django.db import connection
from django.utils import timezone
from post_office.models import STATUS, Email, Log

from dialogue.contribution import Contribution
from dialogue.mail import post, send_due
from tests.sending import send
from tests.smtp import free_port, mail_server, send_to, silent_server

pytestmark = pytest.mark.django_db

TO = "kari@oya.example"


def reasons() -> list[str]:
    return list(Log.objects.order_by("pk").values_list("message", flat=True))


def send_in_a_thread() -> None:
    try:
        send_due()
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_comment_is_taken_while_the_worker_hangs_at_the_mail_server(client, settings, form_address):
    settings.EMAIL_TIMEOUT = 60
    post(to=TO, subject="En", text="x")
    with silent_server(settings) as server:
        worker = Thread(target=send_in_a_thread)
        worker.start()
        server.called.wait(30)

        response = send(client, form_address, text="Hei", email="ola@oya.example")

        hangs, calls = worker.is_alive(), server.calls
        server.hang_up.set()
        worker.join()
    assert (response.status_code, hangs, calls) == (302, True, 1)
    assert [(mail.to, mail.status) for mail in Email.objects.order_by("pk")] == [
        ([TO], STATUS.requeued),
        (["ola@oya.example"], STATUS.queued),
    ]
    assert reasons() == ["Connection unexpectedly closed"]


def test_request_calls_no_mail_server(client, settings, form_address):
    with silent_server(settings) as server:
        send(client, form_address, text="Hei", email="ola@oya.example")

        row = Contribution.objects.get()
        client.post(row.get_absolute_url(), {"verb": "take_back"})

        assert (server.calls, Email.objects.count(), reasons()) == (0, 1, [])


def test_comment_is_taken_though_no_mail_server_is_there(
    client, settings, form_address, time_machine
):
    send_to(settings, port=free_port())

    response = send(client, form_address, text="Hei", email="ola@oya.example")
    time_machine.move_to(timezone.now() + timedelta(minutes=1))
    sent = send_due()

    assert (response.status_code, sent, Email.objects.get().status) == (302, 0, STATUS.requeued)
    assert "refused" in reasons()[0]


def test_server_that_never_answers_is_left_after_a_while(settings):
    post(to=TO, subject="En", text="x")
    settings.EMAIL_TIMEOUT = 0.1

    with silent_server(settings):
        sent = send_due()

    assert (sent, ["timed out" in reason for reason in reasons()]) == (0, [True])


def test_site_waits_at_most_half_a_minute_for_a_mail_server():
    assert 0 < site.EMAIL_TIMEOUT <= 30


@pytest.mark.parametrize("answer", ["550 No such user", "451 Try later", "421 Too busy"])
def test_mails_to_others_flow_past_one_that_is_refused(settings, time_machine, answer):
    for number in range(6):
        post(to=f"a{number}@oya.example", subject=str(number), text="x")
    with mail_server(settings) as inbox:
        inbox.refusals["a2@oya.example"] = answer
        rounds = [send_due(), send_due()]
        inbox.refusals.clear()
        time_machine.move_to(timezone.now() + timedelta(minutes=1))

        later = send_due()

    assert (rounds, later) == ([2, 3], 1)
    assert [mail["Subject"] for mail in inbox.messages] == ["0", "1", "3", "4", "5", "2"]
    assert [answer[:3] in reason for reason in reasons()] == [True]


def test_server_that_hangs_up_before_its_receipt_gets_the_same_mail_again(settings, time_machine):
    row = post(to=TO, subject="En", text="x")
    with mail_server(settings) as inbox:
        inbox.to_drop = 1
        send_due()
        time_machine.move_to(timezone.now() + timedelta(minutes=1))

        send_due()

    assert [mail["Message-ID"] for mail in inbox.messages] == [row.message_id] * 2
    row.refresh_from_db()
    assert (row.status, len(reasons())) == (STATUS.sent, 1)
