"""A driftsmelding from the desk to every page, and away again, in a real browser."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from municipality.models import Notice
from municipality.models import Page as StandingPage
from tests.browser.looks import LOOKS
from tests.factories import make_notice, make_post

TEXT = "Nordvik er uten vann fra kl. 10 til kl. 14."
KINDS = ["boat", "water", "crisis", "other"]


WORDS = {
    "nb": {
        "notices": "Driftsmeldinger",
        "raise": "Legg ut en driftsmelding",
        "water": "Vann",
        "ended": "Driftsmeldingen er avsluttet",
    },
    "nn": {
        "notices": "Driftsmeldingar",
        "raise": "Legg ut ei driftsmelding",
        "water": "Vatn",
        "ended": "Driftsmeldinga er avslutta",
    },
}


def band(page: Page, path: str, lang: str = "nb") -> Any:
    """The notices on a public page."""
    page.goto(path)
    return page.get_by_role("region", name=WORDS[lang]["notices"])


@pytest.mark.parametrize("lang", WORDS)
def test_notice_is_raised_and_ended_from_the_desk(
    watched: Page, staff: None, municipality: Any, lang: str
):
    make_post()
    municipality.lang = lang
    municipality.save()
    words = WORDS[lang]

    watched.goto("/admin/")
    watched.get_by_text(words["raise"]).click()
    watched.get_by_label(words["water"]).check()
    watched.get_by_label("Tekst").fill(TEXT)
    watched.get_by_role("button", name="Legg ut på alle sider").click()

    for path in ["/", "/personvern/", "/finnes-ikke/"]:
        expect(band(watched, path, lang)).to_contain_text(f"{words['water']}: {TEXT}")

    watched.goto("/admin/")
    watched.get_by_role("button", name=f"Avslutt «{TEXT.split()[0]}").click()
    expect(watched.get_by_text(words["ended"])).to_be_visible()
    for path in ["/", "/finnes-ikke/"]:
        expect(band(watched, path, lang)).to_have_count(0)
    assert Notice.objects.get().is_over


def test_notice_ends_by_the_clock(watched: Page, municipality: Any, time_machine: Any):
    notice = make_notice(text=TEXT)
    expect(band(watched, "/om/")).to_contain_text(TEXT)

    time_machine.move_to(notice.ends_at + timedelta(seconds=1))

    expect(band(watched, "/om/")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_and_notices_break_no_rule_of_accessibility(
    watched: Page, axe: Callable[[Page], list[str]], municipality: Any, width: int, scheme: str
):
    for field in ["phone", "email", "visiting_address", "opening_hours", "licence"]:
        setattr(municipality, field, {"phone": "52750100", "licence": "cc-by"}.get(field, "a@b.no"))
    municipality.save()
    for kind in KINDS:
        make_notice(kind=kind, text=TEXT, link="https://x.example/", link_text="Rutetidene")
    StandingPage.objects.get(key="om").withdraw(reason="Feil")
    paths = ["/personvern/", "/kontakt-oss/", "/tilgjengelighet/", "/om/", "/finnes-ikke/"]
    watched.emulate_media(color_scheme=scheme)
    watched.set_viewport_size({"width": width, "height": 900})

    found = {}
    for path in paths:
        watched.goto(path)
        overflow = watched.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[path] = axe(watched) + ["overflow"] * overflow

    assert found == dict.fromkeys(paths, [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_staffs_pages_break_no_rule_of_accessibility(
    page: Page, axe: Callable[[Page], list[str]], staff: None, scheme: str
):
    make_notice(ends_at=timezone.now() + timedelta(days=1))
    page.emulate_media(color_scheme=scheme)
    own = StandingPage.objects.get(key="personvern").pk
    paths = [
        "/admin/",
        "/admin/municipality/notice/add/",
        "/admin/municipality/menulink/",
        "/admin/municipality/menulink/add/",
        f"/admin/municipality/page/{own}/change/",
        "/admin/municipality/municipality/1/change/",
    ]

    found = {}
    for path in paths:
        page.goto(path)
        if path == "/admin/":
            page.get_by_text("Legg ut en driftsmelding").click()
        found[path] = axe(page)

    assert found == dict.fromkeys(paths, [])
