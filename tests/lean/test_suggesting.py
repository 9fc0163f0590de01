"""Suggestions as the public sees them."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from dialogue.contribution import Contribution
from dialogue.moderation import answer, hide, mark_spam, publish, take_back
from lean.circle import move
from lean.models import Suggestion
from tests.factories import (
    make_department,
    make_municipality,
    make_person,
    make_suggestion,
    make_user,
)
from tests.sending import send

pytestmark = pytest.mark.django_db

FORM = "/lean/forslag/nytt/"
LIST = "/lean/forslag/"
WORDS = {"title": "Benk på kaia", "text": "Det mangler en benk der folk venter på båten."}


@pytest.fixture(autouse=True)
def municipality():
    return make_municipality()


def the_one() -> Suggestion:
    return Suggestion.objects.select_related("contribution").get()


def titles(response) -> list[str]:
    return [row.contribution.title for row in response.context["page"]]


def found(client, question: str) -> list[str]:
    hits = client.get("/sok/", {"q": question}).context.get("hits", [])
    return [hit.entry.title for hit in hits]


# The form


def test_suggestion_waits_for_a_moderator(client):
    receipt = send(client, FORM, **WORDS, name="Ola (demo)")

    row = the_one()
    assert receipt.headers["Location"] == row.contribution.get_absolute_url()
    assert row.contribution.state == "waiting"
    assert client.get(row.get_absolute_url()).status_code == 404
    assert "Benk på kaia" not in client.get(LIST).text


def test_published_suggestion_has_its_number_as_address(client):
    send(client, FORM, **WORDS)
    row = the_one()

    publish(row.contribution, by=make_user())

    page = client.get(f"/lean/forslag/{row.contribution_id}/")
    assert "Benk på kaia" in page.text
    assert titles(client.get(LIST)) == ["Benk på kaia"]
    assert row.contribution.public_address == f"/lean/forslag/{row.pk}/#innspill-{row.pk}"


def test_suggestion_is_shown_at_once_where_it_is_read_afterwards(
    client, municipality, time_machine
):
    municipality.moderation = "after"
    municipality.save()

    send(client, FORM, **WORDS)
    time_machine.move_to(timezone.now() + timedelta(minutes=1))

    assert titles(client.get(LIST)) == ["Benk på kaia"]
    assert found(client, "benk") == ["Benk på kaia"]


def test_suggestion_goes_to_the_chosen_department(client):
    department = make_department(name="Teknisk")

    send(client, FORM, **WORDS, department=str(department.pk))

    row = the_one()
    assert row.department == department
    assert "Teknisk" in row.contribution.about


def test_suggestion_can_be_about_this_website(client):
    send(client, FORM, **WORDS, department="nettstedet")

    assert (the_one().department, the_one().is_about_website) == (None, True)


def test_address_can_choose_the_department(client):
    department = make_department(slug="teknisk")

    form = client.get(f"{FORM}?avdeling=teknisk").context["form"]

    assert form["department"].value() == str(department.pk)


@pytest.mark.parametrize("missing", ["title", "text"])
def test_form_comes_back_with_what_was_written(client, missing):
    response = send(client, FORM, **WORDS | {missing: ""})

    [kept] = [text for name, text in WORDS.items() if name != missing]
    assert response.status_code == 422
    assert kept in response.text
    assert Suggestion.objects.count() == 0


def test_unknown_department_gives_the_form_back(client):
    response = send(client, FORM, **WORDS, department="999")

    assert response.status_code == 422
    assert WORDS["text"] in response.text


def test_identity_number_in_the_title_is_warned_about(client):
    response = send(client, FORM, **WORDS | {"title": "Jeg er 13097248022"})

    assert response.status_code == 422
    assert Suggestion.objects.count() == 0


def test_preview_stores_nothing(client):
    response = send(client, FORM, **WORDS, preview="1")

    assert response.text.count("Benk på kaia") > 1
    assert Suggestion.objects.count() == 0


def test_no_reader_gets_a_cookie(client):
    responses = [client.get(FORM), send(client, FORM, **WORDS), client.get(LIST)]

    assert [len(response.cookies) for response in responses] == [0, 0, 0]


# The list


def test_list_is_narrowed_by_status_and_department(client):
    technical = make_department(slug="teknisk")
    make_suggestion(title="Vei", department=technical)
    make_suggestion(title="Skole", department=make_department())
    make_suggestion(title="Søk", is_about_website=True)
    move(make_suggestion(title="Brygge", department=technical), by=make_user(), status="i_gang")

    shown = {
        query: titles(client.get(f"{LIST}?{query}"))
        for query in [
            "",
            "status=i_gang",
            "avdeling=teknisk",
            "avdeling=nettstedet",
            "avdeling=teknisk&status=mottatt",
        ]
    }

    assert shown == {
        "": ["Brygge", "Søk", "Skole", "Vei"],
        "status=i_gang": ["Brygge"],
        "avdeling=teknisk": ["Brygge", "Vei"],
        "avdeling=nettstedet": ["Søk"],
        "avdeling=teknisk&status=mottatt": ["Vei"],
    }


def test_counts_follow_the_chosen_department(client):
    technical = make_department(slug="teknisk")
    make_suggestion(department=technical)
    make_suggestion()

    counts = client.get(f"{LIST}?avdeling=teknisk").context["counts"]

    assert [(row["value"], row["number"]) for row in counts] == [("", 1), ("mottatt", 1)]


@pytest.mark.parametrize("query", ["status=tull", "avdeling=tull", "side=2"])
def test_list_that_is_never_linked_to_is_not_found(client, query):
    assert client.get(f"{LIST}?{query}").status_code == 404


@pytest.mark.parametrize("number", [5, 500])
def test_list_takes_as_many_queries_for_many(client, django_assert_num_queries, number):
    departments = [make_department(), make_department()]
    for i in range(number):
        make_suggestion(department=departments[i % 2])

    # municipality, departments, menus, notices; the number of rows, the page, the statuses
    with django_assert_num_queries(7):
        page = client.get(LIST)

    assert len(titles(page)) == min(number, 10)


# One suggestion


def test_hidden_suggestion_says_so_at_its_address_and_nowhere_else(client):
    row = make_suggestion(title="Noe stygt", text="Stygge ord.")

    hide(row.contribution, by=make_user(), rule="personangrep")

    page = client.get(row.get_absolute_url())
    assert page.status_code == 410
    assert "stygt" not in page.text
    assert "Stygge" not in page.text
    assert titles(client.get(LIST)) == []
    assert found(client, "stygt") == []
    assert json.loads(client.get(f"{LIST}feed.json").content)["items"] == []


def test_suggestion_taken_back_leaves_a_line(client):
    row = make_suggestion(title="Angrer")

    take_back(row.contribution)

    page = client.get(row.get_absolute_url())
    assert page.status_code == 410
    assert "Angrer" not in page.text


def test_suggestion_taken_back_before_anybody_read_it_leaves_nothing(client):
    send(client, FORM, **WORDS)

    take_back(the_one().contribution)

    assert client.get(the_one().get_absolute_url()).status_code == 404


def test_spam_has_no_page(client):
    row = make_suggestion()

    mark_spam(row.contribution, by=make_user())

    assert client.get(row.get_absolute_url()).status_code == 404


def test_answer_stands_signed_with_title_and_department(client):
    person = make_person(name="Leder", title="teknisk sjef", department=make_department(name="Vei"))
    row = make_suggestion()

    answer(row.contribution, by=make_user(), person=person, text="Gjerdet kommer.", token="x" * 22)

    page = client.get(row.get_absolute_url()).text
    assert "Gjerdet kommer." in page
    assert "teknisk sjef, Vei" in page
    assert found(client, "gjerde") == [row.contribution.title]


def test_answer_that_is_hidden_is_found_nowhere(client):
    row = make_suggestion()
    said = {"by": make_user(), "person": make_person(), "token": "x" * 22}
    official = answer(row.contribution, text="Et uforsiktig svar.", **said)

    hide(official, by=make_user(), rule="personvern")

    assert "uforsiktig" not in client.get(row.get_absolute_url()).text
    assert found(client, "uforsiktig") == []


def test_page_takes_as_many_queries_for_a_long_timeline(client, django_assert_num_queries):
    row, user = make_suggestion(), make_user()
    for status in ["vurderes", "planlagt", "i_gang", "vurderes", "planlagt"]:
        move(row, by=user, status=status)

    # municipality, menus, notices; the suggestion, answers, events, duplicates
    with django_assert_num_queries(7):
        client.get(row.get_absolute_url())


# For machines


@pytest.mark.parametrize("kind", ["rss.xml", "atom.xml", "feed.json"])
def test_feed_holds_published_suggestions_alone(client, kind):
    make_suggestion(title="Synlig forslag")
    make_suggestion(title="Skjult forslag", state=Contribution.State.WAITING, published_at=None)

    feed = client.get(LIST + kind).text

    assert "Synlig forslag" in feed
    assert "Skjult" not in feed


def test_sitemap_names_published_suggestions_alone(client):
    row = make_suggestion()
    waiting = make_suggestion(state=Contribution.State.WAITING, published_at=None)

    sitemap = client.get("/sitemap.xml").text

    assert f"{row.get_absolute_url()}</loc>" in sitemap
    assert f"{LIST}</loc>" in sitemap
    assert f"{waiting.get_absolute_url()}</loc>" not in sitemap


def test_mail_and_own_page_lead_to_the_suggestion(client):
    send(client, FORM, **WORDS, email="ola@oya.example")
    row = the_one()

    publish(row.contribution, by=make_user())

    assert row.get_absolute_url() in client.get(row.contribution.get_absolute_url()).text
    assert "Benk" not in Email.objects.get().message


def test_number_that_no_database_holds_is_not_found(client):
    response = client.get("/lean/forslag/99999999999999999999999/")

    assert response.status_code == 404
