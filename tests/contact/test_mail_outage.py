"""No mail server for an hour: citizens notice nothing, staff are told, and all of it arrives."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from post_office.models import STATUS, Email

from contact.models import Message
from dialogue.mail import send_due
from tests.contact.messages import make_supervisor, write
from tests.factories import make_municipality
from tests.smtp import free_port, mail_server, send_to

pytestmark = pytest.mark.django_db


def test_hundred_messages_outlive_a_mail_server_that_always_fails(settings):
    make_municipality()
    supervisor = make_supervisor()
    send_to(settings, port=free_port())  # where nobody listens
    for number in range(100):
        sender = Client(REMOTE_ADDR=f"198.51.100.{number}")
        write(sender, supervisor, message=f"Melding {number}", email=f"a{number}@oya.example")
    send_due()
    later = timezone.now() + timedelta(minutes=61)
    with time_machine.travel(later, tick=False):
        health = Client().get("/helse/")
    with (
        mail_server(settings) as inbox,
        time_machine.travel(later + timedelta(minutes=30), tick=False),
    ):
        sent = send_due()

    arrived = Counter(mail["Message-ID"] for mail in inbox.messages)
    assert Message.objects.count() == 100
    assert health.status_code == 503
    assert "mail" in health.json()["failing"]
    assert (sent, len(arrived), set(arrived.values())) == (200, 200, {1})
    assert set(Email.objects.values_list("status", flat=True)) == {STATUS.sent}
