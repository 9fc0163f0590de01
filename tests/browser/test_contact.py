"""A citizen writes to a supervisor and reads the answer; with JavaScript and without it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from contact.handling import answer
from contact.models import Message
from tests.browser.looks import LOOKS
from tests.contact.messages import make_message, make_supervisor
from tests.factories import make_picture

DOT, ARROW = re.compile("^radial-gradient"), re.compile("^linear-gradient")
SEND = "main form >> nth=0 >> button"


def talk(page: Page) -> None:
    """Write, err, mend, check, change, send, read the receipt and the answer."""
    supervisor = make_supervisor(name="Kari (demo)", title="Rektor")
    page.goto("/kontakt/")
    page.locator("[name=message]").fill("Båten bør gå oftere")
    page.locator(SEND).click()
    expect(page.locator(".ds-error-summary li")).to_have_count(2)
    expect(page.locator("[name=message]")).to_have_value("Båten bør gå oftere")
    page.locator(".supervisor").click(position={"x": 3, "y": 3})
    expect(page.get_by_label("Kari (demo)")).to_be_checked()
    expect(page.get_by_label("Kari (demo)")).to_have_css("background-image", DOT)
    expect(page.locator("[name=topic]")).to_have_css("background-image", ARROW)
    page.locator("[name=subject]").fill("Båten")
    page.locator(SEND).click()
    expect(page.locator(".preview")).to_contain_text("Båten bør gå oftere")
    page.locator("main form >> nth=1 >> button").click()
    page.locator("[name=message]").fill("Båten bør gå\n\ntidligere")
    page.wait_for_timeout(2_100)
    page.locator(SEND).click()
    expect(page.locator(".preview .said p")).to_have_text(["Båten bør gå", "tidligere"])
    page.locator(SEND).click()
    page.wait_for_url("**/kontakt/kvittering/**")
    message = Message.objects.get()
    expect(page.locator("h1")).to_contain_text(message.number)
    answer(message, by=supervisor.user, text="Det gjør vi", lang="nb", token="a" * 22)
    page.reload()
    expect(page.locator(".comment-official")).to_contain_text("Det gjør vi")
    assert (message.text, message.supervisor) == ("Båten bør gå\n\ntidligere", supervisor)
    assert page.context.cookies() == []


def test_message_is_written_and_answered(watched: Page, municipality):
    talk(watched)


def test_message_is_written_and_answered_without_javascript(
    browser: Browser, browser_context_args: dict[str, Any], municipality
):
    context = browser.new_context(**browser_context_args | {"java_script_enabled": False})

    talk(context.new_page())

    context.close()


@pytest.mark.usefixtures("staff")
def test_browser_asks_before_a_form_beside_the_sent_one_is_lost(watched: Page):
    message = make_message()
    asked: list[str] = []
    watched.goto(f"/admin/contact/message/{message.pk}/change/")
    watched.locator("#id_note-text").fill("Ringt i dag.")
    save = watched.locator("form:has(#id_note-text) [type=submit]")

    watched.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    watched.locator("form:has(#id_triage-triage) [type=submit]").click()
    expect(watched.locator("#id_note-text")).to_have_value("Ringt i dag.")
    with watched.expect_navigation():
        save.click()

    assert asked == ["beforeunload"]
    expect(watched.locator(".messagelist")).to_contain_text("Notatet er lagret.")
    with watched.expect_navigation():
        save.click()
    expect(watched.locator(".errornote")).to_be_focused()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_no_page_breaks_a_rule_of_accessibility(
    watched: Page, axe: Callable[[Page], list[str]], municipality, width: int, scheme: Any
):
    picture = {"picture": make_picture(), "picture_alt": "Rektor"}
    supervisor = make_supervisor(title="Rektor", **picture)
    message = make_message(supervisor, email="ola@oya.example")
    watched.set_viewport_size({"width": width, "height": 900})
    watched.emulate_media(color_scheme=scheme)
    found: dict[str, list[str]] = {}

    for path in ["/kontakt/", message.get_absolute_url()]:
        watched.goto(path)
        found[path] = faults(watched, axe)
    watched.goto("/kontakt/")
    with watched.expect_navigation():
        watched.locator(SEND).click()
    found["errors"] = faults(watched, axe)
    watched.get_by_label(supervisor.name).check()
    watched.locator("[name=subject]").fill("Båten")
    watched.locator("[name=message]").fill("Båten bør gå oftere")
    with watched.expect_navigation():
        watched.locator(SEND).click()
    found["check"] = faults(watched, axe)

    assert found == {place: [] for place in found}


def faults(page: Page, axe: Callable[[Page], list[str]]) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return axe(page) + (["wider than the screen"] if wide else [])
