"""While an edition is open for comments anybody can answer, and what they say stands with it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from dialogue.contribution import Contribution
from dialogue.moderation import answer, hide, publish, take_back
from guidelines.adopting import adopt, close_hearing, open_hearing
from guidelines.models import Clause, Edition, Response
from tests.factories import make_municipality, make_person, make_user
from tests.guidelines.guidelines import make_draft, make_guideline
from tests.sending import hidden_fields
from tests.sending import send as send_form

pytestmark = pytest.mark.django_db

HOME = "/retningslinjer/kart/"
FORM = f"{HOME}utgave/1/innspill/nytt/"
SAID = f"{HOME}utgave/1/innspill/"


@pytest.fixture(autouse=True)
def municipality() -> Any:
    return make_municipality()


@pytest.fixture
def edition() -> Edition:
    draft = make_draft(make_guideline(title="Kart og merker", slug="kart"))
    open_hearing(draft)
    draft.refresh_from_db()
    return draft


def clause_of(edition: Edition, letter: str = "A") -> Clause:
    return Clause.objects.get(section__edition=edition, section__letter=letter)


def send(client: Any, **fields: Any) -> Any:
    return send_form(client, FORM, **{"text": "Bra forslag."} | fields)


def respond(client: Any, **fields: Any) -> Contribution:
    """An answer that a moderator has published."""
    send(client, **fields)
    row = Contribution.objects.latest("pk")
    publish(row, by=make_user())
    return row


# Answering


def test_answer_to_a_clause_is_stored_with_its_place(client, edition):
    clause = clause_of(edition)

    response = send(client, clause_key=clause.key, name="Ola (demo)")

    row = Response.objects.get()
    assert response.headers["Location"] == row.contribution.get_absolute_url()
    assert (row.edition, row.clause_key, row.clause_label) == (edition, clause.key, "A1")
    said = row.contribution
    assert (said.text, said.name, said.state) == ("Bra forslag.", "Ola (demo)", "waiting")
    assert (said.about, said.about_address) == ("A1 Formål – Kart og merker", SAID)
    assert said.about_excerpt == clause.text


def test_answer_to_the_whole_has_no_clause(client, edition):
    send(client)

    row = Response.objects.get()
    assert (row.clause_key, row.contribution.about) == ("", "Kart og merker")


def test_form_of_a_clause_shows_it_and_has_it_chosen(client, edition):
    clause = clause_of(edition, "B")

    page = client.get(f"{FORM}?punkt={clause.key}")

    assert clause.text in page.text
    assert f'<option value="{clause.key}" selected>' in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert not page.cookies


@pytest.mark.parametrize("wrong", ["xxxxxx", "' OR 1=1"])
def test_clause_that_is_not_there_gives_the_form_back_with_the_text(client, edition, wrong):
    page = send(client, clause_key=wrong, text="Ikke mist dette")

    assert page.status_code == 422
    assert "Velg et punkt i denne utgaven." in page.text
    assert "Ikke mist dette" in page.text
    assert not Contribution.objects.exists()


def test_empty_answer_is_given_back(client, edition):
    page = send(client, text="  ")

    assert page.status_code == 422
    assert "Skriv hva du mener." in page.text


def test_answer_sent_twice_is_stored_once(client, edition):
    sent = hidden_fields(client.get(FORM)) | {"text": "Bra forslag."}

    first, second = client.post(FORM, sent), client.post(FORM, sent)

    assert first.headers["Location"] == second.headers["Location"]
    assert Response.objects.count() == 1


def test_preview_sends_nothing(client, edition):
    page = send(client, preview="1")

    assert "Slik blir det" in page.text
    assert not Contribution.objects.exists()


def test_answer_is_shown_at_once_where_the_municipality_wants_it(
    client, edition, municipality, time_machine
):
    municipality.moderation = "after"
    municipality.save()

    send(client, text="Vises straks")

    assert "Vises straks" in client.get(SAID).text


# When it is over


@pytest.mark.parametrize("end", ["day", "adopted", "draft again"])
def test_hearing_that_is_over_takes_nothing_and_loses_nothing(client, edition, end):
    sent = hidden_fields(client.get(FORM)) | {"text": "Skrevet for sent"}
    if end == "day":
        Edition.objects.update(hearing_until=timezone.localdate() - timedelta(days=1))
    elif end == "adopted":
        adopt(edition, adopted_on=date(2025, 2, 10), adopted_by="K", case_number="1")
    else:
        close_hearing(edition)

    page = client.post(FORM, sent)

    assert page.status_code == 410
    assert "Skrevet for sent</textarea>" in page.text
    assert not Contribution.objects.exists()


def test_last_day_of_a_hearing_is_part_of_it(client, edition):
    Edition.objects.update(hearing_until=timezone.localdate())

    assert send(client).status_code == 302


def test_draft_gives_no_form_even_to_one_who_guesses(client):
    make_draft(make_guideline(slug="kart", title="Uferdig"))

    page = client.post(FORM, {"token": "gjettet", "text": "Hei"})

    assert page.status_code == 404
    assert "Uferdig" not in page.text


def test_form_of_another_edition_opens_no_draft(client, edition):
    sent = hidden_fields(client.get(FORM)) | {"text": "Hei"}
    make_draft(make_guideline(slug="hemmelig", title="Uferdig"))

    page = client.post("/retningslinjer/hemmelig/utgave/1/innspill/nytt/", sent)

    assert page.status_code == 404


# What was said


def test_response_list_shows_what_is_public_clause_by_clause(client, edition):
    clause = clause_of(edition, "B")
    respond(client, text="Om punktet", clause_key=clause.key)
    respond(client, text="Om alt")
    send(client, text="Venter ennå")
    hide(respond(client, text="Over streken"), by=make_user(), rule="tema")

    page = client.get(SAID)

    topics = [(t.label, [r.contribution.text for r in t.said]) for t in page.context["topics"]]
    assert topics == [("Hele forslaget", ["Om alt", "Over streken"]), ("B1", ["Om punktet"])]
    assert page.context["number"] == 2
    assert "Venter ennå" not in page.text
    assert "Over streken" not in page.text
    assert f'id="punkt-{clause.key}"' in page.text


def test_answer_of_the_municipality_stands_below_what_it_answers(client, edition):
    clause = clause_of(edition)
    row = respond(client, text="Hva med nettet?", clause_key=clause.key)

    answer(row, by=make_user(), person=make_person(), text="Da henger vi opp.", token="a" * 22)

    page = client.get(SAID)
    assert page.text.index("Hva med nettet?") < page.text.index("Da henger vi opp.")
    assert [len(topic.said) for topic in page.context["topics"]] == [1]
    assert Response.objects.filter(clause_key=clause.key).count() == 2
    # The number of answers is that of people's.
    assert client.get(f"{HOME}utgave/1/").context["responses"] == 1


def test_what_is_taken_back_unread_leaves_no_trace(client, edition):
    send(client, text="Angret")
    take_back(Contribution.objects.get())

    assert client.get(SAID).context["topics"] == []


def test_answers_stand_with_the_edition_when_it_is_adopted(client, edition):
    respond(client, text="Et godt råd")

    adopt(edition, adopted_on=date(2025, 2, 10), adopted_by="K", case_number="1")

    assert "Et godt råd" in client.get(SAID).text
    assert f'href="{SAID}"' in client.get(HOME).text


def test_answers_stand_while_the_edition_is_a_draft_again_and_its_words_do_not(client, edition):
    respond(client, text="Et godt råd", clause_key=clause_of(edition).key)
    close_hearing(edition)
    Clause.objects.filter(section__edition=edition).update(heading="Uferdig")

    page = client.get(SAID)

    assert (page.status_code, client.get(f"{HOME}utgave/1/").status_code) == (200, 404)
    assert "Et godt råd" in page.text
    assert "Uferdig" not in page.text
    assert f'href="{HOME}"' not in page.text  # which is 404 meanwhile


def test_old_address_leads_to_the_answers(client, edition):
    guideline = edition.guideline
    guideline.slug = "nye-kart"
    guideline.save()

    for path, rest in [(SAID, ""), (FORM, "nytt/")]:
        response = client.get(path)
        new = f"/retningslinjer/nye-kart/utgave/1/innspill/{rest}"
        assert (response.status_code, response.headers["Location"]) == (301, new)


@pytest.mark.parametrize("number", [1, 3])
def test_response_list_takes_as_many_queries_for_3_answers_as_for_1(
    client, edition, django_assert_num_queries, number
):
    clause = clause_of(edition)
    for _ in range(number):
        row = respond(client, clause_key=clause.key)
        answer(row, by=make_user(), person=make_person(), text="Takk.", token=f"{row.pk:022}")
    client.get(SAID)

    # municipality, notices, menu, old addresses, edition, clauses, answers, what they became,
    # what the municipality answered, guideline
    with django_assert_num_queries(10):
        client.get(SAID)
