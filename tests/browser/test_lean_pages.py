"""The pages of the improvement work: for every eye, without JavaScript, and on paper."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from lean.circle import make_project, move
from lean.project import Countermeasure, Project
from lean.suggestion import Suggestion
from tests.browser.looks import LOOKS
from tests.browser.test_admin_pages import faults
from tests.browser.test_comments import look
from tests.factories import (
    make_department,
    make_person,
    make_picture,
    make_post,
    make_suggestion,
    make_user,
)
from tests.lean.projects import DAY, begin, make_flow, make_indicator, make_reading

MEDIA = ("screen", "print")
# How many lines a number stands on; none where it does not fit its place.
LINES = """it => {
  const range = document.createRange()
  range.selectNodeContents(it)
  const box = it.parentElement.getBoundingClientRect()
  const lines = [...range.getClientRects()]
  return lines.every(line => line.right <= box.right && line.left >= box.left) ? lines.length : 0
}"""
LONG = "Offentlighetslovgivningsfortolkningsspørsmål"


@pytest.fixture
def project(municipality: Any) -> Project:
    """A project with one of everything, that came from a suggestion and is told about."""
    staff, department = make_user(role="Veileder"), make_department(chosen_area="Post og svar")
    leader = make_person(title="Leder", department=department, is_supervisor=True)
    suggestion = make_suggestion(title=f"{LONG} tar tid", department=department)
    project = make_project(
        suggestion,
        by=staff,
        title=f"{LONG} tar for lang tid",
        summary="Vi vil svare raskere.",
        department=department,
        owner_role="Leder",
    )
    move(suggestion, by=staff, status="delvis", text="Nå går det fortere.", person=leader)
    tell_the_story(project)
    draw_and_measure(project)
    make_post(title="Slik gikk det").projects.add(project)
    make_suggestion(title="Ingen har svart ennå")
    return project


def tell_the_story(project: Project) -> None:
    project.supervisor = make_person(title="Rektor", is_supervisor=True)
    project.problem = "<p>Svarene <strong>venter</strong> i en hylle.</p>"
    project.root_cause = "<ul><li>Ingen ser hylla.</li></ul>"
    project.for_whom, project.learned = "For alle.", "<p>Rydd.</p>"
    project.picture, project.picture_alt = make_picture(credit="Kommunen"), "Tavla"
    project.published_at = timezone.now()
    project.save()
    for done_on in [None, date(2026, 3, 2)]:
        Countermeasure.objects.create(
            project=project, what=LONG, who="Leder", due_on=date(2026, 4, 1), done_on=done_on
        )
    done, begun = project.checklist.all()[:2]
    project.checklist.filter(pk=begun.pk).update(state="pabegynt")
    project.checklist.filter(pk=done.pk).update(
        state="gjort",
        evidence_link=f"https://arkiv.example/{LONG}",
        ticked_by=make_user(),
        ticked_on=date(2026, 3, 2),
    )


def draw_and_measure(project: Project) -> None:
    step = {"name": LONG, "role": LONG, "waiting_minutes": 2 * DAY, "work_minutes": 25}
    make_flow(project, "for", step, step | {"waste": "venting", "right_first_time": 80}, {})
    make_flow(project, "etter", step)
    indicator, hidden = make_indicator(project, name=LONG), make_indicator(project, name="Få")
    begin(project)
    make_reading(indicator, 4)
    make_reading(hidden, 5, people=3)


def pages(project: Project) -> list[str]:
    suggestion = project.suggestions.get()
    return [
        "/",
        "/lean/",
        "/lean/prosjekter/",
        "/lean/prosjekter/?status=ide",
        project.get_absolute_url(),
        f"/lean/avdelinger/{project.department.slug}/",
        "/lean/forslag/",
        "/lean/forslag/nytt/",
        suggestion.get_absolute_url(),
        suggestion.contribution.get_absolute_url(),
    ]


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(it => { it.open = true })")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_no_page_breaks_a_rule_of_accessibility(
    watched: Page, axe: Callable[[Page], list[str]], project: Project, width: int, scheme: str
):
    watched.emulate_media(color_scheme=scheme)
    watched.set_viewport_size({"width": width, "height": 900})

    found = {path: look(watched, path, axe) for path in pages(project)}
    watched.goto(project.get_absolute_url())
    open_all(watched)
    found["opened"] = axe(watched)
    watched.goto("/lean/forslag/nytt/")
    watched.get_by_role("button", name="Send forslaget").click()
    watched.locator(".ds-error-summary").wait_for()
    found["errors"] = axe(watched)

    assert found == dict.fromkeys(found, [])


def test_longest_length_of_time_stands_on_one_line(page: Page, project: Project):
    project.flows.get(kind="for").steps.update(waiting_minutes=365 * DAY // 3 + 3 * DAY)
    Project.objects.update(status="gjennomfort")
    sizes = [(width, media) for width in (320, 768, 1024, 1280, 1440) for media in MEDIA]

    lines = {}
    for path in ("/", "/lean/"):
        page.goto(path)
        for width, media in sizes:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media=media)
            lines[path, width, media] = page.locator(".number-time dd").evaluate(LINES)

    assert page.locator(".number-time dd").text_content() == "372\xa0dager"
    assert lines == dict.fromkeys(lines, 1)


@pytest.mark.usefixtures("municipality")
def test_what_must_be_mended_in_a_suggestion_is_read_first(watched: Page):
    watched.goto("/lean/forslag/nytt/")

    watched.get_by_role("button", name="Send forslaget").click()

    expect(watched.locator(".ds-error-summary")).to_be_focused()


def test_whole_project_can_be_read_without_javascript(
    browser: Browser, browser_context_args: dict[str, Any], project: Project
):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()

    page.goto(project.get_absolute_url())

    expect(page.locator(".flow-drawing:visible")).to_have_count(2)
    for summary in page.locator("main summary").all():
        summary.click()
    expect(page.locator(".flow-table:visible")).to_have_count(4)
    expect(page.locator(".point:visible")).to_have_count(project.checklist.count())
    page.goto("/lean/prosjekter/")
    page.get_by_label("Status").select_option("ide")
    page.get_by_role("button", name="Vis").click()
    expect(page.locator("article")).to_have_count(0)
    context.close()


def test_paper_shows_the_drawings_and_every_point(watched: Page, project: Project):
    watched.goto(project.get_absolute_url())

    watched.emulate_media(media="print")

    watched.set_viewport_size({"width": 640, "height": 1000})  # A4 within its margins
    values = watched.locator(".flow-drawing:visible .flow-value").all_text_contents()
    assert [value.replace("\xa0", " ") for value in values].count("2 d") == 3
    expect(watched.locator(".run-chart:visible")).to_have_count(1)
    expect(watched.locator(".point:visible")).to_have_count(project.checklist.count())
    assert watched.evaluate("document.documentElement.scrollWidth") <= 640


def test_paper_has_no_link_that_leads_nowhere_and_no_dot_outside_it(page: Page, project: Project):
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 640, "height": 1000})
    page.goto(project.get_absolute_url())

    expect(page.locator(".copy a:visible")).to_have_count(0)
    expect(page.locator("main a[href*='/kontakt/']:visible")).to_have_count(0)
    expect(page.locator(".copy pre:visible")).to_contain_text("http")
    suggestion = Suggestion.objects.exclude(pk=project.suggestions.get().pk).get()
    page.goto(suggestion.get_absolute_url())
    expect(page.locator(".wishes h2:visible")).to_have_count(0)
    left = page.locator(".timeline li").first.evaluate(
        "it => it.getBoundingClientRect().left + parseFloat(getComputedStyle(it, '::before').left)"
    )
    assert left >= 0


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    "path",
    [
        "project/",
        "project/add/",
        "project/{project}/change/",
        "project/{project}/sjekkliste/",
        "suggestion/",
        "suggestion/add/",
        "suggestion/fra/",
        "suggestion/{suggestion}/change/",
        "question/",
    ],
)
def test_page_of_the_admin_can_be_used_by_everybody(
    watched: Page, axe: Callable[[Page], list[str]], project: Project, path: str
):
    numbers = {"project": project.pk, "suggestion": project.suggestions.get().pk}
    watched.goto(f"/admin/lean/{path.format(**numbers)}")
    watched.wait_for_load_state("networkidle")

    assert faults(watched, axe) == []
