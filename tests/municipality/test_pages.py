from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models.deletion import ProtectedError
from django.urls import get_resolver, reverse
from django.utils import timezone

from municipality.models import Page
from municipality.page import FIRST_WORDS, STANDING
from publishing.slugs import RESERVED
from tests.factories import NO_ATTACHMENTS, make_municipality, make_page, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def municipality():
    return make_municipality()


def test_page_stands_at_the_root(client):
    page = make_page(title="Havna på øya", body="<p>Om havna.</p>", lang="nn")

    response = client.get("/havna-pa-oya/")

    assert response.context["page"] == page
    assert '<article lang="nn">' in response.text
    assert '<link rel="canonical" href="http://127.0.0.1:8000/havna-pa-oya/">' in response.text
    assert '<meta name="description" content="Om havna.">' in response.text
    assert "<p>Om havna.</p>" in response.text


def test_page_that_is_not_public_yet_is_not_found(client):
    make_page(slug="kladd", published_at=None)
    make_page(slug="plan", published_at=timezone.now() + timedelta(days=1))

    statuses = [client.get(f"/{slug}/").status_code for slug in ["kladd", "plan", "ukjent"]]

    assert statuses == [404, 404, 404]


def test_scheduled_page_is_there_at_its_minute(client, time_machine):
    due = timezone.now() + timedelta(days=1)
    make_page(slug="plan", published_at=due)

    time_machine.move_to(due, tick=False)

    assert client.get("/plan/").status_code == 200


def test_changed_address_leads_to_the_new_one_for_ever(client):
    page = make_page(slug="havna")
    page.slug = "hamna"
    page.save()

    response = client.get("/havna/")

    assert (response.status_code, response.headers["Location"]) == (301, "/hamna/")


def test_withdrawn_page_is_gone_with_its_reason_and_nothing_else(client):
    make_page(title="Gebyrer", body="<p>Hemmelighet</p>").withdraw(reason="Satsene var gale.")

    response = client.get("/gebyrer/")

    assert response.status_code == 410
    assert "Satsene var gale." in response.text
    assert "Hemmelighet" not in response.text


def test_preview_is_for_those_who_may_edit_and_never_stored(client):
    page = make_page(published_at=None)
    editor = make_user(is_staff=True, role="Redaktør")
    address = page.get_absolute_url()

    before = client.get(address)
    client.force_login(editor)
    after = client.get(address)

    assert (before.status_code, after.status_code) == (403, 200)
    assert "no-store" in after.headers["Cache-Control"]


def test_no_page_can_hide_another_address_of_the_site():
    patterns = get_resolver().url_patterns
    first = {str(entry.pattern).lstrip("^").split("/")[0] for entry in patterns} - {""}

    taken = {word for word in first if word.isidentifier()}

    assert taken - (FIRST_WORDS | RESERVED) == set()


@pytest.mark.parametrize("slug", sorted(FIRST_WORDS | RESERVED | set(STANDING)))
def test_address_that_is_taken_is_refused(slug):
    page = make_page(slug="fri")
    page.slug = slug

    with pytest.raises(ValidationError) as refusal:
        page.full_clean()

    assert "slug" in refusal.value.message_dict


def test_title_that_would_take_an_address_gets_another():
    assert [make_page(title=title).slug for title in ["Blogg", "Kontakt oss"]] == [
        "blogg-2",
        "kontakt-oss-2",
    ]


@pytest.mark.parametrize("key", STANDING)
def test_standing_page_is_there_from_the_start(client, key):
    response = client.get(f"/{key}/")

    assert response.context["page"].key == key


def test_standing_page_keeps_its_address():
    page = Page.objects.get(key="personvern")
    page.slug = "privatliv"

    with pytest.raises(ValidationError):
        page.full_clean()
    with pytest.raises(IntegrityError):
        page.save()


def test_standing_page_cannot_be_deleted(client):
    page = Page.objects.get(key="kommentarregler")
    client.force_login(make_user(is_staff=True, is_superuser=True))

    response = client.post(
        reverse("admin:municipality_page_delete", args=[page.pk]), {"post": "yes"}
    )

    assert response.status_code == 403
    with pytest.raises(ProtectedError):
        page.delete()


