from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from publishing.models import Picture
from publishing.uses import uses_of
from tests.factories import (
    make_municipality,
    make_page,
    make_person,
    make_picture,
    make_post,
    make_user,
    picture_bytes,
)

pytestmark = pytest.mark.django_db

LIST = reverse("admin:publishing_picture_changelist")


@pytest.fixture
def editor(client):
    user = make_user(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def showing(picture: Picture) -> str:
    return f'<p>Se</p><figure><img src="{picture.file.url}" alt="Båter"></figure>'


def give_new_file(client, picture: Picture, **changes):
    file = SimpleUploadedFile("ny.jpg", picture_bytes(size=(500, 400)))
    values = {"title": picture.title, "alt": picture.alt, "credit": "", "file": file} | changes
    return client.post(reverse("admin:publishing_picture_change", args=[picture.pk]), values)


def delete_selected(client, *pictures: Picture):
    chosen = [picture.pk for picture in pictures]
    return client.post(
        LIST, {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    )


def test_every_place_that_uses_a_picture_is_named(client, editor):
    picture, other = make_picture(), make_picture(title="Fyret")
    make_municipality(picture=picture, picture_alt="Havna", logo=picture, logo_alt="Våpenet")
    make_person(name="Kari", picture=picture, picture_alt="Kari")
    make_post(title="På topp", picture=picture, picture_alt="Båter", published_at=None)
    make_post(title="I teksten", body=showing(picture))
    make_page(title="Om havna", body=showing(picture))
    make_post(title="Annet", picture=other, picture_alt="Fyret", body=showing(other))

    used = {str(use) for use in uses_of(picture)}
    page = client.get(reverse("admin:publishing_picture_change", args=[picture.pk])).text

    assert used == {
        "Kommune «Øya kommune»: bilde",
        "Kommune «Øya kommune»: logo",
        "Person «Kari»: bilde",
        "Innlegg «På topp»: bilde",
        "Innlegg «I teksten»: tekst",
        "Side «Om havna»: tekst",
    }
    assert [use for use in used if use not in page] == []
    assert "Annet" not in page


@pytest.mark.parametrize("number", [1, 30])
def test_picture_page_costs_the_same_with_one_use_and_with_many(
    client, editor, number, django_assert_num_queries
):
    picture = make_picture()
    for _ in range(number):
        make_post(body=showing(picture), picture=picture, picture_alt="Båter")

    with django_assert_num_queries(17):
        client.get(reverse("admin:publishing_picture_change", args=[picture.pk]))


def test_picture_inside_a_text_is_not_deleted(client, editor):
    picture = make_picture()
    post = make_post(title="Havna", body=showing(picture), published_at=None)

    address = reverse("admin:publishing_picture_delete", args=[picture.pk])
    response = client.post(address, {"post": "yes"})
    bulk = delete_selected(client, picture)

    sentence = "Dette kan ikke slettes mens det er i bruk."
    link = f'<a href="{reverse("admin:blog_post_change", args=[post.pk])}">'
    assert Picture.objects.get() == picture
    assert (sentence in response.text, link in response.text) == (True, True)
    assert (sentence in bulk.text, link in bulk.text) == (True, True)


def test_chosen_picture_is_not_deleted(client, editor):
    picture = make_picture()
    make_person(name="Kari", picture=picture, picture_alt="Kari")

    address = reverse("admin:publishing_picture_delete", args=[picture.pk])

    for response in (delete_selected(client, picture), client.get(address)):
        assert "Person «Kari»: bilde" in response.text
        assert "det har du ikke tilgang til" not in response.text
    assert Picture.objects.get() == picture


def test_unused_picture_is_deleted(client, editor):
    used, unused = make_picture(), make_picture()
    make_post(body=showing(used))

    delete_selected(client, unused)

    assert Picture.objects.get() == used


def test_changed_picture_is_seen_in_its_texts_at_once(client, editor):
    picture = make_picture()
    post, page = make_post(body=showing(picture)), make_page(body=showing(picture))
    other = make_post(body=showing(make_picture()))
    old = picture.file.url

    give_new_file(client, picture)

    picture.refresh_from_db()
    for text in (post, page):
        text.refresh_from_db()
        assert f'src="{picture.file.url}" width="500" height="400"' in text.body
        assert (old in text.body, text.updated_at) == (False, None)
        assert text.history.first().history_user == editor
    other.refresh_from_db()
    assert other.version == 1


def test_change_that_no_text_shows_saves_no_text(client, editor):
    picture = make_picture()
    post = make_post(body=showing(picture))

    client.post(
        reverse("admin:publishing_picture_change", args=[picture.pk]),
        {"title": "Nytt navn", "alt": "Annet", "credit": "Foto: Kari"},
    )

    picture.refresh_from_db()
    post.refresh_from_db()
    assert (picture.credit, post.version, post.history.count()) == ("Foto: Kari", 1, 1)


def test_scheduled_and_withdrawn_texts_follow_too(client, editor):
    picture = make_picture()
    planned = make_post(body=showing(picture), published_at=timezone.now() + timedelta(days=1))
    withdrawn = make_post(body=showing(picture))
    withdrawn.withdraw(reason="Feil")

    give_new_file(client, picture)

    picture.refresh_from_db()
    for text in (planned, withdrawn):
        text.refresh_from_db()
        assert picture.file.url in text.body


def test_version_from_before_the_change_is_restored_with_the_picture_of_today(client, editor):
    picture = make_picture()
    post = make_post(body=showing(picture))
    old = picture.file.name
    give_new_file(client, picture)

    before = post.history.last()
    before.instance.save()

    picture.refresh_from_db()
    post.refresh_from_db()
    assert old in before.body
    assert default_storage.exists(old)
    assert picture.file.url in post.body
