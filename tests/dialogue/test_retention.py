from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from dialogue.contribution import Contribution
from dialogue.decision import Complaint, Decision
from dialogue.moderation import hide, mark_spam, take_back
from dialogue.retention import RULES, forget_old
from dialogue.spam import is_repeated
from tests.factories import make_comment, make_municipality, make_post, make_user

pytestmark = pytest.mark.django_db

NOTHING = dict.fromkeys(RULES, 0)
WORDS = {"text": "Ordene", "name": "Ola", "email": "ola@oya.example", "sender": "avtrykk"}


def after(time_machine: Any, **time: int) -> None:
    time_machine.move_to(timezone.now() + timedelta(**time), tick=False)


def words_of(row: Contribution) -> tuple[str, ...]:
    row.refresh_from_db()
    return row.text, row.name, row.email


def test_every_rule_is_a_row_of_the_privacy_statement():
    assert set(RULES) < set(settings.RETENTION)


def test_what_is_new_is_kept():
    for state in ("waiting", "published"):
        make_comment(state=state, **WORDS)
    hide(make_comment(**WORDS), by=None, rule="tema")
    mark_spam(make_comment(**WORDS), by=None)

    assert forget_old() == NOTHING


def test_sender_is_forgotten_after_a_day(time_machine):
    row = make_comment(**WORDS)
    after(time_machine, hours=24)

    assert forget_old() == NOTHING | {"sender": 1}
    row.refresh_from_db()
    assert (row.sender, row.text) == ("", "Ordene")


def test_address_is_forgotten_after_a_year_and_the_comment_stays(time_machine):
    row = make_comment(**WORDS | {"sender": ""}, email_confirmed_at=timezone.now())
    after(time_machine, days=364)
    assert forget_old() == NOTHING
    after(time_machine, days=1)

    assert forget_old() == NOTHING | {"contribution_email": 1}
    assert words_of(row) == ("Ordene", "Ola", "")
    assert row.email_confirmed_at is None


def test_hidden_words_are_erased_after_90_days_and_the_place_stays(client, time_machine):
    make_municipality()
    post = make_post()
    row = make_comment(post, **WORDS | {"sender": ""})
    answer = make_comment(post, answers=row, about_excerpt="Ordene")
    hide(row, by=None, rule="tema")
    after(time_machine, days=89)
    assert forget_old() == NOTHING
    after(time_machine, days=2)

    assert forget_old() == NOTHING | {"hidden_text": 1}
    assert forget_old() == NOTHING
    assert words_of(row) == ("", "", "")
    answer.refresh_from_db()
    assert answer.about_excerpt == ""
    page = client.get(post.get_absolute_url()).text
    assert f'id="innspill-{row.pk}"' in page
    assert client.get(row.get_absolute_url()).status_code == 200


def test_digest_of_a_text_goes_with_the_text(time_machine):
    hidden, taken_back = make_comment(**WORDS), make_comment(**WORDS)
    before = is_repeated("Ordene")
    hide(hidden, by=None, rule="tema")
    take_back(taken_back)
    after(time_machine, days=91)

    forget_old()

    assert (before, is_repeated("Ordene"), is_repeated("")) == (True, False, False)
    assert list(Contribution.objects.values_list("text_digest", flat=True)) == ["", ""]


def test_open_complaint_keeps_what_it_is_about(time_machine):
    hidden, spam = make_comment(**WORDS), make_comment(**WORDS)
    hide(hidden, by=None, rule="tema")
    mark_spam(spam, by=None)
    for row in (hidden, spam):
        row.complaints.create(text="Feil.")
    after(time_machine, days=400)

    forgotten = forget_old()

    assert forgotten == NOTHING | {"sender": 2}
    assert words_of(hidden) == words_of(spam) == ("Ordene", "Ola", "ola@oya.example")


def test_decided_complaint_is_forgotten_after_90_days(time_machine):
    row = make_comment(text="Ordene")
    row.complaints.create(text="Feil.", outcome="repealed", answer="Ja.", decided_at=timezone.now())
    after(time_machine, days=91)

    assert forget_old() == NOTHING | {"complaints": 1}
    assert list(Complaint.objects.values_list("text", "answer", "outcome")) == [
        ("", "", "repealed")
    ]


def test_spam_is_deleted_after_30_days_and_the_log_still_counts_it(time_machine):
    mark_spam(make_comment(**WORDS | {"sender": ""}), by=make_user())
    after(time_machine, days=31)

    assert forget_old() == NOTHING | {"spam": 1}
    assert Contribution.objects.count() == 0
    assert Decision.objects.get().outcome == "spam"


def test_spam_that_somebody_answered_is_erased_instead(time_machine):
    post = make_post()
    row = make_comment(post, **WORDS | {"sender": ""})
    make_comment(post, answers=row, text="Svaret")
    mark_spam(row, by=None)
    after(time_machine, days=31)

    assert forget_old() == NOTHING | {"spam": 1}
    assert forget_old() == NOTHING
    assert words_of(row) == ("", "", "")
    assert Contribution.objects.filter(text="Svaret").count() == 1


def test_dry_run_counts_and_changes_nothing(time_machine):
    hide(make_comment(**WORDS), by=None, rule="tema")
    mark_spam(make_comment(**WORDS), by=None)
    after(time_machine, days=400)
    before = list(Contribution.objects.order_by("pk").values())
    told = StringIO()

    call_command("forget", "--dry-run", stdout=told)

    assert list(Contribution.objects.order_by("pk").values()) == before
    lines = told.getvalue().splitlines()[: len(RULES)]  # those of messages come after
    assert [line.rpartition(": ")[2] for line in lines] == [
        str({"contribution_email": 2, "hidden_text": 1, "spam": 1, "sender": 2}.get(name, 0))
        for name in RULES
    ]
    assert not any(word in told.getvalue() for word in WORDS.values())


def test_worker_forgets_when_it_tidies(time_machine):
    row = make_comment(**WORDS)
    after(time_machine, days=2)

    call_command("worker", "--once")

    row.refresh_from_db()
    assert row.sender == ""