def test_form_of_a_standing_page_changes_the_text_and_not_the_address(client):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    page = Page.objects.get(key="om")
    when = timezone.localtime(page.published_at)
    sent = {
        "title": "Om oss",
        "body": "<p>Vi er få.</p>",
        "lang": "nb",
        "slug": "oss",
        "published_at_0": when.strftime("%d.%m.%Y"),
        "published_at_1": when.strftime("%H:%M:%S"),
        "version": page.version,
        **NO_ATTACHMENTS,
    }

    client.post(reverse("admin:municipality_page_change", args=[page.pk]), sent)

    page.refresh_from_db()
    assert (page.title, page.body, page.slug) == ("Om oss", "<p>Vi er få.</p>", "om")
    assert page.updated_at is not None


def test_withdrawing_a_standing_page_is_warned_about(client):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    own = make_page()
    standing = Page.objects.get(key="personvern")

    asked = [
        client.get(reverse("admin:municipality_page_withdraw", args=[page.pk])).context
        for page in [own, standing]
    ]

    warned = ["loven kan kreve den" in context["explanation"] for context in asked]
    assert warned == [False, True]


def test_page_with_a_fault_is_not_published():
    page = make_page(published_at=None, body='<p><a href="/om/">her</a></p>')

    with pytest.raises(ValidationError):
        page.publish()


@pytest.mark.parametrize(
    ("path", "queries"),
    # municipality, page, menus, notices
    [("/personvern/", 5), ("/kontakt-oss/", 5), ("/side/", 5)],
)
@pytest.mark.parametrize("number", [1, 30])
def test_page_takes_as_many_queries_for_30_pages_as_for_1(
    client, django_assert_num_queries, path, queries, number
):
    for index in range(number):
        make_page(slug=f"side-{index}" if index else "side")

    with django_assert_num_queries(queries):
        response = client.get(path)

    assert response.status_code == 200


def test_privacy_statement_shows_how_long_things_are_kept(client, settings):
    settings.RETENTION = {
        "a": {"label": "Korte ting", "period": timedelta(hours=8)},
        "b": {"label": "Lange ting", "period": timedelta(days=90)},
        "c": {"label": "Tekster", "period": None},
    }

    text = " ".join(client.get("/personvern/").text.split())

    for label, period in [
        ("Korte ting", "8 timer"),
        ("Lange ting", "90 dager"),
        ("Tekster", "så lenge teksten finnes"),
    ]:
        assert f'<th scope="row">{label}</th> <td>{period}</td>' in text


def test_privacy_statement_has_the_parts_that_the_law_asks_for(client, municipality):
    municipality.organisation_number = "964979901"
    municipality.data_protection_contact = "Ombudet på øya"
    municipality.save()

    text = client.get("/personvern/").text

    for part in [
        "Hvem som er ansvarlig",
        "Hvem som får se opplysningene",
        "Overføring ut av EØS",
        "Automatiske avgjørelser",
        "Rettighetene dine",
        "Klage",
        "Hvor lenge vi lagrer opplysninger",
        "artikkel 6 nr. 1 bokstav e",
        "velger du selv hva du oppgir",
        "Ombudet på øya",
        "964\u00a0979\u00a0901",
        "Sist oppdatert",
    ]:
        assert part in text


def test_contact_page_shows_the_facts_as_norwegians_write_them(client, municipality):
    municipality.phone, municipality.email = "52750100", "post@oya.example"
    municipality.opening_hours = "mandag–fredag 10.00–14.00\ntorsdag 10.00–18.00"
    municipality.save()

    main = client.get("/kontakt-oss/").text.split("<main")[1].split("</main>")[0]

    assert '<a href="tel:+4752750100">52\u00a075\u00a001\u00a000</a>' in main
    assert '<a href="mailto:post@oya.example">post@oya.example</a>' in main
    assert "mandag–fredag 10.00–14.00<br>torsdag 10.00–18.00" in main


def test_contact_page_says_when_it_has_nothing_to_say(client):
    response = client.get("/kontakt-oss/")

    assert "ikke lagt inn telefonnummer" in response.text


def test_accessibility_page_leads_to_the_formal_statement(client, municipality):
    municipality.accessibility_url = "https://uustatus.no/nb/erklaringer/publisert/1"
    municipality.save()

    main = client.get("/tilgjengelighet/").text.split("<main")[1].split("</main>")[0]

    assert f'<a href="{municipality.accessibility_url}">' in main
