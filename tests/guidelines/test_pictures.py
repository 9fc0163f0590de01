"""A picture in an adopted saksframlegg keeps its file."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guidelines.models import Edition
from publishing.models import Picture
from tests.factories import make_municipality, make_picture, make_user, picture_bytes
from tests.guidelines.guidelines import adopted, make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    make_municipality()
    client.force_login(make_user(is_staff=True, role="Redaktør"))
    return client


def showing(picture: Picture) -> str:
    return f'<p>Se</p><figure><img src="{picture.file.url}" alt="Båter"></figure>'


def page_of(picture: Picture, tail: str = "change/") -> str:
    return f"/admin/publishing/picture/{picture.pk}/{tail}"


def values_of(picture: Picture, **changes: Any) -> dict[str, Any]:
    return {"title": picture.title, "alt": picture.alt, "credit": ""} | changes


def new_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("ny.jpg", picture_bytes(size=(500, 400)))


def test_picture_of_an_adopted_text_gets_no_new_file(editor):
    picture = make_picture()
    edition = adopted(make_draft(saksframlegg=showing(picture)))
    before = Edition.objects.get(pk=edition.pk).saksframlegg

    response = editor.post(page_of(picture), values_of(picture, file=new_file()))

    assert response.context["adminform"].form.errors["file"] == [
        "Bildet står i en tekst som er vedtatt og aldri endres. Last opp den nye filen som et "
        "eget bilde."
    ]
    assert Picture.objects.get().file.name == picture.file.name
    assert editor.post(page_of(picture), values_of(picture, title="Kaia")).status_code == 302
    assert Picture.objects.get().title == "Kaia"
    assert Edition.objects.get(pk=edition.pk).saksframlegg == before


def test_no_older_version_of_it_is_restored(editor):
    picture = make_picture()
    editor.post(page_of(picture), values_of(picture, file=new_file()))
    picture.refresh_from_db()
    adopted(make_draft(saksframlegg=showing(picture)))
    first = picture.history.last()

    editor.post(page_of(picture, f"history/{first.pk}/"), values_of(picture))

    assert first.file != picture.file.name
    assert Picture.objects.get().file.name == picture.file.name


def test_it_is_not_deleted(editor):
    picture = make_picture()
    adopted(make_draft(saksframlegg=showing(picture)))

    editor.post(page_of(picture, "delete/"), {"post": "yes"})

    assert Picture.objects.filter(pk=picture.pk).exists()


def test_draft_follows_its_picture(editor):
    picture = make_picture()
    draft = make_draft(saksframlegg=showing(picture))

    editor.post(page_of(picture), values_of(picture, file=new_file()))

    draft.refresh_from_db()
    picture.refresh_from_db()
    assert picture.file.url in draft.saksframlegg
    assert 'width="500"' in draft.saksframlegg
