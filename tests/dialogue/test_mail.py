import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from post_office.models import STATUS, Email

from dialogue.mail import LEASE, claim, forget_sent, oldest_unsent, post, send_due
from dialogue.models import Heartbeat
from tests.factories import make_municipality
from tests.smtp import free_port, mail_server

pytestmark = pytest.mark.django_db

TO = "kari@oya.example"


@pytest.fixture
def inbox(settings):
    with mail_server(settings) as server:
        yield server


@pytest.fixture
def dead_server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()


def test_mail_arrives_with_its_letters(inbox):
    row = post(to=TO, subject="Ny melding på øya", text="Les den: http://oya.example/1/")

    sent = send_due()

    mail = inbox.messages[0]
    assert (sent, len(inbox.messages)) == (1, 1)
    assert mail["To"] == TO
    assert mail["Message-ID"] == row.message_id
    assert mail.get_payload(decode=True).decode().strip() == "Les den: http://oya.example/1/"


def test_mail_is_sent_once(inbox):
    post(to=TO, subject="En", text="x")
    send_due()

    again = send_due()

    assert (again, len(inbox.messages)) == (0, 1)


def test_mail_of_a_transaction_that_fails_is_never_sent(inbox):
    with suppress(IntegrityError), transaction.atomic():
        post(to=TO, subject="En", text="x")
        Heartbeat.objects.create(pk=2, beat_at=timezone.now())  # which the database refuses

    assert (send_due(), inbox.messages) == (0, [])


def test_line_break_in_a_subject_starts_no_header(inbox):
    post(to=TO, subject="Hei\nBcc: spion@evil.example", text="x")

    send_due()

    assert inbox.messages[0]["Bcc"] is None
    assert inbox.messages[0]["Subject"] == "Hei Bcc: spion@evil.example"


@pytest.mark.parametrize(
    "address", ["", "kari", "kari@oya.example\nBcc: x@y.example", "@", "a b@c.no"]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ValidationError):
        post(to=address, subject="En", text="x")

    assert Email.objects.count() == 0


def test_dead_server_is_tried_again_after_growing_pauses(dead_server, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    row = post(to=TO, subject="En", text="x")

    pauses = []
    for _ in range(7):
        time_machine.move_to(timezone.now(), tick=False)
        send_due()
        row.refresh_from_db()
        pauses.append((row.scheduled_time - timezone.now()) // timedelta(minutes=1))
        time_machine.move_to(row.scheduled_time, tick=False)

    assert pauses == [1, 2, 5, 10, 15, 15, 15]
    assert (row.status, row.logs.count()) == (STATUS.requeued, 7)


def test_mail_waits_for_the_server_to_come_back(dead_server, settings, time_machine):
    post(to=TO, subject="En", text="x")
    send_due()
    time_machine.move_to(timezone.now() + timedelta(minutes=1))

    with mail_server(settings) as inbox:
        send_due()

    assert [mail["Subject"] for mail in inbox.messages] == ["En"]


def test_refused_mail_says_why_and_holds_up_nobody(inbox, time_machine):
    inbox.refusals["borte@oya.example"] = "550 No such user"
    refused = post(to="borte@oya.example", subject="En", text="x")
    post(to=TO, subject="To", text="x")

    send_due()
    send_due()

    assert [mail["Subject"] for mail in inbox.messages] == ["To"]
    assert "550" in refused.logs.get().message


def test_killed_worker_leaves_its_mail_to_the_next(inbox, time_machine):
    row = post(to=TO, subject="En", text="x")
    claim()  # and then the worker is killed
    at_once = send_due()
    time_machine.move_to(timezone.now() + LEASE + timedelta(seconds=1))

    later = send_due()

    assert (at_once, later) == (0, 1)
    assert inbox.messages[0]["Message-ID"] == row.message_id


def test_oldest_unsent_forgets_what_has_arrived(inbox):
    post(to=TO, subject="En", text="x")
    before = oldest_unsent()

    send_due()

    assert (before is None, oldest_unsent()) == (False, None)


@pytest.mark.parametrize("number", [1, 3])
def test_outbox_is_listed_in_as_many_queries_for_3_as_for_1(
    admin_client, django_assert_num_queries, number
):
    for _ in range(number):
        post(to=TO, subject="En", text="x")

    with django_assert_num_queries(7):
        response = admin_client.get(reverse("admin:post_office_email_changelist"))

    assert response.context["cl"].result_count == number


def test_mail_that_went_at_once_has_not_failed(admin_client, inbox):
    row = post(to=TO, subject="En", text="x")
    send_due()

    page = admin_client.get(reverse("admin:post_office_email_change", args=[row.pk])).text

    assert "Sendt" in page
    assert re.findall(r'<div class="readonly">([^<]*)</div>', page)[-2:] == ["–", "0"]


def test_outbox_shows_the_reason_of_a_failure(admin_client, inbox):
    inbox.refusals[TO] = "550 No such user"
    row = post(to=TO, subject="En", text="x")
    send_due()

    response = admin_client.get(reverse("admin:post_office_email_change", args=[row.pk]))

    assert "550" in response.text
    assert 'name="_save"' not in response.text


def test_mail_server_that_hung_up_after_a_refusal_is_called_again(settings):
    with mail_server(settings) as server:
        server.refusals[TO] = "550 No such user"
        post(to=TO, subject="En", text="x")
        send_due()
    with mail_server(settings) as server:
        post(to="ola@oya.example", subject="To", text="x")

        sent = send_due()

    assert (sent, [mail["To"] for mail in server.messages]) == (1, ["ola@oya.example"])


@pytest.mark.parametrize(("days", "kept"), [(29, 1), (31, 0)])
def test_sent_mail_is_forgotten_when_the_privacy_statement_says(inbox, time_machine, days, kept):
    post(to=TO, subject="En", text="x")
    send_due()
    time_machine.move_to(timezone.now() + timedelta(days=days))

    forget_sent()

    assert Email.objects.count() == kept


def test_unsent_mail_is_never_forgotten(dead_server, time_machine):
    post(to=TO, subject="En", text="x")
    send_due()
    time_machine.move_to(timezone.now() + timedelta(days=400))

    forget_sent()

    assert Email.objects.count() == 1


@pytest.mark.parametrize("lang", ["nb", "nn"])
def test_outbox_has_no_english_words_of_the_library(admin_client, lang):
    make_municipality(lang=lang)
    row = post(to=TO, subject="En", text="x")
    addresses = [
        reverse("admin:post_office_email_changelist"),
        reverse("admin:post_office_email_change", args=[row.pk]),
    ]

    words = [
        word
        for address in addresses
        for word in re.findall(
            r"\b(Emails?|Post Office|Subject|Scheduled|Created|Retries|Message)\b",
            strip_tags(admin_client.get(address).text),
            re.IGNORECASE,
        )
    ]

    assert words == []


def test_outbox_says_in_local_time_when_a_mail_was_written(admin_client):
    row = post(to=TO, subject="En", text="x")
    Email.objects.update(created=datetime(2026, 11, 24, 20, 10, tzinfo=UTC))

    response = admin_client.get(reverse("admin:post_office_email_change", args=[row.pk]))

    assert "24.11.2026 21.10" in response.text
