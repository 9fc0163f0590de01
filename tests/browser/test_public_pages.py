"""What every public page promises, seen in a real browser."""

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.looks import LOOKS
from tests.factories import make_department, make_person, make_picture, make_post

OSLO = ZoneInfo("Europe/Oslo")
LONG_WORD = "Offentlighetslovgivningsfortolkningsspørsmål"
CELLS = "<td>Hasteinnkjøp per måned og avdeling</td>" * 6
BODY = f"""
<p>{"Vi møtes ved tavla hver mandag, og alle kan henge opp et forslag. " * 4}</p>
<h2>{LONG_WORD}</h2><p>Les <a href="https://lovdata.example/lov">loven</a>. {LONG_WORD}</p>
<blockquote><p>Den som foreslår noe, slipper å forsvare det.</p></blockquote>
<h3>Før og etter</h3><ul><li>Før</li><li>Etter<ol><li>Måling</li></ol></li></ul>
<table><tbody><tr><th>Avdeling</th></tr><tr>{CELLS}</tr></tbody></table>
<table><tbody><tr><th>År</th></tr><tr><td>2010</td></tr></tbody></table>
"""
FRONT, LIST, POST = "/", "/blogg/", "/blogg/2010/09/tavla/"
WITHDRAWN, MISSING = "/blogg/2010/09/feil-tall/", "/finnes-ikke/"
PAGES = [FRONT, LIST, POST, "/blogg/2010/", "/blogg/2010/09/", "/blogg/emne/lean/"]
PAGES_THAT_SAY_NO = [WITHDRAWN, MISSING]


@pytest.fixture
def site(municipality) -> None:
    """A municipality with a post of every kind, and more of them than a page holds."""
    municipality.tagline = "Et øysamfunn ytterst i havet"
    municipality.introduction = "Her skriver vi om det vi gjør."
    municipality.population, municipality.illustration = 1200, "island"
    municipality.organisation_number = "964979901"
    municipality.editor = make_person(title="redaktør", handle="@kari")
    municipality.save()
    department, september = make_department(), datetime(2010, 9, 17, 13, 5, tzinfo=OSLO)
    picture = make_picture(credit="Kommunen")
    figure = f'<figure><img src="{picture.file.url}" alt="Havna"><figcaption>Havna</figcaption>'
    for number in range(9):
        make_post(published_at=september.replace(day=number + 1), tags=["LEAN"])
    make_post(title=f"{LONG_WORD} for alle", published_at=september, tags=[LONG_WORD])
    make_post(
        title="Tavla",
        lang="nn",
        body=f"{BODY}{figure}</figure>",
        published_at=september,
        department=department,
        picture=picture,
        picture_alt="Båter i havna",
        tags=["LEAN", "Økonomi på øya"],
    )
    make_post(title="Feil tall", published_at=september).withdraw(reason="Tallene var gale.")


def show(page: Page, path: str, *, width: int, scheme: str = "light") -> Page:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    return page


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_no_page_breaks_a_rule_of_accessibility(
    watched: Page, axe: Callable[[Page], list[str]], site: None, width: int, scheme: str
):
    paths = PAGES + PAGES_THAT_SAY_NO

    found = {path: axe(show(watched, path, width=width, scheme=scheme)) for path in paths}

    assert found == dict.fromkeys(paths, [])


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_empty_site_breaks_no_rule_of_accessibility(
    transactional_db: None, watched: Page, axe: Callable[[Page], list[str]], width: int, scheme: str
):
    found = {path: axe(show(watched, path, width=width, scheme=scheme)) for path in [FRONT, LIST]}

    assert found == {FRONT: [], LIST: []}


