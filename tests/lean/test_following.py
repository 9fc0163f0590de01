"""To follow and to support: confirmed by a button, told once, stopped by one click."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from dialogue.moderation import hide
from lean.circle import move
from lean.digest import send_digest, send_digests
from lean.follower import Follow, Follower, Support
from lean.following import ask_to_follow
from lean.models import Suggestion
from lean.retention import RULES, forget_wishes
from tests.factories import (
    make_municipality,
    make_person,
    make_project,
    make_suggestion,
    make_user,
)
from tests.lean.projects import make_indicator, make_reading
from tests.sending import send

pytestmark = pytest.mark.django_db

OLA = "ola@oya.example"


@pytest.fixture(autouse=True)
def municipality():
    return make_municipality()


@pytest.fixture
def suggestion() -> Suggestion:
    return make_suggestion(title="Benk på kaia")


def page_of(row: Any, verb: str) -> str:
    return f"{row.get_absolute_url()}{verb}/"


def links(mail: Email) -> list[str]:
    return list(re.findall(r"http://[^/]+(/\S+)", mail.message))


def newest_mail() -> Email:
    return Email.objects.latest("pk")


def follow(client: Client, row: Any, email: str = OLA) -> Follow:
    """Ask, and press the button that the mail leads to."""
    send(client, page_of(row, "folg"), email=email)
    client.post(links(newest_mail())[0], {"verb": "confirm"})
    Email.objects.all().delete()
    return Follow.objects.latest("pk")


def press_support(client: Client, row: Suggestion, email: str = OLA) -> None:
    send(client, page_of(row, "stott"), email=email)
    client.post(links(newest_mail())[0], {"verb": "confirm"})


def plan(row: Suggestion) -> None:
    move(row, by=make_user(), status="planlagt")


def supporters(client: Client, row: Suggestion) -> int:
    return client.get(row.get_absolute_url()).context["suggestion"].supporters


# Asking


@pytest.mark.parametrize("verb", ["folg", "stott"])
def test_mail_leads_to_a_button_and_opening_it_does_nothing(client, suggestion, verb):
    receipt = send(client, page_of(suggestion, verb), email=OLA)

    mail = newest_mail()
    page = client.get(links(mail)[0])
    assert "Se i innboksen" in client.get(receipt["Location"]).text
    assert mail.to == [OLA]
    assert "Benk" not in mail.subject + mail.message
    assert "Benk på kaia" in page.text
    assert [kind.objects.confirmed().count() for kind in (Follow, Support)] == [0, 0]


@pytest.mark.parametrize("verb", ["folg", "stott"])
def test_answer_is_the_same_for_an_address_that_is_known(client, suggestion, verb):
    first = send(client, page_of(suggestion, verb), email=OLA)
    client.post(links(newest_mail())[0], {"verb": "confirm"})

    again = send(client, page_of(suggestion, verb), email=OLA.upper())

    assert (again.status_code, again["Location"]) == (first.status_code, first["Location"])
    assert client.get(again["Location"]).text == client.get(first["Location"]).text
    assert Follow.objects.count() + Support.objects.count() == 1


def test_same_wish_is_mailed_about_once_an_hour(client, suggestion, time_machine):
    for _ in range(3):
        send(client, page_of(suggestion, "folg"), email=OLA)
    time_machine.move_to(timezone.now() + timedelta(hours=1, minutes=1))

    send(client, page_of(suggestion, "folg"), email=OLA)

    assert Email.objects.count() == 2


def test_mailbox_is_not_filled_by_a_form(client):
    rows = [make_suggestion() for _ in range(12)]
    for number, row in enumerate(rows):
        ask_to_follow(email=OLA, suggestion=row, sender=[f"avtrykk{number}"])

    assert Email.objects.filter(to=OLA).count() == 10


def test_one_sender_asks_for_ten_things_and_gets_the_form_back(client):
    rows = [make_suggestion() for _ in range(11)]
    answers = [
        send(client, page_of(row, "folg"), email=f"{n}@oya.example") for n, row in enumerate(rows)
    ]

    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert "10@oya.example" in answers[-1].text


@pytest.mark.parametrize("email", ["", "ola", "ola@oya.example, kari@oya.example", "<a@b.no>"])
def test_what_is_no_address_gives_the_form_back(client, suggestion, email):
    response = send(client, page_of(suggestion, "folg"), email=email)

    assert response.status_code == 422
    assert Follow.objects.count() == 0


def test_machine_that_fills_in_everything_learns_nothing(client, suggestion):
    response = send(client, page_of(suggestion, "folg"), email=OLA, website="https://spam.example")

    assert response["Location"].endswith("?sendt=ja")
    assert Email.objects.count() == 0


def test_form_of_another_site_is_refused(client, suggestion):
    response = client.post(
        page_of(suggestion, "folg"), {"email": OLA}, headers={"Origin": "https://annet.example"}
    )

    assert response.status_code == 403


def test_only_what_is_public_is_followed_and_only_what_is_open_supported(client):
    waiting, draft = make_suggestion(state="waiting"), make_project(published_at=None)
    ended = make_suggestion()
    end(ended)

    pages = [
        f"/lean/forslag/{waiting.pk}/folg/",
        f"/lean/forslag/{waiting.pk}/stott/",
        f"/lean/prosjekter/{draft.slug}/folg/",
        page_of(ended, "stott"),
    ]
    assert [client.get(page).status_code for page in pages] == [404] * 4
    assert client.get(page_of(ended, "folg")).status_code == 200


@pytest.mark.parametrize("verb", ["folg", "stott"])
def test_number_that_is_too_big_is_no_suggestion(client, verb):
    assert client.get(f"/lean/forslag/99999999999999999999999/{verb}/").status_code == 404


def end(row: Suggestion) -> None:
    move(row, by=make_user(), status="gjennomfort", text="Gjort.", person=make_person())


def test_no_reader_gets_a_cookie(client, suggestion):
    follow(client, suggestion)

    pages = [page_of(suggestion, "folg"), Follower.objects.get().get_absolute_url()]
    assert [len(client.get(page).cookies) for page in pages] == [0, 0]
    assert len(client.cookies) == 0


# Supporting


def test_support_counts_when_it_is_confirmed_and_once_for_each_address(client, suggestion):
    send(client, page_of(suggestion, "stott"), email="kari@oya.example")
    for email in (OLA, OLA.upper()):
        press_support(client, suggestion, email)

    assert supporters(client, suggestion) == 1
    assert "1 støtter det" in client.get("/lean/forslag/").text


def test_who_supports_a_duplicate_supports_the_first_and_counts_once(client, suggestion):
    later = make_suggestion(title="Mer båt")
    for row, email in [(suggestion, OLA), (later, OLA), (later, "kari@oya.example")]:
        press_support(client, row, email)
    other = make_suggestion(title="Ny benk")
    press_support(client, other)
    answer = {"text": "Det samme.", "person": make_person()}
    move(later, by=make_user(), status="duplikat", duplicate_of=suggestion, **answer)

    assert [supporters(client, row) for row in (suggestion, later, other)] == [2, 2, 1]


def test_address_of_a_supporter_is_not_stored(client, suggestion):
    press_support(client, suggestion)

    [row] = Support.objects.values()
    assert "ola" not in str(row).lower()


def test_support_can_be_taken_back(client, suggestion):
    press_support(client, suggestion)
    link = Support.objects.get().get_absolute_url()

    client.post(link, {"verb": "stop"})

    assert supporters(client, suggestion) == 0
    assert client.get(link).status_code == 410


def test_support_of_what_has_ended_meanwhile_does_not_count(client, suggestion):
    send(client, page_of(suggestion, "stott"), email=OLA)
    link = links(newest_mail())[0]
    end(suggestion)

    client.post(link, {"verb": "confirm"})

    assert Support.objects.confirmed().count() == 0
    assert "tar ikke imot mer støtte" in client.get(link).text


# Being told


def test_each_change_is_told_once(client, suggestion, time_machine):
    follow(client, suggestion)
    plan(suggestion)
    send_digests()
    mail = newest_mail()
    time_machine.move_to(timezone.now() + timedelta(days=2))

    again = send_digests()

    assert again == 0
    assert mail.to == [OLA]
    assert f"Forslag nr. {suggestion.pk}: 1 endring\n" in mail.message
    assert suggestion.get_absolute_url() in links(mail)


def test_mail_holds_a_number_and_a_link_and_no_words_of_citizens(client, suggestion):
    follow(client, suggestion)
    plan(suggestion)

    send_digests()

    said = suggestion.contribution
    assert not {said.title, said.text} & set(re.split(r"\n", newest_mail().message))
    assert said.title not in newest_mail().message


def test_all_that_happened_comes_in_one_mail_a_day(client, suggestion, time_machine):
    project = make_project()
    follow(client, suggestion)
    follow(client, project)
    plan(suggestion)
    end(suggestion)
    make_reading(make_indicator(project), 4)

    first = send_digests()
    make_reading(project.indicators.get(), 3)
    same_day = send_digests()
    time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1))
    next_day = send_digests()

    told = [mail.message for mail in Email.objects.filter(to=OLA).order_by("pk")]
    assert (first, same_day, next_day) == (1, 0, 1)
    assert ["3 endringer" in text for text in told] == [True, False]
    assert ["Et prosjekt: 1 endring\n" in text for text in told] == [True, True]


def test_what_is_not_confirmed_is_told_nothing(client, suggestion):
    send(client, page_of(suggestion, "folg"), email=OLA)
    Email.objects.all().delete()
    plan(suggestion)

    sent = send_digests()

    assert (sent, Email.objects.count()) == (0, 0)


def test_change_that_was_undone_is_not_told(client, suggestion):
    follow(client, suggestion)

    with transaction.atomic():
        plan(suggestion)
        transaction.set_rollback(True)

    assert send_digests() == 0


def test_digest_that_fails_is_told_the_next_time(client, suggestion, monkeypatch):
    row = follow(client, suggestion)
    plan(suggestion)
    Follower.objects.update(email="ikke en adresse")
    with pytest.raises(Exception, match="email"):
        send_digest(row.follower_id)
    Follower.objects.update(email=OLA)

    sent = send_digests()

    assert (sent, Email.objects.count()) == (1, 1)


def test_what_is_hidden_meanwhile_is_not_told_of(client, suggestion):
    follow(client, suggestion)
    plan(suggestion)
    hide(suggestion.contribution, by=None, rule="tema")

    sent = send_digests()

    assert sent == 0
    assert Follow.objects.get().changes == 0


def test_status_of_a_project_is_told_of(client):
    project = make_project()
    follow(client, project)
    project.status = "planlagt"
    project.save()

    send_digests()

    assert project.get_absolute_url() in links(newest_mail())


def test_digests_cost_the_same_whatever_has_happened(client, suggestion, django_assert_num_queries):
    rows = [suggestion, *(make_suggestion() for _ in range(3))]
    for row in rows:
        follow(client, row)
    [pk] = Follower.objects.values_list("pk", flat=True)
    plan(suggestion)
    with django_assert_num_queries(DIGEST := 8):
        send_digest(pk)
    Follower.objects.update(told_at=None)
    for row in rows[1:]:
        plan(row)

    with django_assert_num_queries(DIGEST):
        send_digest(pk)


# Stopping


def test_mail_carries_the_header_that_mail_programs_stop_it_by(client, suggestion):
    follow(client, suggestion)
    plan(suggestion)
    send_digests()

    sent = newest_mail().email_message().message()

    address = f"{settings.SITE_URL}{Follower.objects.get().get_absolute_url()}"
    assert sent["List-Unsubscribe"] == f"<{address}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_one_click_stops_all_without_a_cookie_and_however_often(client, suggestion):
    follow(client, suggestion)
    page = Follower.objects.get().get_absolute_url()
    scanner = Client(enforce_csrf_checks=True)

    opened = scanner.get(page)
    left_by_opening = Follower.objects.count()
    answers = [scanner.post(page, {"List-Unsubscribe": "One-Click"}) for _ in range(2)]

    assert (opened.status_code, left_by_opening) == (200, 1)
    assert [answer.status_code for answer in answers] == [200, 200]
    assert (Follower.objects.count(), Follow.objects.count()) == (0, 0)
    assert scanner.get(page).status_code == 410


def test_one_of_several_is_stopped_by_its_button(client, suggestion):
    first, second = follow(client, suggestion), follow(client, make_project())
    page = first.follower.get_absolute_url()

    client.post(page, {"stop": first.pk})

    assert list(Follow.objects.all()) == [second]
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("chosen", ["", "x", "9" * 30, "-1"])
def test_button_that_is_none_stops_nothing(client, suggestion, chosen):
    row = follow(client, suggestion)

    client.post(row.follower.get_absolute_url(), {"stop": chosen})

    assert Follow.objects.count() == 1


def test_address_is_forgotten_with_the_last_that_it_follows(client, suggestion):
    row = follow(client, suggestion)

    client.post(row.follower.get_absolute_url(), {"stop": row.pk})

    assert Follower.objects.count() == 0


def test_another_persons_button_is_not_one(client, suggestion):
    own = follow(client, suggestion)
    others = follow(client, suggestion, "kari@oya.example")

    client.post(own.follower.get_absolute_url(), {"stop": others.pk})

    assert Follow.objects.count() == 2


def test_no_to_the_mail_forgets_the_address_at_once(client, suggestion):
    send(client, page_of(suggestion, "folg"), email=OLA)

    client.post(links(newest_mail())[0], {"verb": "stop"})

    assert Follower.objects.count() == 0


def test_page_of_a_follower_costs_the_same_for_many(client, django_assert_num_queries):
    row = follow(client, make_suggestion())
    page = row.follower.get_absolute_url()
    client.get(page)
    with django_assert_num_queries(PAGE := 5):
        client.get(page)
    for _ in range(3):
        follow(client, make_suggestion())
        follow(client, make_project())

    with django_assert_num_queries(PAGE):
        client.get(page)


# Forgetting


def test_rules_are_rows_of_the_privacy_statement():
    assert set(RULES) < set(settings.RETENTION)


def test_what_is_not_confirmed_is_forgotten_after_two_weeks(client, suggestion, time_machine):
    for verb in ("folg", "stott"):
        send(client, page_of(suggestion, verb), email=OLA)
    follow(client, suggestion, "kari@oya.example")
    time_machine.move_to(timezone.now() + timedelta(days=14, minutes=1))

    counted = forget_wishes(dry_run=True)
    forget_wishes()

    assert counted["unconfirmed_follow"] == 2
    assert list(Follower.objects.values_list("email", flat=True)) == ["kari@oya.example"]
    assert Support.objects.count() == 0


def test_mark_of_the_sender_is_forgotten_after_a_day(client, suggestion, time_machine):
    row = follow(client, suggestion)
    time_machine.move_to(timezone.now() + timedelta(hours=24, minutes=1))

    call_command("forget", stdout=None)

    row.refresh_from_db()
    assert row.sender == ""


def test_worker_tells_and_forgets(client, suggestion):
    follow(client, suggestion)
    plan(suggestion)

    call_command("worker", "--once", stdout=None)

    assert Follower.objects.get().told_at is not None
