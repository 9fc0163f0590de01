"""The life of a guideline: draft, hearing, adopted, a new edition; and what stands for ever."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from dialogue.contribution import Contribution
from dialogue.moderation import publish
from guidelines.models import Clause, Edition, Guideline
from tests.factories import make_account, make_user
from tests.guidelines.guidelines import make_clause, make_draft, make_guideline

HOME = "/retningslinjer/kart/"
ADMIN = "/admin/guidelines/edition"
MARKED = """elements => elements.map(element => {
  const copy = element.cloneNode(true)
  for (const said of copy.querySelectorAll(".ds-sr-only")) said.remove()
  return copy.textContent
})"""


@pytest.fixture
def guideline(municipality: Any) -> Guideline:
    """A draft: A1 and A2, B1."""
    row = make_guideline(title="Kart og merker", slug="kart")
    part = make_draft(row).sections.get(letter="A")
    make_clause(part, heading="Svar", text="Vi svarer på spørsmål innen fem virkedager.")
    return row


@pytest.fixture
def citizen(browser: Browser, browser_context_args: dict[str, Any]) -> Page:
    """Somebody who is not logged in."""
    return browser.new_context(**browser_context_args).new_page()


def do(page: Page, edition: Edition, verb: str, **fields: str) -> None:
    """Send the form of a verb on the page of an edition."""
    page.goto(f"{ADMIN}/{edition.pk}/change/")
    form = page.locator(f"form:has(input[name=verb][value={verb}])")
    for name, text in fields.items():
        form.locator(f"[name={verb}-{name}]").fill(text)
    if verb == "adopt":
        form.locator("[name=adopt-is_sure]").check()
    with page.expect_navigation():
        form.locator("input[type=submit]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def adopt(page: Page, edition: Edition, case_number: str) -> None:
    today = timezone.localdate().isoformat()
    do(
        page,
        edition,
        "adopt",
        adopted_on=today,
        adopted_by="Kommunestyret",
        case_number=case_number,
    )


def respond(page: Page, edition: Edition) -> None:
    """Answer to A2 from its place in the text, and let a moderator publish it."""
    page.goto(HOME)
    with page.expect_navigation():
        page.get_by_role("link", name="Gi innspill til A2").click()
    expect(page.locator("blockquote")).to_contain_text("innen fem virkedager")
    page.locator("[name=text]").fill("To virkedager er bedre.")
    with page.expect_navigation():
        page.get_by_role("button", name="Send innspillet").click()
    expect(page.locator("main")).to_contain_text("To virkedager er bedre.")
    publish(Contribution.objects.get(), by=make_user())


def write_next(page: Page, guideline: Guideline) -> Edition:
    """A1 goes, A2 is worded anew and becomes A1."""
    page.goto(f"/admin/guidelines/guideline/{guideline.pk}/ny-utgave/")
    with page.expect_navigation():
        page.locator("#content-main input[type=submit], form input[type=submit]").last.click()
    page.locator("#id_change_summary").fill("Vi svarer raskere.")
    with page.expect_navigation():
        page.locator("[name=_save]").first.click()
    draft: Edition = guideline.editions.get(status="utkast")
    section = draft.sections.get(letter="A")
    page.goto(f"{ADMIN}/{draft.pk}/tekst/{section.pk}/")
    page.locator("[name=clauses-1-text]").fill("Vi svarer på spørsmål innen to virkedager.")
    with page.expect_navigation():
        page.locator("[name=do][value=remove-0]").click()
    expect(page.locator("[name=clauses-0-heading]")).to_have_value("Svar")
    return draft


def sign(page: Page, edition: Edition) -> str:
    """Sign it, and return what was shown to be read."""
    page.goto(f"{ADMIN}/{edition.pk}/lest/")
    shown = page.locator("#content-main").inner_text()
    with page.expect_navigation():
        page.locator("#content-main input[type=submit]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    return shown


# Colours that are on their way from light to dark have no contrast yet.
ARRIVE = """() => document.getAnimations().forEach(
  one => one instanceof CSSTransition && one.finish())"""
WAYS = [("light", 320), ("dark", 320), ("light", 1280), ("dark", 1280)]


def looks(
    page: Page, axe: Callable[[Page], list[str]], paths: list[str], ways: Any = WAYS[1:3]
) -> list[str]:
    """All that is wrong with the pages, narrow and wide, light and dark."""
    found: list[str] = []
    for path in paths:
        page.goto(path)
        for scheme, width in ways:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(ARRIVE)
            found += [f"{path} {width} {scheme} {fault}" for fault in axe(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{path} {width} is too wide")
    return found


def test_guideline_lives_from_draft_to_its_second_edition(
    watched: Page,
    citizen: Page,
    staff: None,
    guideline: Guideline,
    axe: Callable[[Page], list[str]],
):
    first: Edition = guideline.editions.get()
    keys = {row.label: row.key for row in Clause.objects.select_related("section")}

    # Draft, hearing with an answer, adopted and signed
    assert citizen.goto(HOME).status == 404
    do(watched, first, "hearing")
    respond(citizen, first)
    proposal = looks(citizen, axe, [f"{HOME}utgave/1/innspill/nytt/?punkt={keys['A2']}", HOME])
    adopt(watched, first, "26/1")
    assert "Kommunen informerer og lytter." in sign(watched, first)

    # A significant new edition
    second = write_next(watched, guideline)
    adopt(watched, second, "26/2")

    # The diff shows exactly the edited words
    citizen.set_viewport_size({"width": 1280, "height": 900})
    citizen.goto(HOME)
    with citizen.expect_navigation():
        citizen.get_by_role("link", name="Se ord for ord hva som er endret").click()
    changes = citizen.locator(".change-text")
    assert changes.locator("del").evaluate_all(MARKED) == ["Kommunen informerer og lytter.", "fem"]
    assert changes.locator("ins").evaluate_all(MARKED) == ["to"]

    # Old links work
    citizen.goto(f"{HOME}punkt/{keys['A2']}/")
    expect(citizen).to_have_url(f"{citizen.url.partition('/retningslinjer/')[0]}{HOME}#a1")
    expect(citizen.locator(".clause:target")).to_contain_text("innen to virkedager")
    citizen.goto(f"{HOME}punkt/{keys['A1']}/")
    expect(citizen.locator("h1")).to_have_text("A1 er opphevet")
    citizen.goto(f"{HOME}utgave/1/")
    expect(citizen.locator("#a2")).to_contain_text("innen fem virkedager")
    citizen.goto(f"{HOME}utgave/1/innspill/")
    expect(citizen.locator(".comment")).to_contain_text("To virkedager er bedre.")

    # Signatures are reopened, with what is new and nothing else
    watched.goto("/admin/")
    expect(watched.locator(f'a[href="{ADMIN}/{second.pk}/lest/"]').first).to_be_visible()
    news = sign(watched, second)
    assert "virkedager" in news
    assert "ytringsfrihet" not in news

    # Parts side by side where there is room, one below the other where there is not
    citizen.goto(HOME)
    a, b = (citizen.locator(f"#del-{letter}").bounding_box() for letter in "ab")
    assert (a or {}).get("y") == (b or {})["y"]
    faults = proposal + looks(citizen, axe, [HOME, f"{HOME}endringer/1/2/"], WAYS)
    paths = [f"{HOME}utgave/1/innspill/", f"{HOME}punkt/{keys['A1']}/"]
    paths += [f"{HOME}?dato=31-02-2011", "/retningslinjer/"]
    assert faults + looks(citizen, axe, paths) == []

    # Every sheet says which words it has.
    citizen.goto(HOME)
    sheets = [sheet.extract_text() for sheet in PdfReader(BytesIO(citizen.pdf())).pages]
    second.refresh_from_db()
    assert [sheet.count(second.text_hash) for sheet in sheets] == [1] * len(sheets)


def test_register_answers_while_one_writes(
    watched: Page, municipality: Any, axe: Callable[[Page], list[str]]
):
    make_account(name="@oya")
    make_account(name="@gammel", status="lagt_ned")
    watched.goto("/retningslinjer/kontoer/")

    watched.locator("#account-asked").press_sequentially("@falsk")

    expect(watched.get_by_role("status")).to_contain_text("Nei: @falsk står ikke i registeret.")
    expect(watched.locator(".account")).to_have_count(0)
    expect(watched).to_have_url(re.compile(r"\?q=%40falsk$"))
    watched.locator("#account-asked").fill("@oya")
    expect(watched.get_by_role("status")).to_contain_text("Ja: @oya står i registeret.")
    expect(watched.locator(".account")).to_have_count(1)
    watched.locator("#account-asked").fill("")
    expect(watched.locator(".account")).to_have_count(2)
    assert looks(watched, axe, ["/retningslinjer/kontoer/", "/retningslinjer/kontoer/?q=x"]) == []
