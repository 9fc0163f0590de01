"""A flowchart is drawn with the keyboard alone and without JavaScript, and read by everybody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from lean.flow import Step
from lean.project import Project
from tests.browser.test_admin_pages import faults
from tests.lean.projects import (
    DAY,
    begin,
    make_flow,
    make_indicator,
    make_project,
    make_reading,
)

STEPS = [
    ("Søknaden kommer i posten", "2 d", "5"),
    ("Sekretær åpner posten", "4 t", "10 min"),
    ("Rektor vurderer", "3 dager", "15"),
    ("Sekretær skriver brev", "1 d", "20"),
    ("Rektor underskriver", "1 d 2 t", "1"),
    ("Brevet sendes", "1,5 d", "5"),
]


@pytest.fixture
def quiet(browser: Browser, context, staff, live_server) -> Page:
    """A page of the same login where no script runs."""
    other = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=context.storage_state()
    )
    return other.new_page()


@pytest.fixture
def project(municipality) -> Project:
    """A project with both maps, and measures in every state."""
    project = make_project()
    step = {"waiting_minutes": 2 * DAY, "work_minutes": 25, "right_first_time": 80}
    make_flow(project, "for", step, step | {"waste": "venting", "role": "Sekretær"}, {})
    make_flow(project, "etter", step)
    worse, few = make_indicator(project, target=3), make_indicator(project, baseline_people=3)
    make_reading(worse, 8)
    begin(project)
    make_reading(worse, 12)
    make_reading(few, 5, people=9)
    return project


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Go on with the key until the focus stands there."""
    for _press in range(60):
        if focused(page, target):
            return
        page.keyboard.press(key)
    raise AssertionError("the keyboard does not come there")


def focused(page: Page, target: Locator) -> bool:
    return page.locator(":focus").and_(target).count() == 1


def names(page: Page) -> list[str]:
    return [field.input_value() for field in page.locator("[name$='-name']").all()][:-1]


def go_back_and_press(page: Page, name: str, at: int) -> None:
    tab_to(page, page.locator(f"button[value='{name}-{at}']"), "Shift+Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_six_steps_are_added_moved_and_removed_with_the_keyboard(quiet: Page, municipality):
    project = make_project()
    quiet.goto(f"/admin/lean/project/{project.pk}/flyt/for/")

    for at, (name, waits, work) in enumerate(STEPS):
        tab_to(quiet, quiet.locator(f"[name='steps-{at}-name']"))
        quiet.keyboard.type(name)
        tab_to(quiet, quiet.locator(f"[name='steps-{at}-waiting_minutes']"))
        quiet.keyboard.type(waits)
        tab_to(quiet, quiet.locator(f"[name='steps-{at}-work_minutes']"))
        quiet.keyboard.type(work)
        tab_to(quiet, quiet.locator("button[value='add']"))
        quiet.keyboard.press("Enter")
        expect(quiet.locator("[name$='-name']")).to_have_count(at + 2)
        expect(quiet.locator(f"[name='steps-{at + 1}-name']")).to_be_focused()
    go_back_and_press(quiet, "up", 5)
    expect(quiet.locator("button[value='up-4']")).to_be_focused()
    go_back_and_press(quiet, "remove", 3)

    expected = [STEPS[at][0] for at in (0, 1, 2, 5, 4)]
    assert names(quiet) == expected
    assert [step.name for step in Step.objects.all()] == expected
    assert Step.objects.first().waiting_minutes == 2 * DAY
    expect(quiet.locator(".flow-drawing .flow-row")).to_have_count(5)


def test_fault_is_said_and_nothing_is_lost(quiet: Page, municipality):
    project = make_project()
    quiet.goto(f"/admin/lean/project/{project.pk}/flyt/for/")
    quiet.locator("[name='steps-0-name']").fill("Vente på svar")
    quiet.locator("[name='steps-0-right_first_time']").fill("101")

    quiet.locator("[name='steps-0-right_first_time']").press("Enter")

    expect(quiet.locator(".errornote")).to_be_visible()
    assert quiet.locator("[name='steps-0-name']").input_value() == "Vente på svar"
    expect(quiet.locator("[name='steps-0-right_first_time']")).to_have_attribute(
        "aria-invalid", "true"
    )
    assert Step.objects.count() == 0


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("path", ["flyt/for/", "flyt/etter/", "maal/", "maal/{pk}/"])
def test_page_can_be_used_by_everybody(watched: Page, axe, project: Project, path: str):
    address = path.format(pk=project.indicators.first().pk)
    watched.goto(f"/admin/lean/project/{project.pk}/{address}")
    for details in watched.locator("main details").all():
        details.locator("summary").click()

    assert faults(watched, axe) == []


@pytest.mark.usefixtures("staff")
def test_conflict_can_be_used_by_everybody(
    watched: Page, axe: Callable[[Page], list[str]], project: Project
):
    watched.goto(f"/admin/lean/project/{project.pk}/flyt/for/")
    watched.locator("[name='steps-0-name']").fill("Mitt")
    project.flows.update(version=7)
    watched.locator("button[value='save']").first.click()
    expect(watched.locator(".errornote")).to_be_visible()

    assert faults(watched, axe) == []
