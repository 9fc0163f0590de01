"""A moderator's day in a real browser: publish, hide, answer, decide a complaint."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dialogue.contribution import Contribution
from dialogue.moderation import hide
from municipality.authentication import DEMO_PASSWORD
from tests.browser.looks import LOOKS
from tests.factories import make_department, make_person, make_post, make_user, make_waiting_comment

QUEUE = "/admin/dialogue/contribution/"


@pytest.fixture
def moderator(municipality: Any, settings: Any) -> Any:
    settings.DEMO = True
    return make_user(role="Moderator", username="moderator", password=DEMO_PASSWORD)


def log_in(page: Page) -> None:
    page.goto("/admin/")
    page.locator("#id_username").fill("moderator")
    page.locator("#id_password").fill(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".desk-waiting").wait_for()


def state(row: Contribution) -> str:
    return Contribution.objects.get(pk=row.pk).state


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_moderator_publishes_hides_answers_and_decides(
    browser: Any, browser_context_args: dict[str, Any], moderator: Any, java_script_enabled: bool
):
    post = make_post()
    good, bad = (
        make_waiting_comment(post=post, text="Når går båten?"),
        make_waiting_comment(post=post),
    )
    person = make_person(
        name="Kari (demo)",
        title="Havnesjef",
        department=make_department(name="Havna"),
        user=moderator,
    )
    hidden = make_waiting_comment(post=post, text="Skjult uten grunn.")
    hide(hidden, by=make_user(role="Redaktør"), rule="tema")
    hidden.complaints.create(text="Det var innenfor temaet.")
    context = browser.new_context(**browser_context_args, java_script_enabled=java_script_enabled)
    page = context.new_page()

    log_in(page)
    page.locator(f'.desk-waiting a[href="{QUEUE}"]').click()
    page.locator(f'button[formaction$="/{good.pk}/publiser/"]').click()
    expect(page.locator(f'button[formaction$="/{good.pk}/publiser/"]')).to_have_count(0)
    page.locator(f'a[href$="/{bad.pk}/change/#skjul"]').click()
    page.locator('input[name="rule"][value="personangrep"]').check()
    page.locator("#hide_reason").fill("Gå etter saken.")
    page.locator('form[action$="/skjul/"] input[type="submit"]').click()
    expect(page.locator(".queue-decisions")).to_contain_text("Gå etter saken.")
    page.goto(f"{QUEUE}{good.pk}/change/")
    page.locator("#answer_text").fill("Klokka ti.")
    expect(page.locator("#answer_person")).to_have_value(str(person.pk))
    page.locator('form[action$="/svar/"] input[type="submit"]').click()
    expect(page.locator(".queue-official")).to_contain_text("Klokka ti.")
    page.goto(f"{QUEUE}?tilstand=klage")
    page.locator(".queue-head a").click()
    page.locator('input[name="outcome"][value="repealed"]').check()
    page.locator("#complaint_answer").fill("Du har rett.")
    page.locator('form[action$="/klage/"] input[type="submit"]').click()
    expect(page.locator("#klage")).to_have_count(0)

    assert [state(row) for row in (good, bad, hidden)] == ["published", "hidden", "published"]
    page.goto(post.get_absolute_url())
    expect(page.locator(".comment-official")).to_contain_text("Havnesjef, Havna")
    context.close()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_desk_breaks_no_rule_of_accessibility(
    watched: Page, axe: Callable[[Page], list[str]], moderator: Any, width: int, scheme: str
):
    waiting = make_waiting_comment(held_for="links fast", text="x" * 300)
    public = make_waiting_comment(state="published")
    hidden = make_waiting_comment(answers=public)
    hide(hidden, by=make_user(role="Moderator"), rule="tema", reason="Feil sted.")
    hidden.complaints.create(text="Nei.")
    rows = [f"{QUEUE}{row.pk}/change/" for row in (waiting, public, hidden)]
    paths = ["/admin/", QUEUE, f"{QUEUE}?tilstand=alle", *rows]
    watched.emulate_media(color_scheme=scheme)
    watched.set_viewport_size({"width": width, "height": 900})
    log_in(watched)

    found = {}
    for path in paths:
        watched.goto(path)
        overflow = watched.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[path] = axe(watched) + ["overflow"] * overflow
    watched.goto(QUEUE)
    watched.locator(".action-select").check()
    watched.locator('select[name="action"]').select_option("hide_selected")
    watched.locator('button[name="index"]').click()
    watched.locator(".queue-chosen").wait_for()
    found["hide"] = axe(watched)

    assert found == dict.fromkeys([*paths, "hide"], [])
