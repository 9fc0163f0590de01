"""A citizen comments, is answered, hidden and heard; with JavaScript and without it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from blog.models import Post
from dialogue.contribution import Contribution
from dialogue.moderation import answer, decide_complaint, hide, mark_spam, publish
from tests.browser.looks import LOOKS
from tests.factories import (
    make_comment,
    make_department,
    make_person,
    make_post,
    make_user,
)

LOG = "/kommentarregler/logg/"
PATIENTLY = 2_100  # milliseconds; what is sent faster is held
NUMBER = "17901012393"


@pytest.fixture
def post(municipality) -> Post:
    return make_post(title="Slik bruker vi tavla")


def newest() -> Contribution:
    return Contribution.objects.order_by("-pk")[0]


def write(page: Page, **fields: str) -> None:
    for name, text in fields.items():
        page.locator(f"form.public-form [name={name}]:visible").fill(text)


def send(page: Page) -> None:
    page.wait_for_timeout(PATIENTLY)
    page.get_by_role("button", name="Send kommentaren").click()
    page.wait_for_url("**/innspill/**")


def talk(page: Page, post: Post) -> None:
    """The whole way: comment, be read, be answered, be hidden, complain, be heard."""
    moderator, other = make_user(), make_user(role="Moderator")
    address = post.get_absolute_url()
    page.goto(address)
    page.get_by_role("link", name="Skriv en kommentar").click()
    write(page, text="Hvem får henge opp lapper?", name="Ola (demo)")
    page.get_by_role("button", name="Forhåndsvis").click()
    expect(page.get_by_role("heading", name="Slik blir det")).to_be_focused()
    expect(page.locator(".preview")).to_contain_text("Hvem får henge opp lapper?")
    send(page)
    own = page.url
    expect(page.get_by_role("status")).to_have_text(
        "Takk for kommentaren. Den blir synlig når vi har lest den."
    )
    said = newest()
    publish(said, by=moderator)
    person = make_person(name="Kari (demo)", title="ordfører", department=make_department())
    answer(said, by=moderator, person=person, text="Alle.", token="svar")  # noqa: S106

    page.goto(address)
    expect(page.locator(".comment-official")).to_contain_text("Svar fra kommunen")
    page.locator(f"#innspill-{said.pk}").get_by_role("link", name="Svar", exact=False).click()
    write(page, text="Også vi som ikke jobber der?")
    send(page)
    assert newest().answers_id == said.pk

    hide(said, by=moderator, rule="tema", reason="Dette hører til et annet innlegg.")
    page.goto(address)
    expect(page.locator(f"#innspill-{said.pk}")).to_contain_text("Skjult av kommunen, regel 1")
    page.goto(own)
    expect(page.locator("main")).to_contain_text("Dette hører til et annet innlegg.")
    write(page, text="Nei, det handler om tavla.")
    page.get_by_role("button", name="Send klagen").click()
    expect(page.get_by_role("status").last).to_contain_text("Vi har fått klagen din.")

    complaint = said.complaints.get()
    decide_complaint(complaint, by=other, outcome="repealed", answer="Det har du rett i.")
    page.reload()
    expect(page.locator("main")).to_contain_text("Det har du rett i.")
    page.goto(address)
    expect(page.locator(f"#innspill-{said.pk}")).to_contain_text("Hvem får henge opp lapper?")
    page.goto(LOG)
    expect(page.locator("main")).to_contain_text("Klage vurdert, vist igjen")


def test_talk_with_javascript(watched: Page, post: Post):
    talk(watched, post)


def test_talk_without_javascript(browser: Browser, browser_context_args: Any, post: Post):
    context = browser.new_context(**browser_context_args | {"java_script_enabled": False})

    talk(context.new_page(), post)

    assert context.cookies() == []
    context.close()


def test_form_opens_in_place_and_the_keyboard_closes_it(watched: Page, post: Post):
    make_comment(post)
    watched.goto(post.get_absolute_url())
    here = watched.url
    link = watched.get_by_role("link", name="Svar", exact=False)

    link.focus()
    watched.keyboard.press("Enter")
    field = watched.locator("textarea:visible")
    expect(field).to_be_focused()
    field.fill("Halvferdig")
    watched.keyboard.press("Escape")

    expect(field).to_be_hidden()
    expect(link).to_be_focused()
    expect(link).to_have_attribute("aria-expanded", "false")
    watched.keyboard.press("Enter")
    expect(field).to_have_value("Halvferdig")
    watched.get_by_role("link", name="Avbryt").click()
    expect(link).to_be_focused()
    assert watched.url == here


def test_forms_opened_side_by_side_share_no_id(watched: Page, post: Post):
    make_comment(post)
    make_comment(post)
    watched.goto(post.get_absolute_url())

    links = watched.locator("[data-opens-form]")
    for number in range(links.count()):
        links.nth(number).click()
        expect(watched.locator("textarea:visible")).to_have_count(number + 1)

    ids = watched.eval_on_selector_all("[id]", "all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))
    assert watched.eval_on_selector_all(
        "form.public-form label", "all => all.every(one => one.control)"
    )


def test_browser_asks_before_what_stands_in_another_form_is_lost(watched: Page, post: Post):
    make_comment(post)
    watched.goto(post.get_absolute_url())
    for link in watched.locator("[data-opens-form]").all():
        link.click()
    fields = watched.locator("textarea:visible")
    expect(fields).to_have_count(2)
    fields.nth(0).fill("Et svar")
    fields.nth(1).fill("En kommentar")
    asked: list[str] = []
    watched.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    watched.get_by_role("button", name="Send kommentaren").first.click()
    expect(fields.nth(1)).to_have_value("En kommentar")
    fields.nth(1).press("Escape")  # what is put away is not asked about
    send(watched)

    assert asked == ["beforeunload"]
    assert newest().text == "Et svar"


def test_what_is_wrong_comes_first_and_the_text_is_kept(watched: Page, post: Post):
    watched.goto(post.get_absolute_url())
    watched.get_by_role("link", name="Skriv en kommentar").click()
    write(watched, text=f"Jeg heter {NUMBER}", email="ikke en adresse")

    watched.get_by_role("button", name="Send kommentaren").click()

    summary = watched.locator(".ds-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Skriv e-postadressen slik").click()
    expect(watched.get_by_label("E-post")).to_be_focused()
    expect(watched.get_by_label("Kommentaren din")).to_have_value(f"Jeg heter {NUMBER}")

    write(watched, email="")
    send(watched)

    assert newest().text == "Jeg heter [fødselsnummer fjernet]"


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_no_page_of_the_conversation_breaks_a_rule_of_accessibility(
    watched: Page, axe: Callable[[Page], list[str]], post: Post, width: int, scheme: str
):
    rows = {state: make_comment(post, text="https://a.example/ " + "lang" * 40) for state in "abcd"}
    hide(rows["b"], by=make_user(), rule="personvern", reason="Navnet til naboen.")
    mark_spam(rows["c"], by=make_user())
    hide(rows["d"], by=make_user(), rule="tema")
    rows["d"].complaints.create(text="Feil.")
    person = make_person(title="ordfører", department=make_department())
    answer(rows["a"], by=make_user(), person=person, text="Ja.", token="svar")  # noqa: S106
    closed = make_post(comments_open=False).get_absolute_url()
    form = f"{post.get_absolute_url()}kommenter/"
    paths = [post.get_absolute_url(), closed, f"{closed}kommenter/", form, LOG]
    paths += [f"{form}?svar={rows['a'].pk}", *(row.get_absolute_url() for row in rows.values())]
    watched.emulate_media(color_scheme=scheme)
    watched.set_viewport_size({"width": width, "height": 900})

    found = {path: look(watched, path, axe) for path in paths}
    watched.goto(form)
    with watched.expect_navigation():
        watched.get_by_role("button", name="Send kommentaren").click()
    found["errors"] = axe(watched)
    watched.goto(post.get_absolute_url())
    watched.locator("[data-opens-form]").first.click()
    watched.locator("textarea:visible").wait_for()
    found["in place"] = axe(watched)

    assert found == dict.fromkeys(found, [])


def look(page: Page, path: str, axe: Callable[[Page], list[str]]) -> list[str]:
    page.goto(path)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*axe(page), *(["wider than the screen"] if wide else [])]
