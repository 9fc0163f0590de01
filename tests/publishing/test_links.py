from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from municipality.models import Page
from publishing.models import OldSlug
from tests.factories import make_page, make_post, make_user

pytestmark = pytest.mark.django_db

FINDER = reverse("link_finder")
DAY = datetime(2026, 9, 17, 8, tzinfo=UTC)


def link_to(address: str) -> str:
    return f'<p>Se <a href="{address}">møtet</a>.</p>'


def log_in(client, *codenames: str) -> None:
    user = make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)


# Taken along


def test_links_follow_a_changed_slug_and_tell_nobody_of_an_update():
    post = make_post(slug="gammel", published_at=DAY)
    linking = [make_post(body=link_to(post.get_absolute_url())), make_page()]
    linking[1].body = link_to(post.get_absolute_url())
    linking[1].save(touch=False)
    bystander = make_post(body=link_to("/blogg/2026/09/gammelt/"))

    post.slug = "ny"
    post.save()

    for text in linking:
        text.refresh_from_db()
        assert (text.body, text.updated_at) == (link_to("/blogg/2026/09/ny/"), None)
        assert text.history.first().body == text.body
    bystander.refresh_from_db()
    assert (bystander.body, bystander.version) == (link_to("/blogg/2026/09/gammelt/"), 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("/side-a/#kart", "/side-b/#kart"),
        ("/side-a/?side=2", "/side-b/?side=2"),
        ("http://127.0.0.1:8000/side-a/", "/side-b/"),
        ("https://annen.example/side-a/", "https://annen.example/side-a/"),
        ("/side-a/vedlegg/", "/side-a/vedlegg/"),
        ("/lang/side-a/", "/lang/side-a/"),
    ],
)
def test_only_links_to_the_very_text_are_written_anew(settings, before, after):
    settings.SITE_URL = "http://127.0.0.1:8000"
    page = make_page(slug="side-a")
    text = make_post(body=link_to(before))

    page.slug = "side-b"
    page.save()

    text.refresh_from_db()
    assert text.body == link_to(after)


def test_link_to_a_draft_leads_to_its_permanent_address_when_it_is_published():
    draft = make_post(slug="kommer", published_at=None)
    text = make_post(body=link_to(draft.get_absolute_url()))

    draft.publish(at=DAY)

    text.refresh_from_db()
    assert text.body == link_to("/blogg/2026/09/kommer/")


def test_link_follows_a_changed_month():
    post = make_post(slug="lean", published_at=DAY)
    text = make_post(body=link_to(post.get_absolute_url()))

    post.published_at = DAY - timedelta(days=60)
    post.save()

    text.refresh_from_db()
    assert text.body == link_to("/blogg/2026/07/lean/")


def test_text_that_links_to_itself_is_saved_once():
    page = make_page(slug="side-a", body=link_to("/side-a/"))

    page.slug = "side-b"
    page.save()

    page.refresh_from_db()
    assert (page.body, page.version, page.history.count()) == (link_to("/side-b/"), 2, 2)


def test_drafts_and_withdrawn_texts_are_taken_along():
    page = make_page(slug="side-a")
    draft = make_post(published_at=None, body=link_to("/side-a/"))
    withdrawn = make_post(body=link_to("/side-a/"))
    withdrawn.withdraw(reason="Feil")

    page.slug = "side-b"
    page.save()

    for text in (draft, withdrawn):
        text.refresh_from_db()
        assert text.body == link_to("/side-b/")


def test_old_address_that_somebody_saves_again_still_leads_there(client):
    page = make_page(slug="side-a")
    page.slug = "side-b"
    page.save()

    response = client.get("/side-a/")

    assert (response.status_code, response.headers["Location"]) == (301, "/side-b/")
    assert OldSlug.objects.get().slug == "side-a"


def test_a_failing_text_leaves_every_address_as_it_was(monkeypatch):
    page = make_page(slug="side-a")
    text = make_post(body=link_to("/side-a/"))
    monkeypatch.setattr(type(text), "save", failing)
    page.slug = "side-b"

    with pytest.raises(RuntimeError):
        page.save()

    page.refresh_from_db()
    assert page.slug == "side-a"


