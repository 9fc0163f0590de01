"""The supervisors' inbox: what is whose, and what can be done with it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from contact.deadlines import after_working_days
from contact.models import Message, ReplyText
from contact.waiting import waiting
from dialogue.mail import claim, fail, post
from lean.models import Suggestion
from tests.contact.messages import make_message, make_supervisor
from tests.factories import make_municipality, make_person, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/contact/message/"


@pytest.fixture(autouse=True)
def _municipality() -> None:
    make_municipality(message_prefix="UTS", email="post@oya.example")


def inside(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def page_of(message: Message) -> str:
    return f"{LIST}{message.pk}/change/"


def hidden(client: Client, message: Message, verb: str) -> dict[str, str]:
    """What the form of a verb sends besides what is written in it."""
    forms = client.get(page_of(message)).context["forms"]
    form = next(form for form in forms if form.verb == verb)
    return {name: form.initial[name] for name in ("seen", "token") if name in form.fields}


def send(client: Client, message: Message, verb: str, **fields: str):
    """Send a form of the page as it stands now, or as it stood before, by `seen`."""
    shown = {} if "seen" in fields else hidden(client, message, verb)
    named = {f"{verb}-{name}": value for name, value in (shown | fields).items()}
    return client.post(page_of(message), {"verb": verb} | named)


def test_supervisor_sees_own_and_own_departments_messages_alone():
    own, other = make_supervisor(), make_supervisor()
    beside = make_supervisor(department=own.department)
    mine, theirs, shared = make_message(own), make_message(other), make_message(beside)
    general = make_message()

    seen = set(Message.objects.for_staff(own.user))

    assert seen == {mine, shared}
    assert {theirs, general}.isdisjoint(seen)


def test_message_of_one_who_cannot_log_in_is_the_editors():
    gone, editor = make_supervisor(), make_person(user=make_user(role="Redaktør"))
    left, general, other = make_message(gone), make_message(), make_message(make_supervisor())
    gone.user.is_active = False
    gone.user.save()

    seen = set(Message.objects.for_staff(editor.user))

    assert seen == {left, general}
    assert other not in seen


@pytest.mark.parametrize("page", ["change/", "history/", "kvittering/", "delete/"])
def test_direct_address_of_anothers_message_gives_nothing_away(page):
    message = make_message(make_supervisor(), subject="Hemmelig", text="Hemmelig")

    response = inside(make_supervisor()).get(f"{LIST}{message.pk}/{page}")

    assert response.status_code in (302, 403)
    assert b"Hemmelig" not in response.content


def test_search_finds_nothing_of_anothers():
    make_message(make_supervisor(), subject="Hemmelig tekst")

    response = inside(make_supervisor()).get(f"{LIST}?q=Hemmelig")

    assert list(response.context["cl"].result_list) == []
    assert "Hemmelig tekst" not in response.text


@pytest.mark.parametrize("number", [1, 12])
def test_queue_asks_the_database_as_often_for_many(django_assert_num_queries, number):
    own = make_supervisor()
    for _ in range(number):
        make_message(own, assigned_to=own.user)
    client = inside(own)
    client.get(LIST)

    with django_assert_num_queries(9):
        client.get(LIST)


@pytest.mark.parametrize("number", [1, 5])
def test_page_asks_the_database_as_often_for_many(django_assert_num_queries, number):
    own = make_supervisor()
    message = make_message(own)
    for _ in range(number):
        message.notes.create(text="Notat", made_by=own.user)
        message.answers.create(text="Svar", lang="nb", signature="Kari", made_by=own.user)
    client = inside(own)
    client.get(page_of(message))

    with django_assert_num_queries(13):
        client.get(page_of(message))


def test_queue_begins_with_what_is_due_first():
    own = make_supervisor()
    done = make_message(own, status="besvart", created_at=timezone.now() - timedelta(days=40))
    new = make_message(own)
    late = make_message(own, created_at=timezone.now() - timedelta(days=30))

    response = inside(own).get(LIST)

    rows = list(response.context["cl"].result_list)
    assert rows == [late, new, done]


def test_answer_stands_on_the_receipt_and_its_mail_is_a_link(client):
    own = make_supervisor(name="Kari (demo)", title="Rektor")
    message = make_message(own, email="ola@oya.example")
    shown = hidden(inside(own), message, "answer")

    for _ in range(2):
        send(inside(own), message, "answer", text="Vi gjør det", lang="nb", **shown)

    message.refresh_from_db()
    mail = Email.objects.get()
    receipt = client.get(message.get_absolute_url()).text
    assert (message.status, message.answers.count()) == ("besvart", 1)
    assert ("Vi gjør det" in receipt, "Rektor Kari (demo)" in receipt) == (True, True)
    assert (mail.to, "Vi gjør" in mail.message) == (["ola@oya.example"], False)


def test_answer_of_a_form_sent_before_comes_back_and_can_be_sent():
    own = make_supervisor()
    message, client = make_message(own), inside(own)
    shown = hidden(client, message, "answer")
    send(client, message, "answer", text="Først", lang="nb", **shown)

    again = send(client, message, "answer", text="Så", lang="nb", **shown)
    renewed = next(form for form in again.context["forms"] if form.is_bound)
    send(client, message, "answer", text="Så", lang="nb", seen=renewed["seen"].value(),
         token=renewed["token"].value())  # fmt: skip

    assert (again.status_code, "Så</textarea>" in again.text) == (200, True)
    assert [answer.text for answer in message.answers.all()] == ["Først", "Så"]


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("answer", {"text": "Mitt svar", "lang": "nb"}),
        ("handle", {"status": "arbeid", "assigned_to": ""}),
        ("triage", {"triage": "ingen", "archive_reference": ""}),
    ],
)
def test_colleagues_answer_is_not_overwritten_unseen(verb, fields):
    own = make_supervisor()
    colleague = make_supervisor(department=own.department)
    message = make_message(own)
    shown = hidden(inside(own), message, verb)
    send(inside(colleague), message, "answer", text="Svar", lang="nb")

    late = send(inside(own), message, verb, **fields, **shown)
    message.refresh_from_db()
    unchanged = (message.status, message.triage, message.answers.count())
    renewed = next(form for form in late.context["forms"] if form.is_bound)
    shown = {name: renewed[name].value() for name in shown}
    saved = send(inside(own), message, verb, **fields, **shown)

    assert (late.status_code, unchanged) == (200, ("besvart", "", 1))
    assert saved.status_code == 302


def test_reply_text_with_a_gap_in_it_is_not_sent():
    own = make_supervisor()
    message = make_message(own)

    response = send(inside(own), message, "answer", text="Sendt til [organ].", lang="nb")

    assert (response.status_code, message.answers.count()) == (200, 0)
    assert "Sendt til [organ].</textarea>" in response.text


def test_form_that_fails_far_down_is_told_of_above_with_a_way_to_its_field():
    supervisor = make_supervisor()
    message = make_message(supervisor)

    page = send(inside(supervisor), message, "note", text="").text

    assert "<title>Feil: Melding" in page
    assert '<li><a href="#id_note-text">Internt notat</a>: Dette må fylles ut.</li>' in page


@pytest.mark.parametrize(
    ("verb", "fields", "told"),
    [
        ("answer", {"text": "Ja.", "lang": "nb"}, "Svaret står på siden til den som skrev."),
        ("handle", {"status": "arbeid"}, "Status og ansvarlig er lagret."),
        ("note", {"text": "Ringt."}, "Notatet er lagret."),
    ],
)
def test_each_verb_is_answered_in_its_own_words(verb, fields, told):
    supervisor = make_supervisor()
    client, message = inside(supervisor), make_message(supervisor)

    answer = send(client, message, verb, **fields)

    assert told in client.get(answer.url).text


def test_reply_text_begins_the_answer():
    own = make_supervisor()
    text = ReplyText.objects.filter(lang="nn").first()

    response = inside(own).get(f"{page_of(make_message(own))}?svartekst={text.pk}")

    assert text.text in response.text


def test_notes_are_never_on_the_receipt(client):
    own = make_supervisor()
    message = make_message(own)

    for _ in range(2):
        send(inside(own), message, "note", text="Ringte henne")

    assert message.notes.get().text == "Ringte henne"
    assert "Ringte" not in client.get(message.get_absolute_url()).text


def test_message_can_be_given_to_a_colleague_who_then_sees_it():
    own, other = make_supervisor(), make_supervisor()
    message = make_message(own)

    send(inside(own), message, "handle", status="arbeid", assigned_to=str(other.user.pk))

    message.refresh_from_db()
    assert (message.status, message.assigned_to) == ("arbeid", other.user)
    assert list(Message.objects.for_staff(other.user)) == [message]


def test_decision_about_the_archive_keeps_who_and_when():
    own = make_supervisor()
    message = make_message(own)

    send(inside(own), message, "triage", triage="journal", archive_reference="26/1")

    message.refresh_from_db()
    assert (message.triage, message.triage_by) == ("journal", own.user)
    assert (message.archive_reference, message.triage_at is None) == ("26/1", False)


def test_nothing_is_decided_about_the_archive_by_itself():
    own = make_supervisor()
    message = make_message(own)
    page = inside(own).get(page_of(message)).text

    send(inside(own), message, "triage", triage="", archive_reference="26/1")

    message.refresh_from_db()
    assert '<option value="" selected>' in page
    assert (message.triage, message.archive_reference) == ("", "")


def test_history_says_what_was_decided():
    own = make_supervisor()
    message = make_message(own)
    for triage in ["journal", "ingen"]:
        send(inside(own), message, "triage", triage=triage, archive_reference="")

    said = [str(entry) for entry in LogEntry.objects.order_by("pk")]

    assert ["journalføres" in said[0], "Ikke arkivverdig" in said[1]] == [True, True]


def test_suggestion_is_in_staffs_own_words_and_with_the_senders_yes():
    own = make_supervisor()
    message = make_message(own, text="Mine ord", name="Ola", email="ola@oya.example")
    words = {"name": "Kortere skjema", "department": ""}

    refused = send(inside(own), message, "suggestion", text="Våre ord", **words)
    same = send(inside(own), message, "suggestion", text="MINE\nord", agreed="on", **words)
    own_words = {"suggestion-text": "Våre ord", "suggestion-agreed": "on", "verb": "suggestion"}
    own_words |= {f"suggestion-{name}": value for name, value in words.items()}
    made, twice = [inside(own).post(page_of(message), own_words) for _ in range(2)]
    other = inside(own).post(page_of(message), own_words | {"suggestion-text": "Noe annet"})

    said = Suggestion.objects.get().contribution
    message.refresh_from_db()
    assert [refused.status_code, same.status_code, made.status_code] == [200, 200, 302]
    assert (twice.headers["Location"], other.status_code) == (made.headers["Location"], 200)
    assert (said.text, said.name, said.email, message.became.contribution) == (
        "Våre ord", "", "", said,
    )  # fmt: skip


def test_call_is_registered_and_has_a_receipt_to_print():
    own = make_supervisor()
    client = inside(own)
    token = client.get(f"{LIST}add/").context["form"].initial["token"]
    told = {"channel": "phone", "topic": "lean", "supervisor": own.pk, "subject": "Ringte",
            "text": "Båten", "token": token}  # fmt: skip

    answers = [client.post(f"{LIST}add/", told) for _ in range(2)]

    message = Message.objects.get()
    printed = client.get(answers[0].headers["Location"])
    assert (message.channel, message.supervisor, Email.objects.count()) == ("phone", own, 1)
    assert message.number in printed.text
    assert message.get_absolute_url() in printed.text


def test_call_without_a_supervisor_is_the_own_one_of_the_supervisor_who_wrote_it_down():
    own = make_supervisor()
    told = {"channel": "phone", "topic": "lean", "subject": "Ringte", "text": "Båten",
            "token": "a" * 22}  # fmt: skip

    inside(own).post(f"{LIST}add/", told)

    message = Message.objects.get()
    assert (message.supervisor, message.department) == (own, own.department)


def test_next_call_written_over_the_last_is_not_lost():
    own = make_supervisor()
    client = inside(own)
    told = {"channel": "phone", "topic": "lean", "supervisor": own.pk, "subject": "Båten",
            "text": "Den første", "token": "a" * 22}  # fmt: skip
    client.post(f"{LIST}add/", told)

    again = client.post(f"{LIST}add/", told | {"text": "Den andre"})
    client.post(f"{LIST}add/", told | {
        "text": "Den andre", "token": again.context["form"]["token"].value()
    })  # fmt: skip

    assert (again.status_code, "Den andre</textarea>" in again.text) == (200, True)
    assert set(Message.objects.values_list("text", flat=True)) == {"Den første", "Den andre"}


@pytest.mark.parametrize("email", ['"a,b"@oya.example', f"ola@{'a.' * 130}example"])
def test_call_with_an_address_that_no_mail_can_have_comes_back(email):
    own = make_supervisor()
    told = {"channel": "phone", "topic": "lean", "supervisor": own.pk, "subject": "Ringte",
            "text": "Båten", "email": email, "token": "a" * 22}  # fmt: skip

    response = inside(own).post(f"{LIST}add/", told)

    assert (response.status_code, Message.objects.count()) == (200, 0)
    assert "Båten</textarea>" in response.text


def test_receipt_of_a_call_for_another_supervisor_is_shown_once():
    own, other = make_supervisor(), make_supervisor()
    told = {"channel": "counter", "topic": "lean", "supervisor": other.pk, "subject": "Ringte",
            "text": "Båten", "token": "a" * 22}  # fmt: skip

    shown = inside(own).post(f"{LIST}add/", told)

    message = Message.objects.get()
    printed = inside(own).get(f"{LIST}{message.pk}/kvittering/")
    assert (shown.status_code, message.get_absolute_url() in shown.text) == (200, True)
    assert printed.status_code == 403


def test_desk_says_what_waits():
    own = make_supervisor()
    make_message(own, created_at=timezone.now() - timedelta(days=30))
    make_message(own, status="besvart")
    make_message(make_supervisor())

    rows = waiting(own.user)

    assert [row.url.rpartition("=")[2] for row in rows] == ["forfalt", "ubesvart", "ikke-vurdert"]


def test_desk_says_to_those_with_the_outbox_that_mail_fails():
    own, administrator = make_supervisor(), make_user(role="Administrator")
    mail = post(to="ola@oya.example", subject="Hei", text="Hei")
    fail(claim(), OSError("borte"))

    rows = waiting(administrator)

    assert [(row.url, row.since) for row in rows] == [("/admin/post_office/email/", mail.created)]
    assert waiting(own.user) == []


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),  # Monday to Monday
        (date(2026, 3, 31), date(2026, 4, 10)),  # over Easter
        (date(2026, 12, 28), date(2027, 1, 5)),  # over New Year
        (date(2026, 5, 13), date(2026, 5, 21)),  # Ascension; 17 May is a Sunday
    ],
)
def test_working_days_leave_out_weekends_and_norwegian_holidays(start, due):
    assert after_working_days(start, 5) == due


def test_number_has_the_year_of_oslo():
    with time_machine.travel("2026-12-31T23:30:00Z"):
        message = make_message()

    assert message.number == f"UTS-2027-{message.pk:06}"
