"""Commenting a post, as a citizen does it."""

import pytest
from post_office.models import Email

from dialogue.contribution import Contribution
from dialogue.moderation import answer, hide, publish
from tests.factories import (
    make_comment,
    make_department,
    make_municipality,
    make_person,
    make_post,
    make_user,
)
from tests.sending import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def form_address() -> str:
    make_municipality()
    return f"{make_post().get_absolute_url()}kommenter/"


def test_comment_waits_until_it_is_published(client, form_address):
    post = form_address.removesuffix("kommenter/")

    receipt = send(client, form_address, text="Båten bør gå oftere.", name="Ola (demo)")

    row = Contribution.objects.get()
    assert receipt.headers["Location"] == row.get_absolute_url()
    assert (row.state, row.text, row.name) == ("waiting", "Båten bør gå oftere.", "Ola (demo)")
    assert row.kind.post.get_absolute_url() == post
    assert "Båten bør gå oftere." not in client.get(post).text

    publish(row, by=make_user())

    assert "Båten bør gå oftere." in client.get(post).text


def test_hidden_comment_leaves_its_rule_in_its_place(client, form_address):
    send(client, form_address, text="Du er dum.")
    row = Contribution.objects.get()

    hide(row, by=make_user(), rule="personangrep", reason="Gå etter saken.")

    page = client.get(form_address.removesuffix("kommenter/")).text
    assert "Du er dum." not in page
    assert "regel 2" in page or "rule 2" in page


def test_mail_holds_a_number_and_a_link_and_no_text(client, form_address):
    send(client, form_address, text="Hemmelig ord", email="ola@oya.example")

    mail = Email.objects.get()
    row = Contribution.objects.get()
    assert mail.to == ["ola@oya.example"]
    assert str(row.pk) in mail.subject
    assert row.get_absolute_url() in mail.message
    assert "Hemmelig" not in mail.message


@pytest.mark.parametrize("number", [2, 200])
def test_post_takes_as_many_queries_for_200_comments_as_for_2(
    client, django_assert_num_queries, number
):
    make_municipality()
    post = make_post()
    first = make_comment(post)
    for index in range(number - 1):
        person = make_person() if index % 3 == 0 else None
        make_comment(post, answers=first if index % 2 else None, person=person)

    # municipality, menus, notices, post, tags, comments, newer, older, attachments,
    # projects, what the comments became
    with django_assert_num_queries(11):
        page = client.get(post.get_absolute_url()).text

    assert page.count('id="innspill-') == number


def test_lists_and_post_say_how_many_comments_can_be_read(client):
    make_municipality()
    post = make_post()
    first = make_comment(post)
    make_comment(post, answers=first)
    make_comment(post, state="waiting")
    make_comment(post, answers=make_comment(post, state="spam"))
    hide(make_comment(post), by=make_user(), rule="tema")
    make_post()

    for address in ("/", "/blogg/"):
        assert client.get(address).text.count("2 kommentarer</span>") == 1
    page = client.get(post.get_absolute_url()).text
    assert '<a class="meta-by" href="#kommentarer">2 kommentarer</a>' in page
    assert '"commentCount": 2' in page


def test_hidden_comment_keeps_its_answers(client):
    make_municipality()
    post = make_post()
    row = make_comment(post, text="Bort")
    make_comment(post, answers=row, text="Blir")
    hide(row, by=make_user(), rule="personvern")

    page = client.get(post.get_absolute_url()).text

    assert "Skjult av kommunen, regel 3" in page
    assert ("Bort" in page, "Blir" in page) == (False, True)


def test_closed_post_keeps_its_comments_and_says_that_it_is_closed(client):
    make_municipality()
    post = make_post(comments_open=False)
    make_comment(post, text="Står her")

    page = client.get(post.get_absolute_url()).text

    assert "Står her" in page
    assert "Kommentarfeltet er stengt." in page
    assert "kommenter/" not in page


def test_answer_of_the_municipality_is_marked_with_title_and_department(client):
    make_municipality()
    post = make_post()
    row = make_comment(post)
    person = make_person(name="Kari (demo)", title="ordfører", department=make_department())

    answer(row, by=make_user(), person=person, text="Vi hører deg.", token="svar")  # noqa: S106

    page = " ".join(client.get(post.get_absolute_url()).text.split())
    assert "Svar fra kommunen" in page
    assert (
        f'<bdi>Kari (demo)</bdi><span class="comment-role">, ordfører, {person.department}' in page
    )
