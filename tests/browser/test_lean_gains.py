"""Gains, why, rounds and the A3 sheet: for every eye, by keyboard, and on one page of paper."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from lean.gain import FollowUp
from lean.project import Project
from tests.browser.test_admin_pages import faults
from tests.factories import make_project
from tests.lean.projects import make_follow_up, make_gain
from tests.lean.test_sheet import fill

LONG = "Offentlighetslovgivningsfortolkningsspørsmål kommer til feil skrivebord. "
CUT = """[...document.querySelectorAll(".sheet, .sheet-block")]
    .filter(block => block.scrollHeight > block.clientHeight + 1)
    .map(block => `${block.getAttribute("aria-labelledby")} ${block.scrollHeight}`)"""


@pytest.fixture
def project(municipality: Any) -> Project:
    """A project with one of everything, and gains in every state."""
    project = fill(make_project(title="Hylla er tom"), text="Hylla var tom på torsdag.")
    late = make_gain(project, kind="unngatt", expected_value=18000, what=LONG[:80])
    make_follow_up(late, 9000, because=LONG, used_for=LONG)
    make_gain(project, kind="kvalitet", expected_words=LONG)
    return project


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")


@pytest.mark.usefixtures("staff")
def test_pages_can_be_used_by_everybody_and_a_gain_is_followed_up_with_the_keyboard(
    watched: Page, axe: Callable[[Page], list[str]], project: Project
):
    gain, own = project.gains.first(), f"/admin/lean/project/{project.pk}"
    found = {}
    for path in [
        "/lean/gevinster/",
        project.get_absolute_url(),
        f"{project.get_absolute_url()}a3/",
        f"{own}/gevinster/",
        f"{own}/gevinster/{gain.pk}/",
        f"{own}/pukk/",
        f"{own}/hvorfor/",
    ]:
        watched.goto(path)
        watched.wait_for_load_state("networkidle")
        open_all(watched)
        found[path] = faults(watched, axe)
    assert found == dict.fromkeys(found, [])

    watched.goto(f"{own}/gevinster/{gain.pk}/")
    watched.locator("[name=after-6-measured_on]").fill("2026-07-01")
    watched.locator("[name=after-6-value]").fill("2 timer per år")
    with watched.expect_navigation():
        watched.locator("[name=after-6-value]").press("Enter")
    expect(watched.locator(".errorlist")).to_have_text(
        "Det avviker mer enn 20 prosent fra det som var forventet. Skriv hvorfor."
    )
    expect(watched.locator("[name=after-6-value]")).to_have_value("2 timer per år")
    watched.locator("[name=after-6-because]").fill("Hylla ble flyttet.")
    with watched.expect_navigation():
        watched.locator("[name=after-6-because]").press("Enter")
    expect(watched.locator(".gain-realised .gain-value")).to_have_text("2\xa0timer per år")
    assert FollowUp.objects.filter(gain=gain).count() == 2


def pages_of(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page, in whole points: 72 to an inch."""
    boxes = [page.mediabox for page in PdfReader(BytesIO(pdf)).pages]
    return [(round(box.width), round(box.height)) for box in boxes]


def test_sheet_is_one_page_of_paper_however_long_the_project_is(watched: Page, municipality: Any):
    long = fill(make_project(title=(LONG * 3)[:150]), number=9, text=LONG * 20)
    short = fill(make_project(title="Hylla er tom"))
    for project in (long, short, make_project()):
        watched.goto(f"{project.get_absolute_url()}a3/")

        a3 = watched.pdf(prefer_css_page_size=True)
        a4 = watched.pdf(format="A4", landscape=True)
        watched.emulate_media(media="print")
        watched.set_viewport_size({"width": 1587, "height": 1122})  # A3, lying

        assert [pages_of(pdf) for pdf in (a3, a4)] == [[(1191, 842)], [(843, 596)]]
        text = PdfReader(BytesIO(a3)).pages[0].extract_text()
        assert project.department.name in text
        assert "Hopp til hovedinnhold" not in text
        assert watched.evaluate(CUT) == []
        watched.emulate_media(media="null")
