"""Colleagues come in: by invitation, by a new password, and again when the login had ended."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect
from post_office.models import Email

from blog.models import Post
from municipality.models import User
from tests.browser.looks import LOOKS
from tests.factories import make_post, make_user

PASSWORD = "hest batteri stift"


@pytest.fixture
def kari(municipality) -> User:
    return make_user(username="kari", email="kari@oya.example", password=PASSWORD, role="Skribent")


@pytest.fixture
def inbox(settings, live_server) -> None:
    settings.SITE_URL = live_server.url


def newest_link() -> str:
    return re.search(r"http\S+nytt-passord\S+", Email.objects.latest("pk").message)[0]


def log_in(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Brukernavn").fill("kari")
    page.get_by_label("Passord").fill(password)
    page.get_by_role("button", name="Logg inn").click()


def open_form(page: Page, post: Post) -> None:
    page.goto(reverse("admin:blog_post_change", args=[post.pk]))
    log_in(page)


def choose(page: Page, password: str) -> None:
    page.get_by_label("Nytt passord").fill(password)
    page.get_by_label("Det samme passordet en gang til").fill(password)
    page.get_by_role("button", name="Lagre passordet").click()


def test_invited_colleague_chooses_a_password_and_logs_in(watched, staff, inbox, context):
    watched.goto(reverse("admin:municipality_user_add"))
    watched.get_by_label("Fornavn").fill("Kari")
    watched.get_by_label("Etternavn").fill("Nordmann")
    watched.get_by_label("E-postadresse").fill("ny@oya.example")
    watched.get_by_label("Brukernavn").fill("ny")
    watched.get_by_label("Skribent: skriver egne utkast").check()
    watched.get_by_role("button", name="Lagre", exact=True).click()
    expect(watched.get_by_text("En invitasjon er på vei til ny@oya.example.")).to_be_visible()
    context.clear_cookies()

    watched.goto(newest_link())
    choose(watched, "seks nye sko")

    expect(watched.get_by_text("Passordet er lagret, og du er logget inn.")).to_be_visible()
    expect(watched.get_by_role("link", name="Skriv et nytt innlegg")).to_be_visible()


def test_forgotten_password_is_chosen_anew(watched, kari, inbox, axe):
    watched.goto(reverse("admin:login"))
    watched.get_by_role("link", name="Glemt passordet?").click()
    watched.get_by_label("E-postadressen din").fill("kari@oya.example")
    watched.get_by_role("button", name="Send meg en lenke").click()
    expect(watched.get_by_role("heading", name="Se i e-posten din")).to_be_visible()

    watched.goto(newest_link())
    choose(watched, "kort")
    expect(watched.get_by_text("Passordet er for kort")).to_be_visible()
    found = axe(watched)
    choose(watched, "seks nye sko")
    watched.get_by_role("button", name="Logg ut").click()
    watched.goto(reverse("admin:login"))
    log_in(watched, "seks nye sko")

    expect(watched.get_by_role("heading", name="Skrivebordet ditt")).to_be_visible()
    assert found == []


def test_ended_login_gives_the_edited_text_back(watched, kari, axe):
    post = make_post(title="Gammel", published_at=None, created_by=kari)
    open_form(watched, post)
    watched.get_by_label("Tittel").fill("En hel times arbeid")
    editor = watched.locator(".ProseMirror").first
    editor.click()
    editor.press_sequentially("Ny setning. ")
    Session.objects.all().delete()
    watched.get_by_role("button", name="Lagre", exact=True).click()

    expect(watched.get_by_text("Det du skrev, er tatt vare på her")).to_be_visible()
    found = axe(watched)
    log_in(watched, "feil passord her")
    log_in(watched)

    note = watched.locator(".errornote[tabindex]")
    expect(note).to_contain_text("Det er ikke lagret ennå: lagre det nå.")
    expect(watched.get_by_label("Tittel")).to_have_value("En hel times arbeid")
    expect(watched.locator(".ProseMirror").first).to_contain_text("Ny setning.")
    before = Post.objects.get().title
    watched.get_by_role("button", name="Lagre", exact=True).click()
    expect(watched.get_by_text("En hel times arbeid").first).to_be_visible()
    assert (before, Post.objects.get().title) == ("Gammel", "En hel times arbeid")
    assert found == []


def test_new_login_in_another_tab_gives_the_edited_text_back(watched, kari, context, axe):
    post = make_post(title="Gammel", published_at=None, created_by=kari)
    open_form(watched, post)
    watched.get_by_label("Tittel").fill("En hel times arbeid")
    other = context.new_page()
    other.goto(reverse("admin:index"))
    other.get_by_role("button", name="Logg ut").click()
    other.goto(reverse("admin:login"))
    log_in(other)

    with watched.expect_navigation():
        watched.get_by_role("button", name="Lagre", exact=True).click()
    found = axe(watched)
    watched.get_by_role("button", name="Åpne skjemaet med det jeg skrev").click()

    expect(watched.get_by_label("Tittel")).to_have_value("En hel times arbeid")
    assert found == []


def test_too_many_guesses_say_what_to_do_next(watched, kari, inbox, axe):
    watched.goto(reverse("admin:login"))
    for _number in range(6):
        log_in(watched, "feil passord her")

    expect(watched.get_by_role("heading", name="For mange forsøk")).to_be_visible()
    expect(watched.get_by_text("Vent 15 minutter, og prøv igjen.")).to_be_visible()
    found = axe(watched)
    watched.get_by_role("link", name="Få nytt passord på e-post").click()
    watched.get_by_label("E-postadressen din").fill("kari@oya.example")
    watched.get_by_role("button", name="Send meg en lenke").click()
    watched.goto(newest_link())
    choose(watched, "seks nye sko")

    expect(watched.get_by_role("heading", name="Skrivebordet ditt")).to_be_visible()
    assert found == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_entrance_is_accessible(watched, kari, inbox, axe, scheme, width):
    watched.emulate_media(color_scheme=scheme)
    watched.set_viewport_size({"width": width, "height": 900})
    names = ["admin:login", "admin_password_reset", "password_sent"]
    pages = [*map(reverse, names), reverse("password_new", args=["x", "y"])]

    found = {}
    for address in pages:
        watched.goto(address)
        found[address] = axe(watched) + sideways(watched)

    assert found == {address: [] for address in pages}


def sideways(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{wide} px too wide"] if wide > 0 else []