def failing(*args, **kwargs):
    raise RuntimeError


# Found


def test_texts_are_found_by_title_whatever_their_state(client):
    log_in(client, "view_post", "publish_post", "view_page", "publish_page")
    make_post(title="Ærfugl i havna", slug="aerfugl", published_at=DAY)
    draft = make_post(title="Om ærfuglen", published_at=None)
    make_post(title="Ærfugl neste år", slug="neste", published_at=timezone.now() + timedelta(9))
    make_post(title="Noe annet", body="<p>ærfugl</p>")
    page = make_page(title="Fakta om ærfugl")

    response = client.get(FINDER, {"q": " ærfugl "})

    found = [(text["title"], text["kind"], text["state"]) for text in response.json()["texts"]]
    addresses = [text["address"] for text in response.json()["texts"]]
    assert sorted(found) == [
        ("Fakta om ærfugl", "side", "Publisert"),
        ("Om ærfuglen", "innlegg", "Utkast"),
        ("Ærfugl i havna", "innlegg", "Publisert"),
        ("Ærfugl neste år", "innlegg", "Planlagt"),
    ]
    assert {"/blogg/2026/09/aerfugl/", draft.get_absolute_url(), page.get_absolute_url()} < set(
        addresses
    )
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("query", ["", "%", "_", "'\"", "a" * 200, "NEAR( OR", "🐦 " * 100])
def test_odd_words_find_little_and_break_nothing(client, query):
    log_in(client, "view_post", "publish_post")
    make_post(title="Havna")
    Page.objects.update(published_at=None)

    response = client.get(FINDER, {"q": query})

    expected = [] if query else ["Havna"]
    assert [text["title"] for text in response.json()["texts"]] == expected


def test_search_longer_than_any_title_is_refused(client):
    log_in(client, "view_post", "publish_post")

    response = client.get(FINDER, {"q": "a" * 3900})

    assert response.status_code == 400


@pytest.mark.parametrize("number", [1, 30])
def test_finding_costs_the_same_with_one_text_and_with_many(
    client, number, django_assert_num_queries
):
    log_in(client, "view_post", "publish_post", "view_page", "publish_page")
    for _ in range(number):
        make_post(title="Havna")

    with django_assert_num_queries(9):
        response = client.get(FINDER, {"q": "havn"})

    assert len(response.json()["texts"]) == min(number, 6)


def test_only_what_one_may_see_is_found(client):
    log_in(client, "change_page", "publish_page")
    make_post(title="Havna", published_at=None)
    make_page(title="Havna")

    response = client.get(FINDER, {"q": "havna"})

    assert [text["kind"] for text in response.json()["texts"]] == ["side"]


def test_writer_finds_what_is_public_and_what_is_the_writers_own(client):
    writer = make_user(role="Skribent")
    client.force_login(writer)
    soon = timezone.now() + timedelta(days=1)
    make_post(title="Havna er åpen")
    make_page(title="Havna")
    make_post(title="Havna, mitt utkast", published_at=None, created_by=writer)
    make_post(title="Havna, din plan", published_at=soon, created_by=make_user())
    make_post(title="Havna, ditt utkast", published_at=None, created_by=make_user())
    make_post(title="Havna tatt bort").withdraw(reason="Feil")
    make_page(title="Havna, en ny side", published_at=None)

    response = client.get(FINDER, {"q": "havna"})

    assert {text["title"] for text in response.json()["texts"]} == {
        "Havna er åpen",
        "Havna",
        "Havna, mitt utkast",
    }


def test_others_find_nothing(client):
    make_post(title="Havna", published_at=None)

    anonymous = client.get(FINDER, {"q": "havna"})
    log_in(client, "view_picture")
    stranger = client.get(FINDER, {"q": "havna"})

    assert (anonymous.status_code, stranger.status_code) == (302, 403)
    assert anonymous.headers["Location"].startswith("/admin/login/")
