"""While somebody writes a suggestion: those like it, by the words of its title."""

import pytest

from dialogue.moderation import hide
from lean.circle import move
from lean.like_ones import like_ones
from tests.factories import make_municipality, make_person, make_suggestion, make_user
from tests.sending import send

pytestmark = pytest.mark.django_db

FORM = "/lean/forslag/nytt/"


@pytest.fixture(autouse=True)
def municipality():
    return make_municipality()


def titles(asked: str) -> list[str]:
    return [row.contribution.title for row in like_ones(asked)]


@pytest.mark.parametrize(
    "asked", ["Benker på kaia", "En ny benk ved kaien", "BENK KAI", "Vi vil ha benk på kai i år"]
)
def test_the_same_wish_in_other_words_is_found(asked):
    make_suggestion(title="Benk på kaia")
    make_suggestion(title="Lys langs veien", text="Det er mørkt ved kaia.")

    assert titles(asked) == ["Benk på kaia"]


def test_word_of_the_title_and_one_of_the_text_are_enough():
    make_suggestion(title="Et sted å sitte", text="En benk på kaia der vi venter på båten.")
    make_suggestion(title="Benk ved kirka", text="Der er det pent. Ikke langt fra kaia.")

    assert titles("Benk på kaia") == ["Benk ved kirka"]


@pytest.mark.parametrize("asked", ["", "  ", "og på", "Lekeplass ved skolen", "'\" OR * -- \0"])
def test_what_is_like_nothing_finds_nothing(asked):
    make_suggestion(title="Benk på kaia")

    assert titles(asked) == []


def test_what_is_not_public_is_never_shown():
    make_suggestion(title="Benk på kaia", state="waiting")
    hidden = make_suggestion(title="Benk på kaia")
    hide(hidden.contribution, by=None, rule="tema")

    assert titles("Benk på kaia") == []


def test_of_those_that_are_the_same_the_first_is_shown():
    first, again = make_suggestion(title="Benk på kaia"), make_suggestion(title="Ny benk på kaia")
    move(
        again,
        by=make_user(),
        status="duplikat",
        text="Det samme.",
        person=make_person(),
        duplicate_of=first,
    )

    assert titles("Benk på kaia") == ["Benk på kaia"]


def test_three_are_enough():
    for _ in range(5):
        make_suggestion(title="Benk på kaia")

    assert len(titles("Benk på kaia")) == 3


@pytest.mark.parametrize("missing", [{"text": ""}, {"preview": "1"}])
def test_form_that_comes_back_shows_those_like_it(client, missing):
    make_suggestion(title="Benk på kaia")

    response = send(client, FORM, **{"title": "Benk på kaia", "text": "Vi venter."} | missing)

    assert "Det finnes forslag som likner" in response.text


def test_fragment_is_nothing_but_a_piece_and_empty_where_there_are_none(client):
    make_suggestion(title="Benk på <b>kaia")

    found = client.get("/lean/forslag/likner/", {"q": "benk på kaia"})
    none = client.get("/lean/forslag/likner/", {"q": "lekeplass"})

    assert "Benk på &lt;b&gt;kaia" in found.text
    assert "<html" not in found.text
    assert (none.text.strip(), found["Cache-Control"]) == ("", "max-age=60")


def test_question_costs_the_same_with_many_suggestions(client, django_assert_num_queries):
    make_suggestion(title="Benk på kaia")
    with django_assert_num_queries(QUESTION := 6):
        assert len(like_ones("Benk på kaia")) == 1
    for _ in range(3):
        make_suggestion(title="Benk på kaia")

    with django_assert_num_queries(QUESTION):
        assert len(like_ones("Benk på kaia")) == 3


def test_long_title_asks_few_questions(django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        like_ones(" ".join(f"ord{chr(97 + n)}" for n in range(26)) * 50)
