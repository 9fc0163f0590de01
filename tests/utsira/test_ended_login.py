"""What was sent after the login had ended comes back."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from blog.models import Post
from tests.factories import NO_ATTACHMENTS, make_post, make_user
from tests.utsira.conftest import PASSWORD

pytestmark = pytest.mark.django_db

LOGIN = reverse("admin:login")


def edited(post: Post) -> dict[str, Any]:
    return {
        "title": "Ny tittel",
        "ingress": "Kort.",
        "body": "<p>En hel times arbeid.</p>",
        "lang": "nb",
        "version": post.version,
        **NO_ATTACHMENTS,
    }


def hidden(html: str) -> Iterator[tuple[str, str]]:
    for tag in re.findall(r"<input[^>]+type=\"hidden\"[^>]*>", html):
        value = re.search(r'value="([^"]*)"', tag)
        name = re.search(r'name="([^"]*)"', tag)[1]
        yield name, unescape(value[1] if value else "")


def test_ended_login_gives_the_text_back_unsaved(client, kari):
    post = make_post(title="Gammel", published_at=None, created_by=kari)
    address = reverse("admin:blog_post_change", args=[post.pk])

    login = client.post(address, edited(post))
    wrong = client.post(address, dict(hidden(login.text)) | {"username": "kari", "password": "x"})
    sent = dict(hidden(wrong.text)) | {"username": "kari", "password": PASSWORD}
    form = client.post(address, sent)

    post.refresh_from_db()
    assert (login.status_code, wrong.status_code, form.status_code) == (403, 403, 200)
    assert form.context["adminform"].form["body"].value() == "<p>En hel times arbeid.</p>"
    assert (post.title, "Det er ikke lagret ennå" in form.text) == ("Gammel", True)


def test_text_that_came_back_is_saved_by_the_next_click(client, kari):
    post = make_post(published_at=None, created_by=kari)
    address = reverse("admin:blog_post_change", args=[post.pk])
    login = client.post(address, edited(post))
    client.post(address, dict(hidden(login.text)) | {"username": "kari", "password": PASSWORD})

    client.post(address, edited(post))

    post.refresh_from_db()
    assert post.title == "Ny tittel"


def test_ended_login_keeps_the_text_through_the_pause_for_guesses(client, kari):
    post = make_post(published_at=None, created_by=kari)
    address = reverse("admin:blog_post_change", args=[post.pk])
    sent = dict(hidden(client.post(address, edited(post)).text))
    for _number in range(5):
        client.post(address, sent | {"username": "kari", "password": "feil"})

    response = client.post(address, sent | {"username": "kari", "password": PASSWORD})

    assert response.status_code == 429
    assert dict(hidden(response.text))["carried-body"] == "<p>En hel times arbeid.</p>"


def test_ended_login_asks_before_a_verb_is_done(client):
    boss = make_user(username="sjef", password=PASSWORD, role="Redaktør")
    post = make_post()
    address = reverse("admin:blog_post_withdraw", args=[post.pk])
    login = client.post(address, {"reason": "Feil tall i teksten"})

    page = client.post(
        address, dict(hidden(login.text)) | {"username": "sjef", "password": PASSWORD}
    )
    before = Post.objects.get().withdrawn_at
    client.post(address, dict(hidden(page.text)))

    assert (before, Post.objects.get().withdrawn_reason) == (None, "Feil tall i teksten")
    assert LogEntry.objects.get().user == boss


def test_ended_login_carries_no_password(client, kari):
    sent = {"old_password": "hemmelig", "new_password1": "hemmelig", "new_password2": "hemmelig"}

    response = client.post(reverse("admin:password_change"), sent)

    assert (response.status_code, "hemmelig" in response.text) == (403, False)


def test_token_of_an_earlier_login_gives_the_text_back(kari):
    client = Client(enforce_csrf_checks=True, headers={"Origin": "http://testserver"})
    client.force_login(kari)
    post = make_post(title="Gammel", published_at=None, created_by=kari)
    address = reverse("admin:blog_post_change", args=[post.pk])

    page = client.post(address, edited(post))
    form = client.post(address, dict(hidden(page.text)))

    post.refresh_from_db()
    assert (page.status_code, form.status_code, post.title) == (403, 200, "Gammel")
    assert form.context["adminform"].form["body"].value() == "<p>En hel times arbeid.</p>"


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}])
def test_foreign_page_puts_no_words_into_our_forms(kari, headers):
    client = Client(enforce_csrf_checks=True, headers=headers)
    client.force_login(kari)
    post = make_post(published_at=None, created_by=kari)

    response = client.post(reverse("admin:blog_post_change", args=[post.pk]), edited(post))

    assert (response.status_code, "En hel times arbeid" in response.text) == (403, False)


def test_stale_login_form_is_shown_anew():
    client = Client(enforce_csrf_checks=True, headers={"Origin": "http://testserver"})

    response = client.post(f"{LOGIN}?next=/admin/blog/post/", {"username": "kari"})

    assert response["Location"] == f"{LOGIN}?next=/admin/blog/post/"
