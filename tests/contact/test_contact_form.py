"""The form to the supervisors: write, check, change, send, receipt."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from contact.handling import answer
from contact.models import Message
from dialogue import senders
from municipality.models import Municipality
from tests.contact.messages import ADDRESS, form_fields, make_message, make_supervisor, write
from tests.factories import make_municipality, make_person, make_project, make_suggestion, make_user
from tests.posting import open_form, request
from tests.sending import hidden_fields
from tests.utsira.test_errors import full, locked, only_sqlite

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _municipality() -> None:
    make_municipality(message_prefix="UTS", email="post@oya.example")


@pytest.fixture
def supervisor() -> Any:
    return make_supervisor()


def test_message_goes_by_the_check_page_to_a_receipt(client, supervisor):
    checked = write(client, supervisor, subject="Vikar", message="Hei\n\nPå deg", step="")
    sent = client.post(ADDRESS, form_fields(checked))

    message = Message.objects.get()
    assert (checked.status_code, sent.status_code) == (200, 302)
    assert sent.headers["Location"] == f"/kontakt/kvittering/{message.key}/"
    assert (message.subject, message.text) == ("Vikar", "Hei\n\nPå deg")
    assert (message.supervisor, message.department) == (supervisor, supervisor.department)


def test_check_page_begins_with_the_form_that_sends(client, supervisor):
    response = write(
        client, supervisor, message="Hei", step="", name="Ola", email="ola@oya.example"
    )

    first = response.text.split("<form", 1)[1].split("</form>")[0]
    fields = hidden_fields(response)
    assert {"supervisor", "subject", "message", "name", "email"} <= set(fields)
    assert (first.count("<button"), first.count('name="step" value="send"')) == (1, 1)
    assert 'name="message" value="Hei"' in first


def test_change_leads_back_to_the_form_with_everything_in_it(client, supervisor):
    response = write(client, supervisor, message="Hei på deg", step="endre")

    assert response.status_code == 200
    assert "Hei på deg</textarea>" in response.text
    assert Message.objects.count() == 0


def test_receipt_says_number_and_status_and_is_not_kept(client, supervisor):
    sent = write(client, supervisor)

    response = client.get(sent.headers["Location"])

    message = Message.objects.get()
    number = f"UTS-{timezone.localdate().year}-{message.pk:06}"
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert number in response.text
    assert (response.cookies, client.cookies) == ({}, {})


def test_receipt_of_what_is_answered_begins_with_the_answer_and_promises_no_more(
    client, supervisor
):
    sent = write(client, supervisor, email="ola@oya.example")
    waits = client.get(sent.headers["Location"]).text
    answer(Message.objects.get(), by=supervisor.user, text="Vi gjør det", lang="nb", token="a" * 22)

    shown = client.get(sent.headers["Location"]).text

    promises = ["Svaret kommer på denne siden", "innen fem virkedager"]
    assert [promise in waits for promise in promises] == [True, True]
    assert [promise in shown for promise in promises] == [False, False]
    assert shown.index("Vi gjør det") < shown.index("Hva som skjer nå")


def test_message_receipt_and_notice_are_a_number_and_a_link(client, supervisor):
    write(client, supervisor, subject="Hemmelig", message="Ordene mine", name="Ola Nordmann",
          email="ola@oya.example")  # fmt: skip

    mails = list(Email.objects.order_by("pk"))
    whole = " ".join(f"{mail.subject} {mail.message}" for mail in mails)
    assert [mail.to for mail in mails] == [[supervisor.user.email], ["ola@oya.example"]]
    assert all(word not in whole for word in ["Hemmelig", "Ordene", "Nordmann", "ola@"])
    assert Message.objects.get().number in mails[0].subject


def test_what_is_not_lean_goes_to_the_editor(client, supervisor):
    editor = make_person(user=make_user(role="Redaktør"))
    Municipality.objects.update(editor=editor)

    write(client, supervisor, topic="uu")

    message = Message.objects.get()
    assert (message.supervisor, message.department) == (None, None)
    assert Email.objects.get().to == [editor.user.email]
    assert message.due_on == timezone.localdate() + timedelta(days=21)


def test_without_a_user_the_notice_goes_to_the_municipality(client):
    write(client, make_person(is_supervisor=True))

    assert Email.objects.get().to == ["post@oya.example"]


def test_same_form_twice_is_one_message_and_one_receipt(client, supervisor):
    checked = form_fields(write(client, supervisor, step="", email="ola@oya.example"))

    first, second = client.post(ADDRESS, checked), client.post(ADDRESS, checked)

    assert first.headers["Location"] == second.headers["Location"]
    assert (Message.objects.count(), Email.objects.count()) == (1, 2)


def test_same_form_with_another_text_comes_back_and_can_be_sent(client, supervisor):
    checked = form_fields(write(client, supervisor, step=""))
    client.post(ADDRESS, checked)

    again = client.post(ADDRESS, checked | {"message": "Noe annet"})
    client.post(ADDRESS, checked | hidden_fields(again) | {"message": "Noe annet"})

    assert (again.status_code, "Noe annet</textarea>" in again.text) == (422, True)
    assert Message.objects.count() == 2


def test_eleventh_in_ten_minutes_notifies_and_sends_no_receipt(client, supervisor):
    for number in range(11):
        write(client, supervisor, message=f"Nummer {number}", email=f"{number}@oya.example")

    to = [mail.to for mail in Email.objects.order_by("pk")]
    assert (Message.objects.count(), len(to)) == (11, 21)
    assert (to[-1], ["10@oya.example"] in to) == ([supervisor.user.email], False)


def test_one_address_gets_ten_receipts_in_a_day(supervisor):
    for number in range(12):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        write(client, supervisor, message=f"Nummer {number}", email="ola@oya.example")

    mails = [mail.to for mail in Email.objects.all()]
    assert mails.count(["ola@oya.example"]) == 10
    assert mails.count([supervisor.user.email]) == 12


def test_flood_gives_the_text_back(supervisor, monkeypatch):
    monkeypatch.setattr(senders, "MOST_FROM_ALL", 2)
    answers = []

    for number in range(3):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        answers.append(write(client, supervisor, message=f"Nummer {number}"))

    assert [answer.status_code for answer in answers] == [302, 302, 503]
    assert "Nummer 2</textarea>" in answers[2].text


@pytest.mark.parametrize(
    ("wrong", "stored"),
    [
        ({"subject": "To\r\nBcc: alle@oya.example"}, 1),  # one line of it
        ({"name": "Ola\r\nBcc: alle@oya.example"}, 1),
        ({"email": "ola"}, 0),
        ({"email": "ola@oya.example\nBcc: alle@oya.example"}, 0),
        ({"email": '"a,b"@oya.example'}, 0),
        ({"supervisor": ""}, 0),
        ({"supervisor": "999999"}, 0),
        ({"supervisor": "alle"}, 0),
        ({"topic": "tull"}, 0),
        ({"subject": ""}, 0),
        ({"message": "  "}, 0),
        ({"message": "a" * 200_000}, 0),
        ({"project": "finnes-ikke"}, 0),
        ({"suggestion": "9" * 40}, 0),
        ({"token": "tull"}, 0),
        ({"message": "Nummeret er 17901012393."}, 0),
    ],
)
def test_what_is_wrong_gives_the_form_back_with_the_text(client, supervisor, wrong, stored):
    text = wrong.get("message") or "Det jeg skrev"

    response = write(client, supervisor, **({"message": text} | wrong))

    assert (response.status_code, Message.objects.count()) == ((302 if stored else 422), stored)
    assert stored or text.strip() in response.text
    assert "Bcc" not in " ".join(str(mail.headers or "") for mail in Email.objects.all())


def test_supervisor_who_has_left_cannot_be_chosen(client, supervisor):
    supervisor.user.is_active = False
    supervisor.user.save()
    make_supervisor()

    response = write(client, supervisor, message="Ordene mine")

    assert (response.status_code, "Ordene mine</textarea>" in response.text) == (422, True)


def test_expired_token_gives_the_text_and_a_new_one(client, supervisor):
    checked = form_fields(write(client, supervisor, step="", message="Ordene mine"))

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        late = client.post(ADDRESS, checked)
        again = client.post(ADDRESS, checked | hidden_fields(late) | {"step": "send"})

    assert (late.status_code, "Ordene mine</textarea>" in late.text) == (422, True)
    assert (again.status_code, Message.objects.count()) == (302, 1)


def test_identity_number_that_is_sent_all_the_same_is_taken_out(client, supervisor):
    first = write(client, supervisor, message="Nummeret er 17901012393.", step="")
    checked = client.post(ADDRESS, hidden_fields(first) | {
        "supervisor": supervisor.pk, "subject": "Hei", "message": "Nummeret er 17901012393."
    })  # fmt: skip

    client.post(ADDRESS, form_fields(checked))

    assert "1790" not in checked.text
    assert "1790" not in Message.objects.get().text


def test_form_opened_from_a_project_says_so_and_stores_it(client, supervisor):
    project = make_project()

    shown = client.get(f"{ADDRESS}?prosjekt={project.slug}")
    write(client, supervisor, project=project.slug)

    assert project.title in shown.text
    assert Message.objects.get().project == project


@pytest.mark.parametrize("query", ["prosjekt=finnes-ikke", "forslag=999", "forslag=x"])
def test_form_opened_from_what_is_not_there_can_be_sent(client, supervisor, query):
    shown = hidden_fields(client.get(f"{ADDRESS}?{query}"))
    written = {"supervisor": supervisor.pk, "subject": "Hei", "message": "Hei", "step": "send"}

    sent = client.post(ADDRESS, shown | written)

    assert (sent.status_code, Message.objects.count()) == (302, 1)


def test_without_a_supervisor_to_choose_the_form_says_who_gets_it(client):
    shown = client.get(ADDRESS)
    checked = client.post(ADDRESS, hidden_fields(shown) | {"subject": "Hei", "message": "Hei"})

    sent = client.post(ADDRESS, form_fields(checked))

    assert "Kommunens redaktør" in shown.text
    assert (sent.status_code, Email.objects.get().to) == (302, ["post@oya.example"])


def test_search_engines_find_the_form_and_nothing_else_of_it(client, supervisor):
    message = make_message(supervisor)

    found = {
        path: "noindex" not in client.get(path).text
        for path in [ADDRESS, f"{ADDRESS}?tema=uu", message.get_absolute_url()]
    }

    assert list(found.values()) == [True, False, False]


def test_check_page_holds_every_field_of_the_form(client, supervisor):
    written = {"supervisor": supervisor.pk, "subject": "Hei", "message": "Hei"}

    checked = client.post(ADDRESS, hidden_fields(client.get(ADDRESS)) | written)

    fields = form_fields(checked)
    assert {"supervisor", "subject", "message", "name", "email", "token"} <= fields.keys()
    assert (fields["name"], fields["email"]) == ("", "")


def test_hidden_suggestion_is_nothing_to_write_about(client, supervisor):
    hidden = make_suggestion(state="waiting", title="Hemmelig")

    shown = client.get(f"{ADDRESS}?forslag={hidden.pk}")

    assert "Hemmelig" not in shown.text


def test_page_of_another_site_cannot_send(client, supervisor):
    checked = form_fields(write(client, supervisor, step=""))

    response = client.post(ADDRESS, checked, headers={"Origin": "https://ond.example"})

    assert (response.status_code, Message.objects.count()) == (403, 0)


@pytest.mark.parametrize("number", [1, 6])
def test_form_asks_the_database_as_often_for_many(
    client, django_assert_num_queries, supervisor, number
):
    for _ in range(number):
        make_supervisor()
    client.get(ADDRESS)

    with django_assert_num_queries(4):
        client.get(ADDRESS)


@pytest.mark.django_db(transaction=True)
def test_twenty_equal_posts_at_once_store_one(live_server, supervisor):
    address = live_server.url + ADDRESS
    written = {"supervisor": str(supervisor.pk), "subject": "Hei", "message": "Hei"}
    fields = open_form(address, **written, email="ola@oya.example", step="send")

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: request(address, fields), range(20)))

    message = Message.objects.get()
    assert {answer.status for answer in answers} == {302}
    assert {answer.location for answer in answers} == {message.get_absolute_url()}
    assert Email.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "trouble", [lambda: locked("contact_message"), pytest.param(full, marks=only_sqlite)]
)
def test_database_that_takes_nothing_gives_a_page_that_sends_again(supervisor, trouble):
    client = Client(raise_request_exception=False)
    text = "Ordene mine " * 4_000
    checked = form_fields(write(client, supervisor, step="", message=text))

    with trouble():
        response = client.post(ADDRESS, checked)
    again = client.post(ADDRESS, hidden_fields(response))

    assert (response.status_code, hidden_fields(response)["message"]) == (503, text.strip())
    assert (again.status_code, Message.objects.count(), Email.objects.count()) == (302, 1, 1)


def test_hundred_messages_from_hundred_senders_are_hundred_rows_and_two_hundred_mails(supervisor):
    for number in range(100):
        client = Client(REMOTE_ADDR=f"198.51.100.{number}")
        write(client, supervisor, message=f"Nummer {number}", email=f"{number}@oya.example")

    told = [mail.to for mail in Email.objects.all()]
    assert (Message.objects.count(), len(told)) == (100, 200)
    assert told.count([supervisor.user.email]) == 100
    assert {"0@oya.example", "99@oya.example"} <= {to for [to] in told}
