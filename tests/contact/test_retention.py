from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from contact.handling import answer, handle
from contact.models import Message
from contact.retention import forget_old_messages
from tests.contact.messages import make_message
from tests.factories import make_municipality, make_user

pytestmark = pytest.mark.django_db


def closed(*, days: int, triage: str, **fields: Any) -> Message:
    moment = timezone.now() - timedelta(days=days)
    assessed = {"triage": triage, "triage_by": make_user(), "triage_at": moment} if triage else {}
    message = make_message(status="avsluttet", closed_at=moment, **assessed, **fields)
    message.notes.create(text="Notat", made_by=make_user())
    return message


@pytest.mark.parametrize(
    ("days", "triage", "reference", "stays"),
    [
        (366, "ingen", "", False),
        (364, "ingen", "", True),
        (366, "", "", True),  # not assessed
        (3_000, "", "", True),
        (366, "journal", "", True),  # not in the archive yet
        (366, "journal", "26/1", False),
        (366, "arkiv", "", True),
        (366, "feil", "", False),
    ],
)
def test_closed_message_goes_after_a_year_and_never_unassessed(days, triage, reference, stays):
    make_municipality()
    closed(days=days, triage=triage, archive_reference=reference)

    forget_old_messages()

    assert Message.objects.exists() == stays


def test_answered_message_goes_as_a_closed_one_does():
    make_municipality()
    message = closed(days=366, triage="ingen")
    handle(message, status="ny", assigned_to=None)
    with time_machine.travel(timezone.now() - timedelta(days=366)):
        answer(message, by=make_user(), text="Svar", lang="nb", token="a" * 22)

    forget_old_messages()

    assert Message.objects.count() == 0


def test_open_message_stays_however_old():
    make_municipality()
    make_message(created_at=timezone.now() - timedelta(days=3_000))

    forget_old_messages()

    assert Message.objects.count() == 1


def test_dry_run_counts_and_deletes_nothing(capsys):
    make_municipality()
    closed(days=366, triage="ingen")

    call_command("forget", "--dry-run")

    assert Message.objects.count() == 1
    assert forget_old_messages(dry_run=True) == {"messages": 1, "message_sender": 0}


def test_mark_of_the_sender_is_gone_after_a_day():
    make_municipality()
    message = make_message(sender="abc", created_at=timezone.now() - timedelta(hours=25))

    forget_old_messages()

    message.refresh_from_db()
    assert message.sender == ""
