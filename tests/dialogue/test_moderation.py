"""The verbs of a contribution: what each does, writes down, and tells."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from post_office.models import Email

from dialogue.contribution import Contribution
from dialogue.decision import Complaint, Decision
from dialogue.moderation import (
    Overtaken,
    answer,
    decide_complaint,
    hide,
    mark,
    mark_spam,
    publish,
    take_back,
    tell_moderators,
)
from tests.factories import make_department, make_person, make_user, make_waiting_comment

pytestmark = pytest.mark.django_db

KNOWN: dict[str, Any] = {"email": "ola@oya.example", "email_confirmed_at": timezone.now()}


def make_moderator(**fields: Any) -> Any:
    return make_user(role="Moderator", **fields)


def decisions(row: Contribution) -> list[tuple[str, str, str, Any]]:
    """Oldest first, as (outcome, rule, reason, who)."""
    rows = Decision.objects.filter(contribution=row).order_by("made_at", "pk")
    return [(one.outcome, one.rule, one.reason, one.made_by) for one in rows]


def mails_to(address: str) -> int:
    return sum(mail.to == [address] for mail in Email.objects.all())


# Publish, hide, spam


def test_publish_makes_public_and_tells_a_confirmed_address():
    row, moderator = make_waiting_comment(**KNOWN), make_moderator()

    assert publish(row, by=moderator)

    assert (row.state, row.decided_by) == ("published", moderator)
    assert row.published_at == row.decided_at or row.published_at is not None
    assert decisions(row) == [("published", "", "", moderator)]
    assert mails_to(KNOWN["email"]) == 1


def test_publish_writes_to_no_address_that_nobody_has_confirmed():
    row = make_waiting_comment(email="ola@oya.example")

    publish(row, by=make_moderator())

    assert Email.objects.count() == 0


def test_publish_twice_is_one_decision_and_one_mail():
    row, moderator = make_waiting_comment(**KNOWN), make_moderator()

    done = [publish(row, by=moderator), publish(row, by=moderator)]

    assert done == [True, False]
    assert len(decisions(row)) == 1
    assert mails_to(KNOWN["email"]) == 1


def test_published_answer_tells_the_one_who_is_answered():
    first = make_waiting_comment(state="published", **KNOWN)
    row = make_waiting_comment(post=first.kind.post, answers=first, email="kari@oya.example")

    publish(row, by=make_moderator())

    assert mails_to(KNOWN["email"]) == 1
    assert mails_to("kari@oya.example") == 0


def test_hide_keeps_rule_and_reason_and_tells_the_author():
    row, moderator = make_waiting_comment(email="ola@oya.example"), make_moderator()

    hide(row, by=moderator, rule="personangrep", reason="Gå etter saken.")

    assert (row.state, row.rule) == ("hidden", "personangrep")
    assert decisions(row) == [("hidden", "personangrep", "Gå etter saken.", moderator)]
    mail = Email.objects.get()
    assert row.get_absolute_url() in mail.message
    assert "Gå etter saken." not in mail.message


def test_hiding_without_a_rule_is_no_rule():
    row = make_waiting_comment()

    with pytest.raises(ValueError):  # noqa: PT011  the enumeration's own
        hide(row, by=make_moderator(), rule="")

    assert Contribution.objects.get().state == "waiting"


def test_the_database_refuses_what_is_hidden_without_a_rule():
    row = make_waiting_comment()

    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=row.pk).update(state="hidden", rule="")

    assert Contribution.objects.get().state == "waiting"


def test_spam_is_kept_and_tells_nobody():
    row, moderator = make_waiting_comment(**KNOWN), make_moderator()

    mark_spam(row, by=moderator)

    assert (row.state, row.text) == ("spam", "Båten bør gå oftere.")
    assert decisions(row) == [("spam", "", "", moderator)]
    assert Email.objects.count() == 0


@pytest.mark.parametrize("stop", ["hide", "spam"])
def test_what_was_stopped_can_be_shown_again(stop):
    row, moderator = make_waiting_comment(**KNOWN), make_moderator()
    if stop == "hide":
        hide(row, by=moderator, rule="tema")
    else:
        mark_spam(row, by=moderator)

    publish(row, by=moderator)

    assert (row.state, row.rule) == ("published", "")
    assert [outcome for outcome, *_ in decisions(row)][1:] == ["restored"]


def test_shown_again_keeps_the_time_when_it_first_was_public():
    row, moderator = make_waiting_comment(), make_moderator()
    publish(row, by=moderator)
    first = row.published_at

    hide(row, by=moderator, rule="tema")
    publish(row, by=moderator)

    assert row.published_at == first


# The writer takes it back


def test_taking_back_erases_the_words_and_leaves_a_line():
    row = make_waiting_comment(title="Båten", **KNOWN)
    hide(row, by=make_moderator(), rule="tema")
    row.complaints.create(text="Det var innenfor temaet.")

    take_back(row)

    row.refresh_from_db()
    assert (row.title, row.text, row.name, row.email, row.email_confirmed_at) == (*[""] * 4, None)
    assert (row.state, row.rule) == ("hidden", "egen")
    assert [outcome for outcome, *_ in decisions(row)] == ["hidden", "taken_back"]
    assert row.complaints.count() == 0


@pytest.mark.parametrize(
    "verb",
    [
        lambda row, by: publish(row, by=by),
        lambda row, by: hide(row, by=by, rule="tema"),
        lambda row, by: mark_spam(row, by=by),
    ],
    ids=["publish", "hide", "spam"],
)
def test_what_is_taken_back_stays_so(verb):
    row = make_waiting_comment()
    take_back(row)

    assert verb(row, make_moderator()) is False

    row.refresh_from_db()
    assert (row.state, row.rule) == ("hidden", "egen")


# Two at once


def test_the_second_of_two_moderators_overwrites_nothing():
    row, first, second = make_waiting_comment(), make_moderator(), make_moderator()
    seen = mark(row)
    hide(row, by=first, rule="tema", seen=seen)

    for verb in (publish, mark_spam):
        with pytest.raises(Overtaken):
            verb(row, by=second, seen=seen)

    assert Contribution.objects.get().state == "hidden"
    assert decisions(row) == [("hidden", "tema", "", first)]


def test_hidden_shown_and_hidden_again_is_not_what_was_seen_first():
    row, moderator = make_waiting_comment(), make_moderator()
    hide(row, by=moderator, rule="tema")
    seen = mark(row)
    publish(row, by=moderator)
    hide(row, by=moderator, rule="personvern")

    with pytest.raises(Overtaken):
        publish(row, by=moderator, seen=seen)

    assert Contribution.objects.get().rule == "personvern"


# The municipality answers


def make_answer(row: Contribution, **said: Any) -> Contribution:
    fields: dict[str, Any] = {"text": "Takk! Vi ser på det.", "token": "a" * 22} | said
    by = fields.pop("by", None) or make_user()
    person = fields.pop("person", None) or make_person()
    return answer(row, by=by, person=person, **fields)


def test_answer_is_public_signed_and_told():
    row = make_waiting_comment(state="published", **KNOWN)
    department = make_department(name="Teknisk etat")
    person = make_person(name="Kari (demo)", title="Havnesjef", department=department)

    said = make_answer(row, person=person)

    assert (said.state, said.answers, said.person) == ("published", row, person)
    assert (said.name, said.signature) == ("Kari (demo)", "Havnesjef, Teknisk etat")
    assert said.kind.post == row.kind.post
    assert mails_to(KNOWN["email"]) == 1


def test_answer_to_an_answer_stands_below_the_first():
    first = make_waiting_comment(state="published")
    row = make_waiting_comment(state="published", post=first.kind.post, answers=first)

    assert make_answer(row).answers == first


def test_answer_sent_twice_is_stored_once():
    row, by, person = make_waiting_comment(state="published", **KNOWN), make_user(), make_person()

    both = [make_answer(row, by=by, person=person, answers_seen=0) for _ in range(2)]

    assert both[0] == both[1]
    assert Contribution.objects.exclude(person=None).count() == 1
    assert mails_to(KNOWN["email"]) == 1


def test_second_of_two_colleagues_is_told_that_it_is_answered():
    row = make_waiting_comment(state="published")
    make_answer(row, answers_seen=0)

    with pytest.raises(Overtaken):
        make_answer(row, token="b" * 22, answers_seen=0)

    assert Contribution.objects.exclude(person=None).count() == 1


def test_what_is_not_public_gets_no_answer():
    row = make_waiting_comment()

    with pytest.raises(Overtaken):
        make_answer(row)

    assert Contribution.objects.count() == 1


# Complaints


def make_complaint(by: Any, **fields: Any) -> Complaint:
    row = make_waiting_comment(email="ola@oya.example", **fields)
    hide(row, by=by, rule="tema")
    Email.objects.all().delete()
    return row.complaints.create(text="Det var innenfor temaet.")  # type: ignore[no-any-return]


def test_complaint_granted_by_another_shows_the_text_again():
    first, second = make_moderator(), make_moderator()
    complaint = make_complaint(first)
    row = complaint.contribution

    decide_complaint(complaint, by=second, outcome="repealed", answer="Du har rett.")

    row.refresh_from_db()
    complaint.refresh_from_db()
    assert (row.state, row.rule) == ("published", "")
    assert (complaint.outcome, complaint.answer, complaint.decided_by) == (
        "repealed",
        "Du har rett.",
        second,
    )
    assert decisions(row)[1:] == [("repealed", "tema", "Du har rett.", second)]
    assert not Decision.objects.filter(by_same_person=True).exists()
    assert mails_to("ola@oya.example") == 1


def test_complaint_refused_keeps_it_hidden():
    first, second = make_moderator(), make_moderator()
    complaint = make_complaint(first)
    row = complaint.contribution

    decide_complaint(complaint, by=second, outcome="upheld", answer="Det gjelder en annen sak.")

    row.refresh_from_db()
    assert (row.state, row.rule) == ("hidden", "tema")
    assert [outcome for outcome, *_ in decisions(row)] == ["hidden", "upheld"]


def test_complaint_is_not_decided_by_the_one_who_hid():
    first = make_moderator()
    make_moderator()
    complaint = make_complaint(first)

    with pytest.raises(PermissionError):
        decide_complaint(complaint, by=first, outcome="upheld", answer="Nei.")

    complaint.refresh_from_db()
    assert complaint.is_open


def test_only_moderator_decides_and_the_log_says_so(client):
    only = make_moderator()
    complaint = make_complaint(only)

    decide_complaint(complaint, by=only, outcome="upheld", answer="Nei.")

    assert Decision.objects.get(outcome="upheld").by_same_person


def test_administrator_is_another_who_can_decide():
    only = make_moderator()
    administrator = make_user(is_staff=True, is_superuser=True)
    complaint = make_complaint(only)

    with pytest.raises(PermissionError):
        decide_complaint(complaint, by=only, outcome="upheld", answer="Nei.")
    decide_complaint(complaint, by=administrator, outcome="upheld", answer="Nei.")

    assert not Decision.objects.get(outcome="upheld").by_same_person


@pytest.mark.parametrize("rights", [{"is_active": False}, {"is_staff": False}])
def test_administrator_who_cannot_log_in_is_nobody_to_wait_for(rights):
    only = make_moderator()
    make_user(**{"is_staff": True, "is_superuser": True} | rights)
    complaint = make_complaint(only)

    assert decide_complaint(complaint, by=only, outcome="upheld", answer="Nei.")


def test_complaint_decided_twice_keeps_the_first_decision():
    first, second, third = make_moderator(), make_moderator(), make_moderator()
    complaint = make_complaint(first)

    done = [
        decide_complaint(complaint, by=second, outcome="upheld", answer="Nei."),
        decide_complaint(complaint, by=third, outcome="repealed", answer="Jo."),
    ]

    complaint.refresh_from_db()
    assert done == [True, False]
    assert (complaint.outcome, complaint.decided_by) == ("upheld", second)


def test_old_decisions_are_linked_with_what_they_were_about():
    complaint = make_complaint(make_moderator())
    decide_complaint(complaint, by=make_user(), outcome="upheld", answer="Nei.")
    publish(complaint.contribution, by=None)
    hidden = Decision.objects.get(outcome="hidden")
    Decision.objects.update(against=None)

    migration = import_module("dialogue.migrations.0003_decision_against")
    migration.link_what_was_looked_at_again(apps, None)

    found = Decision.objects.order_by("pk").values_list("outcome", "against")
    assert list(found) == [("hidden", None), ("upheld", hidden.pk), ("restored", hidden.pk)]


def test_showing_again_grants_the_complaint():
    moderator = make_moderator()
    complaint = make_complaint(moderator)

    publish(complaint.contribution, by=moderator)

    complaint.refresh_from_db()
    assert complaint.outcome == "repealed"
    assert mails_to("ola@oya.example") == 1


# The moderators are told


def test_worker_tells_exactly_those_who_moderate():
    moderator, editor = make_moderator(), make_user(role="Redaktør")
    make_user(role="Skribent")
    make_moderator(is_active=False)
    make_waiting_comment(text="Hemmelig ord")

    tell_moderators()

    mails = list(Email.objects.order_by("pk"))
    assert sorted(mail.to[0] for mail in mails) == sorted([moderator.email, editor.email])
    assert {mail.subject.split()[0] for mail in mails} == {"1"}
    assert all("/admin/dialogue/contribution/" in mail.message for mail in mails)
    assert not any("Hemmelig" in mail.message for mail in mails)


def test_more_within_ten_minutes_is_one_mail_later(time_machine):
    start = timezone.now()
    make_moderator()
    sent = []

    for minutes in range(0, 12):
        time_machine.move_to(start + timedelta(minutes=minutes), tick=False)
        make_waiting_comment()
        tell_moderators()
        sent.append(Email.objects.count())

    assert sent == [1] * 10 + [2] * 2
    assert Email.objects.order_by("pk").last().subject.split()[0] == "11"


def test_nothing_new_is_no_mail():
    make_moderator()
    make_waiting_comment()
    tell_moderators()

    tell_moderators()

    assert Email.objects.count() == 1


def test_one_round_of_the_worker_writes_to_the_moderators(settings):
    moderator = make_moderator()
    make_waiting_comment()
    settings.EMAIL_PORT = 1

    call_command("worker", "--once", verbosity=0)

    assert mails_to(moderator.email) == 1
