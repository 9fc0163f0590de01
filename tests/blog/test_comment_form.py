"""The comment form when something is in the way: nothing that was written is lost, and nothing
stands where it should not."""

from datetime import timedelta
from html import escape
from typing import Any

import pytest
from django.utils import timezone

from dialogue.contribution import Contribution
from dialogue.moderation import hide
from tests.factories import make_comment, make_municipality, make_post
from tests.sending import hidden_fields, send

pytestmark = pytest.mark.django_db

TEXT = "Båten bør gå oftere – «nå» & ikke <siden>."
NUMBER = "17901012393"  # made up
A_YEAR_AHEAD = timezone.now() + timedelta(days=365)


@pytest.fixture(autouse=True)
def _municipality() -> None:
    make_municipality()


def form_of(post: Any) -> str:
    return f"{post.get_absolute_url()}kommenter/"


def stored() -> list[str]:
    return list(Contribution.objects.values_list("text", flat=True))


# Posts that take no comments


def test_post_that_closed_meanwhile_shows_the_text_to_be_copied(client):
    post = make_post()
    fields = hidden_fields(client.get(form_of(post))) | {"text": TEXT}
    post.comments_open = False
    post.save()

    response = client.post(form_of(post), fields)

    assert (response.status_code, stored()) == (410, [])
    assert escape(TEXT) in response.text
    assert post.title in response.text


def test_post_that_was_withdrawn_meanwhile_shows_the_text_and_not_the_post(client):
    post = make_post(title="Hemmelig tittel")
    fields = hidden_fields(client.get(form_of(post))) | {"text": TEXT}
    post.withdraw(reason="Feil.")

    response = client.post(form_of(post), fields)

    assert (response.status_code, stored()) == (410, [])
    assert escape(TEXT) in response.text
    assert "Hemmelig" not in response.text


@pytest.mark.parametrize("published_at", [None, A_YEAR_AHEAD], ids=["draft", "scheduled"])
def test_post_that_is_not_public_yet_has_no_form(client, published_at):
    there = make_post()
    post = make_post(title="Hemmelig tittel", published_at=published_at)
    address = form_of(there).replace(there.slug, post.slug)

    responses = [client.get(address), client.post(address, {"text": TEXT})]

    assert [response.status_code for response in responses] == [404, 404]
    assert [response for response in responses if "Hemmelig" in response.text] == []
    assert stored() == []


def test_comment_to_a_post_that_is_not_there_can_be_copied(client):
    response = client.post("/blogg/2026/09/finnes-ikke/kommenter/", {"text": TEXT})

    assert (response.status_code, stored()) == (404, [])
    assert f"{escape(TEXT)}</textarea>" in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_post_with_a_new_address_takes_what_is_on_its_way(client):
    post = make_post()
    address = form_of(post)
    fields = hidden_fields(client.get(address)) | {"text": TEXT}
    post.slug = "en-ny-adresse"
    post.save()

    response = client.post(address, fields)

    assert (response.status_code, stored()) == (302, [TEXT])
    assert Contribution.objects.get().kind.post == post


# Comments that cannot be answered


def of_another_post(post: Any) -> str:
    return str(make_comment().pk)


def waiting(post: Any) -> str:
    return str(make_comment(post, state="waiting").pk)


def spam(post: Any) -> str:
    return str(make_comment(post, state="spam").pk)


def hidden(post: Any) -> str:
    row = make_comment(post)
    hide(row, by=None, rule="tema")
    return str(row.pk)


def below_spam(post: Any) -> str:
    return str(make_comment(post, answers=make_comment(post, state="spam")).pk)


def no_number(post: Any) -> str:
    return "tre"


def many_digits(post: Any) -> str:
    return "9" * 5_000


@pytest.mark.parametrize(
    "parent", [of_another_post, waiting, spam, hidden, below_spam, no_number, many_digits]
)
def test_answer_to_what_is_not_there_is_said_once_and_then_stands_by_itself(client, parent):
    post = make_post()
    number = parent(post)

    back = send(client, form_of(post), text=TEXT, answers=number)
    again = client.post(form_of(post), hidden_fields(back) | {"text": TEXT})

    assert (back.status_code, back.context["form"].errors.keys()) == (422, {"__all__"})
    assert len(back.context["form"].non_field_errors()) == 1
    assert escape(TEXT) in back.text
    row = Contribution.objects.get(text=TEXT)
    assert (again.headers["Location"], row.answers) == (row.get_absolute_url(), None)


@pytest.mark.parametrize("parent", [waiting, spam, hidden, of_another_post])
def test_address_of_the_form_shows_nothing_that_is_not_public(client, parent):
    post = make_post()
    number = parent(post)
    Contribution.objects.filter(pk=number).update(text="Hemmelig ord")

    response = client.get(f"{form_of(post)}?svar={number}")

    assert (response.status_code, "Hemmelig" in response.text) == (200, False)


def test_answer_to_an_answer_stands_beside_it(client):
    post = make_post()
    first = make_comment(post)
    second = make_comment(post, answers=first, text="Enig.")

    send(client, f"{form_of(post)}?svar={second.pk}", text=TEXT)

    row = Contribution.objects.get(text=TEXT)
    assert (row.answers, row.about_excerpt) == (first, "Enig.")


# Numbers of persons


@pytest.mark.parametrize("field", ["text", "name"])
def test_identity_number_is_warned_about_once_and_then_masked(client, field):
    address = form_of(make_post())
    written = {"text": TEXT, "name": "Ola (demo)"}
    written[field] = f"Ola {NUMBER}"

    back = send(client, address, **written)
    before = stored()
    sent = client.post(address, hidden_fields(back) | written)

    row = Contribution.objects.get()
    assert (back.status_code, back.context["form"].errors.keys()) == (422, {field})
    assert (NUMBER in back.text, before) == (True, [])
    assert (sent.status_code, "number" in row.held_for.split()) == (302, True)
    assert getattr(row, field).startswith("Ola [")
    assert not any(sign.isdigit() for sign in f"{row.text}{row.name}")


def test_identity_number_that_the_writer_removes_leaves_no_trace(client, time_machine):
    address = form_of(make_post())
    back = send(client, address, text=f"Ola {NUMBER}")
    time_machine.move_to(timezone.now() + timedelta(seconds=5))

    client.post(address, hidden_fields(back) | {"text": TEXT})

    row = Contribution.objects.get()
    assert (row.text, row.held_for) == (TEXT, "")
