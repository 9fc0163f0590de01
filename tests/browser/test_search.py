"""Finding a text: by keyboard, from any page, with and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looks import LOOKS
from tests.factories import make_post

PAGES = ["/sok/", "/sok/?q=kommune", "/sok/?q=kommune&side=2", "/sok/?q=romskip"]


@pytest.fixture
def posts(municipality) -> None:
    for number in range(10):
        make_post(title=f"Møte {number}", body="<p>Kommunestyret og kommunen.</p>", tags=["LEAN"])
    make_post(title="Kommunene samarbeider", ingress="Tre <kommuner> i nord.", lang="nn")


def test_post_is_found_from_the_header_by_keyboard(watched: Page, posts: None):
    watched.goto("/blogg/")
    watched.get_by_role("searchbox", name="Søk på hele nettstedet").focus()

    watched.keyboard.type("kommunens")
    watched.keyboard.press("Enter")
    watched.wait_for_url("**/sok/?q=kommunens")
    first = watched.locator(".hit").first
    marks = first.locator("mark").all_inner_texts()
    first.get_by_role("link").focus()
    watched.keyboard.press("Enter")

    expect(watched.get_by_role("heading", level=1)).to_have_text("Kommunene samarbeider")
    assert marks == ["Kommunene", "kommuner"]


def test_mark_differs_from_the_text_around_it(watched: Page, posts: None):
    watched.goto("/sok/?q=kommune")

    colours = [
        watched.locator(selector).first.evaluate("e => getComputedStyle(e).backgroundColor")
        for selector in (".hit mark", ".hit p")
    ]

    assert colours[0] != colours[1]


def test_search_is_narrowed_by_keyboard(watched: Page, posts: None):
    watched.goto("/sok/?q=kommune")
    watched.get_by_label("Rekkefølge").focus()

    watched.keyboard.press("ArrowDown")
    watched.keyboard.press("Tab")
    watched.get_by_role("button", name="Søk").press("Enter")

    watched.wait_for_url("**/sok/?q=kommune&*sorter=nyest")
    expect(watched.locator(".hit")).to_have_count(10)


def test_search_works_without_javascript(browser: Browser, live_server, posts: None):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/")

    page.get_by_role("searchbox").fill("kommunene")
    page.get_by_role("button", name="Søk").click()

    assert page.locator(".hit h3").first.inner_text() == "Kommunene samarbeider"
    context.close()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_search_breaks_no_rule_of_accessibility(
    watched: Page, axe: Callable[[Page], list[str]], posts: None, width: int, scheme: str
):
    watched.emulate_media(color_scheme=scheme)
    watched.set_viewport_size({"width": width, "height": 900})
    found, wide = {}, {}

    for path in PAGES:
        watched.goto(path)
        found[path] = axe(watched)
        wide[path] = watched.evaluate("document.documentElement.scrollWidth > innerWidth")

    assert found == dict.fromkeys(PAGES, [])
    assert wide == dict.fromkeys(PAGES, False)
