"""What a writer may do with texts, whatever is sent."""

from typing import Any

import pytest
from django.urls import reverse

from blog.models import Post
from blog.waiting import waiting
from municipality.models import User
from tests.factories import NO_ATTACHMENTS, make_post, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client) -> User:
    user = make_user(username="kari", role="Skribent")
    client.force_login(user)
    return user


def text(**fields: Any) -> dict[str, Any]:
    filled = {"title": "Utkast", "ingress": "Kort.", "body": "<p>Tekst.</p>", "lang": "nb"}
    return filled | {"version": 1} | NO_ATTACHMENTS | fields


DATE = {"published_at_0": "01.01.2020", "published_at_1": "12.00"}


def test_writer_sets_no_date(client, writer):
    post = make_post(published_at=None, created_by=writer)

    client.post(reverse("admin:blog_post_add"), text(**DATE))
    client.post(reverse("admin:blog_post_change", args=[post.pk]), text(**DATE))

    assert list(Post.objects.values_list("title", "published_at")) == [("Utkast", None)] * 2


def test_writer_presses_no_publish_button(client, writer):
    response = client.post(reverse("admin:blog_post_add"), text(_publish="1"))

    assert (response.status_code, Post.objects.count()) == (403, 0)


def test_writer_restores_no_date_from_the_history(client, writer):
    post = make_post(created_by=writer)
    public = post.history.latest()
    Post.objects.update(published_at=None)

    client.post(
        reverse("admin:blog_post_simple_history", args=[post.pk, public.history_id]), text()
    )

    assert Post.objects.values_list("title", "published_at").get() == ("Utkast", None)


def test_writer_is_no_other_writer(client, writer):
    other = make_user(username="ola", role="Skribent")

    client.post(reverse("admin:blog_post_add"), text(created_by=other.pk))

    assert Post.objects.get().created_by == writer


def test_foreign_rows_in_an_action_are_left_alone(client, writer):
    draft = make_post(published_at=None)

    client.post(
        reverse("admin:blog_post_changelist"),
        {"action": "publish_selected", "_selected_action": [draft.pk]},
    )

    assert Post.objects.published().count() == 0


def test_draft_that_was_published_meanwhile_is_not_overwritten_and_not_lost(client, writer):
    post = make_post(title="Utkast", published_at=None, created_by=writer)
    post.publish()

    page = client.post(
        reverse("admin:blog_post_change", args=[post.pk]), text(body="<p>En times arbeid.</p>")
    )

    post.refresh_from_db()
    assert (page.status_code, post.body) == (409, "<p>Teksten.</p>")
    assert ("En times arbeid." in page.text, 'value="Lagre' in page.text) == (True, False)


def test_desk_of_a_writer_shows_own_texts_alone(client, writer):
    mine = make_post(published_at=None, created_by=writer)
    make_post(published_at=None)
    make_post()

    context = client.get("/admin/").context

    assert [list(context[name]) for name in ["drafts", "scheduled", "newest"]] == [[mine], [], []]


@pytest.mark.parametrize("number", [1, 30])
def test_newest_drafts_of_writers_wait_for_those_who_publish(django_assert_num_queries, number):
    editor, writer = make_user(role="Redaktør"), make_user(role="Skribent", first_name="Kari")
    drafts = [make_post(published_at=None, created_by=writer) for _ in range(number)]
    make_post(created_by=writer)

    # two of the user's rights, own drafts, the others' drafts
    with django_assert_num_queries(4):
        found = waiting(editor)

    assert [row.url for row in found] == [
        reverse("admin:blog_post_change", args=[post.pk]) for post in reversed(drafts[-6:])
    ]
    assert all("Kari" in row.text for row in found)


def test_drafts_of_others_wait_for_no_writer(writer):
    make_post(published_at=None, created_by=make_user(role="Skribent"))

    assert waiting(writer) == []
