"""From the address of a blog to the front page: what staff follow, pin and share."""

import ctypes
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from aggregator import discovery, fetch, pictures
from aggregator.models import Item, Source
from aggregator.pictures import keep_picture
from tests.aggregator.internet import CLONE_NEWNET, Internet, entered
from tests.browser.test_admin_pages import faults
from tests.factories import make_item, make_person, make_post, make_source, picture_bytes

LONG = "Offentlighetslovgivningsfortolkningsspørsmål"
PAGE = b"<html><link rel=alternate type='application/rss+xml' href='/feed'></html>"
FEED = f"""<rss version="2.0"><channel><title>Havnebloggen</title><language>nb</language><item>
<guid>1</guid><title>{LONG} på kaia</title><link>http://havn.example/kai</link>
<description>Den er klar.</description></item></channel></rss>"""
OPML = """<opml version="2.0"><body>
<outline text="Fyret" xmlUrl="http://fyret.example/feed" category="/mikroblogg"/>
<outline text="Havna igjen" xmlUrl="http://havn.example/feed"/>
<outline text="Farlig" xmlUrl="javascript:alert(1)"/>
</body></opml>"""
KINDS = Source.Kind


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    """Let the site find the small internet whenever it fetches. Its browser and its database stay
    where they are: only the thread that fetches goes there, and back."""
    libc, home = ctypes.CDLL(None), network_of_this_thread()
    with entered() as found:
        there = network_of_this_thread()
        libc.setns(home, CLONE_NEWNET)
        for module in (discovery, fetch, pictures):
            monkeypatch.setattr(module, "get", within(libc, there, home, module.get))
        yield found
    os.close(there)
    os.close(home)


def network_of_this_thread() -> int:
    return os.open("/proc/thread-self/ns/net", os.O_RDONLY)


def within(libc: Any, there: int, home: int, get: Callable[..., Any]) -> Callable[..., Any]:
    def get_there(*args: Any, **kwargs: Any) -> Any:
        libc.setns(there, CLONE_NEWNET)
        try:
            return get(*args, **kwargs)
        finally:
            libc.setns(home, CLONE_NEWNET)

    return get_there


def others() -> None:
    """Some of each kind, with long words."""
    album = make_source(kind=KINDS.PICTURES, title="Øybilder")
    for number in range(4):
        item = make_item(album, title=f"Bilde {number}", link=f"https://bilder.example/{number}")
        keep_picture(item, picture_bytes(size=(60 + number, 40)), alt=f"Båt nummer {number}")
    make_item(make_source(kind=KINDS.MICROBLOG, title="Båtruta"), title="", summary=f"{LONG}!")
    day = timezone.localdate() + timedelta(days=9)
    old = timezone.now() - timedelta(days=9)
    courses = make_source(kind=KINDS.NEWS, title=f"{LONG} AS", last_success_at=old, on_lean=True)
    make_item(courses, title="Kurs", takes_place_on=day, place=LONG)


def follow_by_home_page(page: Page) -> None:
    page.goto("/admin/aggregator/source/add/")
    page.locator("[name=feed_address]").fill("http://havn.example/")
    page.locator("[name=_save]").click()
    expect(page.locator("#result_list")).to_contain_text("Havnebloggen")
    page.get_by_role("link", name="Havnebloggen").first.click()
    page.locator("form[action$='/hent/'] button").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def import_opml(page: Page, axe: Callable[[Page], list[str]]) -> list[str]:
    page.goto("/admin/aggregator/source/opml/")
    file = {"name": "liste.opml", "mimeType": "text/x-opml", "buffer": OPML.encode()}
    page.locator("[name=file]").set_input_files([file])  # type: ignore[list-item]
    page.get_by_role("button", name="Se hva den legger til").click()
    expect(page.get_by_role("heading", name="1 blir lagt til")).to_be_visible()
    expect(page.get_by_role("heading", name="1 er her fra før")).to_be_visible()
    expect(page.get_by_role("heading", name="1 kan ikke legges til")).to_be_visible()
    found = faults(page, axe)
    page.get_by_role("button", name="Legg til 1 kilde").click()
    expect(page.locator(".messagelist")).to_contain_text("1 kilde er lagt til.")
    return found


def pin_and_share(page: Page, axe: Callable[[Page], list[str]]) -> list[str]:
    page.goto("/admin/aggregator/item/")
    found = faults(page, axe)
    page.get_by_role("link", name=f"{LONG} på kaia").click()
    page.get_by_role("button", name="Fest den").click()
    expect(page.get_by_role("button", name="Løsne den")).to_be_visible()
    page.get_by_label("Vår merknad").fill("Les den! <b>")
    page.get_by_role("button", name="Del den", exact=True).click()
    expect(page.get_by_role("button", name="Lagre merknaden")).to_be_visible()
    return found + faults(page, axe)


@pytest.mark.usefixtures("staff")
def test_staff_follow_pin_and_share_and_everybody_sees_it(
    watched: Page, axe: Callable[[Page], list[str]], user: Any, internet: Internet
):
    internet.page("http://havn.example/", PAGE, Content_Type="text/html")
    internet.page("http://havn.example/feed", FEED.encode(), Content_Type="application/rss+xml")
    make_person(title="Havnesjef", user=user)
    make_post()
    others()

    follow_by_home_page(watched)
    found = import_opml(watched, axe) + pin_and_share(watched, axe)

    assert set(internet.canaries) == set()
    assert Source.objects.get(title="Fyret").kind == KINDS.MICROBLOG
    for width in (320, 1280):
        watched.set_viewport_size({"width": width, "height": 900})
        watched.goto("/")
        beside = watched.get_by_role("complementary", name="Det vi følger")
        expect(beside.get_by_role("heading")).to_have_text(
            ["Delte lenker", "Blogger vi følger", "Bilder", "Mikroblogg", "Nyheter og kurs"]
        )
        expect(beside).to_contain_text("Les den! <b>")
        expect(beside).to_contain_text("delt av Havnesjef")
        expect(beside.get_by_text("Festet")).to_be_visible()
        expect(beside.get_by_text("Sist oppdatert")).to_be_visible()
    shared = Item.objects.shared().get().get_absolute_url()
    for path in ["/", "/folger/", "/folger/bilder/", "/folger/nyheter/", shared, "/lean/"]:
        watched.goto(path)
        found += [f"{path}: {fault}" for fault in faults(watched, axe)]
    assert found == []


def test_album_is_walked_through_with_the_keyboard(watched: Page, municipality: Any):
    others()
    watched.goto("/folger/bilder/")
    watched.get_by_role("navigation", name="Typer innhold").get_by_role("link").last.focus()

    seen = []
    for _ in range(4):
        watched.keyboard.press("Tab")
        seen.append(watched.evaluate("document.activeElement.querySelector('img').alt"))

    assert seen == [f"Båt nummer {number}" for number in (3, 2, 1, 0)]
    assert watched.evaluate("document.activeElement.href") == "https://bilder.example/0"
    ring = "getComputedStyle(document.activeElement).outlineStyle"
    assert watched.evaluate(ring) == "solid"
