"""Two hundred readings from a spreadsheet, a follower from the first mail to the last, and help
while somebody writes: by buttons, on a small and a large screen."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect
from post_office.models import Email

from lean.circle import move
from lean.digest import send_digests
from lean.models import Follower, Reading
from tests.factories import make_project, make_suggestion, make_user
from tests.lean.projects import make_indicator

SIZES = [{"width": 320, "height": 640}, {"width": 1280, "height": 800}]


def look_at(page: Page, axe: Callable[[Page], list[str]]) -> None:
    """On both screens: no rule is broken, and nothing runs out of the page."""
    for size in SIZES:
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert axe(page) == []


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def open_mail(page: Page) -> None:
    mail = Email.objects.latest("pk")
    found = re.search(r"/lean/varsler/\S+", mail.message)
    assert found
    page.goto(found[0])


def test_two_hundred_readings_are_looked_at_and_stored(watched: Page, staff, axe):
    indicator = make_indicator(make_project())
    days = [timezone.localdate() - timedelta(days=n) for n in range(200)]
    lines = [f"{day:%d.%m.%Y};{n % 9},5;14" for n, day in enumerate(days)]
    file = "\n".join(["dato;verdi;personer", *lines, "01.01.2999;5;"]).encode("latin-1")

    watched.goto(f"/admin/lean/project/{indicator.project_id}/maal/{indicator.pk}/")
    with watched.expect_navigation():
        watched.get_by_role("link", name="Mange på én gang").click()
    watched.get_by_label("En CSV-fil").set_input_files(
        {"name": "tall.csv", "mimeType": "text/csv", "buffer": file}
    )
    press(watched, "Vis hva som blir lagret")
    expect(watched.get_by_role("heading", name="200 målinger vil bli lagret")).to_be_visible()
    look_at(watched, axe)
    assert Reading.objects.count() == 0
    press(watched, "Lagre 200 målinger")

    expect(watched.get_by_role("status")).to_have_text("200 målinger er lagret.")
    look_at(watched, axe)
    with watched.expect_download() as download:
        watched.get_by_role("button", name="Last ned de avviste linjene").click()
    assert "Denne dagen har ikke kommet ennå." in download.value.path().read_text("utf-8-sig")
    assert Reading.objects.count() == 200


def test_follower_comes_and_goes_by_buttons(watched: Page, municipality, axe):
    suggestion = make_suggestion(title="Benk på kaia")
    watched.goto(suggestion.get_absolute_url())
    look_at(watched, axe)
    with watched.expect_navigation():
        watched.get_by_role("link", name="Følg på e-post").click()
    look_at(watched, axe)
    watched.get_by_label("E-post").fill("ola@oya.example")
    press(watched, "Send meg lenken")
    expect(watched.get_by_role("status")).to_contain_text("Se i innboksen din.")
    open_mail(watched)
    look_at(watched, axe)
    press(watched, "Ja, jeg vil følge")
    look_at(watched, axe)
    move(suggestion, by=make_user(), status="planlagt")
    assert send_digests() == 1

    open_mail(watched)
    expect(watched.locator("main")).to_contain_text("Benk på kaia")
    assert Follower.objects.count() == 1
    press(watched, "Stopp alle e-poster")

    expect(watched.get_by_role("status")).to_contain_text("Du får ikke flere e-poster")
    assert Follower.objects.count() == 0
    assert watched.context.cookies() == []


def test_those_like_it_are_shown_while_somebody_writes(watched: Page, municipality, axe):
    make_suggestion(title="Benk på kaia")
    watched.goto("/lean/forslag/nytt/")

    watched.locator("#id_title").press_sequentially("En benk ved kaien")

    expect(watched.locator("[data-like-ones] a")).to_have_text("Benk på kaia")
    look_at(watched, axe)
    watched.locator("#id_title").fill("Lekeplass")
    expect(watched.locator("[data-like-ones] a")).to_have_count(0)
