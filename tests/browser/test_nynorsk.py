"""A municipality that writes nynorsk: found, followed, and its colleagues let in."""

import re

import pytest
from playwright.sync_api import Page, expect
from post_office.models import Email

from tests.factories import make_post


@pytest.fixture
def in_nynorsk(municipality, settings, live_server) -> None:
    municipality.lang = "nn"
    municipality.save()
    settings.SITE_URL = live_server.url


def newest_link() -> str:
    return re.search(r"http\S+nytt-passord\S+", Email.objects.latest("pk").message)[0]


def choose(page: Page, password: str) -> None:
    page.goto(newest_link())
    for field in page.locator("input[type=password]").all():
        field.fill(password)
    page.get_by_role("button", name="Lagre passordet").click()


def test_citizen_finds_and_follows(watched: Page, in_nynorsk: None):
    make_post(title="Båten går oftare", lang="nn", tags=["Ferje"])
    watched.goto("/blogg/")

    watched.get_by_role("searchbox", name="Søk på heile nettstaden").fill("båtane")
    watched.keyboard.press("Enter")
    watched.get_by_role("link", name="Båten går oftare").click()
    watched.goto("/blogg/emne/ferje/")
    watched.locator("main").get_by_role("link", name="RSS", exact=True).click()

    expect(watched.locator("body")).to_contain_text("Båten går oftare")


def test_colleague_is_invited_and_forgets_the_password(
    watched: Page, in_nynorsk: None, staff: None, context
):
    watched.goto("/admin/municipality/user/add/")
    for name, text in {"first_name": "Kari", "last_name": "Nordmann", "username": "ny"}.items():
        watched.locator(f"[name={name}]").fill(text)
    watched.locator("[name=email]").fill("ny@oya.example")
    watched.get_by_label("Skribent: skriv eigne utkast").check()
    watched.get_by_role("button", name="Lagre", exact=True).click()
    expect(watched.get_by_text("Ein invitasjon er på veg til ny@oya.example.")).to_be_visible()
    context.clear_cookies()
    choose(watched, "seks nye sko")
    expect(watched.get_by_text("Passordet er lagra, og du er logga inn.")).to_be_visible()
    context.clear_cookies()

    watched.goto("/admin/login/")
    watched.get_by_role("link", name="Gløymt passordet?").click()
    watched.get_by_label("E-postadressa di").fill("ny@oya.example")
    watched.get_by_role("button", name="Send meg ei lenkje").click()
    expect(watched.get_by_role("heading", name="Sjå i e-posten din")).to_be_visible()
    choose(watched, "sju nye hattar")

    expect(watched.get_by_role("heading", name="Skrivebordet ditt")).to_be_visible()