@pytest.mark.parametrize("palette", ["accent", "brand1", "brand2", "neutral"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_palette_can_be_read(
    watched: Page, axe: Callable[[Page], list[str]], site, municipality, palette: str, scheme: str
):
    municipality.palette = palette
    municipality.save()

    found = {path: axe(show(watched, path, width=768, scheme=scheme)) for path in [FRONT, POST]}

    assert found == {FRONT: [], POST: []}


@pytest.mark.parametrize("width", [320, 768, 1280, 1920])
def test_no_page_scrolls_sideways(watched: Page, site: None, width: int):
    paths = PAGES + PAGES_THAT_SAY_NO
    wide = "document.documentElement.scrollWidth"

    found = {path: show(watched, path, width=width).evaluate(wide) for path in paths}

    assert found == dict.fromkeys(paths, width)


def test_wide_table_scrolls_in_its_own_box_by_keyboard(watched: Page, site: None):
    table = show(watched, POST, width=320).locator(".table").first
    moves = "box => { window.moved = new Promise(done => { box.onscroll = () => done(true); }); }"
    table.evaluate(moves)

    table.focus()
    watched.keyboard.press("ArrowRight")

    assert watched.evaluate("moved") is True


def test_every_file_of_a_page_arrives(watched: Page, site: None):
    answers: list[Response] = []
    watched.on("response", lambda answer: answers.append(answer))
    loaded = """async () => {
      for (const image of document.images) { image.loading = "eager"; await image.decode(); }
      return [...document.images].filter(image => image.naturalWidth === 0).length;
    }"""

    missing = {path: show(watched, path, width=1280).evaluate(loaded) for path in PAGES}

    assert missing == dict.fromkeys(PAGES, 0)
    assert {answer.status for answer in answers} <= {200, 304}  # 304: seen on a page before
    kinds = {answer.request.resource_type for answer in answers}
    assert kinds >= {"document", "stylesheet", "font", "image"}


def test_reading_leaves_nothing_in_the_browser(watched: Page, site: None):
    stored = """async () => [
      document.cookie.length, localStorage.length, sessionStorage.length,
      (await indexedDB.databases()).length, (await caches.keys()).length,
    ]"""

    found = {path: show(watched, path, width=1280).evaluate(stored) for path in PAGES}

    assert found == dict.fromkeys(PAGES, [0, 0, 0, 0, 0])
    assert watched.context.cookies() == []


@pytest.mark.parametrize("path", [FRONT, POST])
def test_skip_link_comes_first_and_leads_past_the_menu(watched: Page, site: None, path: str):
    show(watched, path, width=1280)
    focused = "document.activeElement.getAttribute('href')"
    in_main = "document.activeElement.closest('main') !== null"

    watched.keyboard.press("Tab")
    first = watched.evaluate(focused)
    watched.keyboard.press("Enter")
    watched.keyboard.press("Tab")

    assert first == "#main"
    assert watched.evaluate(in_main)


def test_whole_row_leads_to_its_post_and_a_tag_to_its_list(watched: Page, site: None):
    show(watched, LIST, width=1280)
    row = watched.locator(".post-row", has_text="Tavla")

    row.locator("img").click(force=True)  # the link lies above the picture
    expect(watched).to_have_url(re.compile(f"{POST}$"))
    watched.go_back()
    row.get_by_role("link", name="LEAN").click()

    expect(watched).to_have_url(re.compile("/blogg/emne/lean/$"))


@pytest.mark.parametrize("path", [FRONT, LIST, POST])
@pytest.mark.parametrize("width", [320, 1280])
def test_wider_text_spacing_clips_nothing(watched: Page, site: None, path: str, width: int):
    show(watched, path, width=width)
    # A constructed sheet, as readers' own tools use: the policy forbids inline ones.
    clipped = """() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
      document.adoptedStyleSheets = [sheet];
      const clips = element => element && element !== document.documentElement
        && (getComputedStyle(element).overflow === "visible"
            ? clips(element.parentElement) : element);
      return [...document.querySelectorAll("body *:not(.ds-skip-link)")].filter(element => {
        const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        const frame = own && !element.closest(".table") && clips(element);
        if (!frame) return false;
        const [inner, outer] = [element, frame].map(each => each.getBoundingClientRect());
        return inner.bottom > outer.bottom + 1 || inner.right > outer.right + 1
          || element.scrollWidth > element.clientWidth + 1;
      }).map(element => element.outerHTML);
    }"""

    found = watched.evaluate(clipped)

    assert found == []
    assert watched.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_lines_of_text_hold_at_most_70_characters(watched: Page, site: None, width: int):
    show(watched, POST, width=width)
    watched.evaluate("document.fonts.ready")
    longest = """() => {
      const lines = new Map(), node = document.querySelector(".prose p").firstChild;
      for (let at = 0; at < node.length; at++) {
        const range = new Range(); range.setStart(node, at); range.setEnd(node, at + 1);
        const line = Math.round(range.getBoundingClientRect().bottom);
        lines.set(line, (lines.get(line) || 0) + 1);
      }
      return Math.max(...lines.values());
    }"""

    found = watched.evaluate(longest)

    assert 55 <= found <= 70


@pytest.mark.parametrize(("scheme", "night"), [("light", "hidden"), ("dark", "visible")])
def test_island_has_day_and_night(watched: Page, site: None, scheme: str, night: str):
    show(watched, FRONT, width=1280, scheme=scheme)

    found = watched.evaluate(
        "[...document.querySelectorAll('.island-night')].map(e => getComputedStyle(e).visibility)"
    )

    assert set(found) == {night}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_shows_the_text_and_where_its_links_lead(watched: Page, site: None, scheme: str):
    show(watched, POST, width=640, scheme=scheme)
    watched.emulate_media(media="print", color_scheme=scheme)
    after = "link => getComputedStyle(link, '::after').content"
    ground = "getComputedStyle(document.body).backgroundColor"

    address = watched.locator(".prose a").first.evaluate(after)

    assert address == '" (https://lovdata.example/lov)"'
    assert watched.locator("nav:visible").count() == 0
    assert watched.locator(".prose:visible").count() == 1
    assert watched.evaluate(ground) == "rgb(255, 255, 255)"


def test_reading_needs_no_javascript(new_context: Callable, live_server, site: None):
    page = new_context(java_script_enabled=False).new_page()
    show(page, FRONT, width=320)

    page.get_by_role("navigation").first.get_by_role("link").nth(1).click()
    page.locator(".archive-year summary").click()
    closed = page.locator(".archive-year:not([open])").count()
    page.locator(".post-link", has_text="Tavla").click()

    assert closed == 1
    expect(page).to_have_url(f"{live_server.url}{POST}")
    expect(page.locator("h1")).to_have_text("Tavla")
