"""A Monday meeting at the board, with the keyboard alone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from lean.limits import ColumnLimit
from lean.project import Project
from tests.browser.test_admin_pages import faults
from tests.factories import make_project

BOARD, SCREEN = "/admin/lean/tavle/", "/lean/tavle/?storskjerm=1"
LONG = "Offentlighetslovgivningsfortolkningsspørsmål"


@pytest.fixture
def projects(municipality: Any) -> list[Project]:
    """Two that wait for the last place under way, one that is internal, one that is stopped."""
    ColumnLimit.objects.create(status="planlagt", soft=1, hard=1)
    rows = [make_project(title=f"Sak {n} om {LONG}", effort=n, effect=5) for n in (1, 2)]
    make_project(title="Internt", published_at=None)
    make_project(title="Stanset", status="stanset", stopped_because="Verre.")
    return rows


def tab_to(page: Page, there: Locator) -> None:
    """Press Tab until it has the focus, as somebody without a mouse does."""
    expect(there).to_be_visible()
    for _ in range(80):
        if there.evaluate("it => it === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not come there")


def press(page: Page, there: Locator) -> None:
    tab_to(page, there)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def button(page: Page, name: str, project: Project) -> Locator:
    return page.locator(f"#kort-{project.pk}").get_by_role("button", name=name)


@pytest.mark.usefixtures("staff")
def test_monday_meeting_by_the_keyboard_alone(
    watched: Page, axe: Callable[[Page], list[str]], projects: list[Project]
):
    first, second = projects
    found = {}

    watched.goto(BOARD)
    watched.wait_for_load_state("networkidle")
    found["board"] = faults(watched, axe)
    press(watched, button(watched, "Flytt til Planlagt", first))
    expect(watched.locator(".messagelist")).to_contain_text("er flyttet til «Planlagt»")
    expect(watched.locator(f"#kort-{first.pk} h3 a")).to_be_focused()
    press(watched, button(watched, "Flytt til Planlagt", second))
    expect(watched.locator(".messagelist")).to_contain_text(
        "«Planlagt» er full: hele kommunen har 1"
    )

    tab_to(watched, watched.locator(f"#kort-{second.pk} summary"))
    watched.keyboard.press("Enter")
    press(watched, button(watched, "Flytt til Stanset", second))
    expect(watched.get_by_role("alert")).to_contain_text("Skriv hvorfor prosjektet er stanset.")
    found["reason"] = faults(watched, axe)
    tab_to(watched, watched.get_by_label("Stanset fordi"))
    watched.keyboard.type("Vi rekker det ikke nå.")
    press(watched, watched.get_by_role("button", name="Flytt", exact=True))
    expect(watched.locator(".messagelist")).to_contain_text("er flyttet til «Stanset»")

    press(watched, watched.get_by_role("link", name="Vis på storskjerm"))
    expect(watched.get_by_role("region", name="Planlagt")).to_contain_text(first.title)
    expect(watched.get_by_role("region", name="Stanset")).to_contain_text(second.title)
    expect(watched.get_by_text("Internt")).to_have_count(0)
    found["screen"] = faults(watched, axe)
    press(watched, watched.get_by_role("link", name="Avslutt storskjerm"))
    expect(watched.locator(".site-footer")).to_be_visible()
    found["public"] = faults(watched, axe)

    assert found == dict.fromkeys(["board", "reason", "screen", "public"], [])
    assert Project.objects.get(pk=second.pk).stopped_because == "Vi rekker det ikke nå."


@pytest.mark.usefixtures("staff")
def test_card_can_be_dragged_to_another_column(watched: Page, projects: list[Project]):
    watched.goto(BOARD)
    watched.wait_for_load_state("networkidle")
    card = watched.locator(f"#kort-{projects[0].pk}")

    with watched.expect_navigation():
        card.drag_to(watched.locator('[data-status="i_gang"]'))

    expect(watched.locator(".messagelist")).to_contain_text("er flyttet til «I gang»")
    expect(watched.get_by_role("region", name="I gang")).to_contain_text(projects[0].title)
