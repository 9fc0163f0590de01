"""The rich text editor: by keyboard alone, and what it lets in."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from blog.models import Post
from tests.browser.test_editing import ADD, address, open_form, save
from tests.factories import make_picture, make_post

pytestmark = pytest.mark.usefixtures("staff")

PASTE = """(area, [html, file]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  if (file) data.items.add(new File(["x"], "bilde.png", {type: "image/png"}));
  area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, cancelable: true}));
}"""


def to_button(page: Page, name: str) -> Locator:
    """Go from the text to a button of the toolbar, with the keys that a keyboard user has."""
    button = page.get_by_role("toolbar").get_by_role("button", name=name)
    page.keyboard.press("Alt+F10")
    for _ in range(30):
        if button.evaluate("button => button === document.activeElement"):
            return button
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"No key leads to {name}.")


def test_whole_form_is_reached_by_the_tab_key(watched: Page):
    open_form(watched, ADD)
    watched.locator("#id_title").focus()
    names = []

    for _ in range(40):
        names.append(
            watched.evaluate("document.activeElement.name || document.activeElement.title")
        )
        watched.keyboard.press("Tab")

    fields = ["title", "ingress", "Overskrift", "picture_alt", "picture_decorative", "author"]
    fields += ["department", "comments_open", "moderation", "published_at_0", "published_at_1"]
    fields += ["lang", "tags", "slug", "_save"]
    assert [name for name in names if name in fields] == fields


def test_text_is_written_by_keyboard_alone(watched: Page):
    make_picture(title="Havna", alt="Båter i havna")
    editor = open_form(watched, ADD)
    keys = watched.keyboard
    watched.locator("#id_title").focus()
    keys.type("Skrevet med tastene")
    keys.press("Tab")
    keys.type("Uten mus.")
    keys.press("Tab")  # to the toolbar's one stop: the first heading
    keys.press("Enter")
    expect(editor).to_be_focused()
    keys.type("Måling")
    keys.press("Enter")
    to_button(watched, "Halvfet").press("Enter")
    keys.type("Fet")
    expect(to_button(watched, "Halvfet")).to_have_attribute("aria-pressed", "true")
    keys.press("Escape")
    expect(editor).to_be_focused()
    keys.press("Control+b")
    keys.press("Enter")
    to_button(watched, "Sett inn en tabell").press("Enter")
    keys.press("Enter")
    keys.type("Uke")
    keys.press("Tab")
    keys.type("Før")
    to_button(watched, "Legg til en rad").press("Enter")
    expect(editor.get_by_role("row")).to_have_count(4)
    to_button(watched, "Slett tabellen").press("Enter")
    with watched.expect_popup() as opened:
        to_button(watched, "Bilde: sett inn").press("Enter")
    picker = opened.value
    picker.locator(".picker-grid a").press("Enter")
    picker.locator("[name=alt]").press("Tab")
    with picker.expect_event("close"):
        picker.locator("[name=caption]").press("Enter")
    expect(editor).to_be_focused()
    keys.type("Ferdig.")

    save(watched)

    body = re.sub(r"<img [^>]*>", "<img>", Post.objects.get().body)
    assert body == (
        "<h2>Måling</h2><p><strong>Fet</strong></p><figure><img></figure><p>Ferdig.</p>"
    )


def test_link_leads_to_a_page_never_to_a_script(watched: Page):
    post = make_post(body="<p>Se søket</p>", published_at=None)
    editor = open_form(watched, address(post))
    editor.press("Control+a")
    button = watched.get_by_role("button", name="Lenke")
    expect(button).to_have_attribute("aria-disabled", "false")
    watched.keyboard.press("Control+k")
    field = watched.get_by_role("dialog", name="Lenke").get_by_label("Adresse")

    for typed in ["javascript:alert(1)", "//ond.example", "data:text/html,x"]:
        field.fill(typed)
        field.press("Enter")
        expect(field).to_be_visible()
        assert field.evaluate("field => field.validationMessage")
    field.fill("www.oya.example/sok")
    field.press("Enter")

    expect(editor).to_be_focused()
    expect(editor.get_by_role("link")).to_have_attribute("href", "https://www.oya.example/sok")


def test_pasting_brings_words_and_structure_and_no_foreign_picture(watched: Page):
    picture = make_picture()
    editor = open_form(watched, ADD)
    editor.evaluate(
        PASTE,
        [
            '<h1>Fra Word</h1><p lang="NO-BOK"><b>Fet</b></p><h6>Liten</h6>'
            '<img src="data:image/png;base64,AAAA" alt="a"><img src="https://ond.example/b.png">'
            f'<img src="{watched.url[:-21]}{picture.file.url}" alt="Vår egen">'
            '<p><a href="javascript:alert(1)">vond</a></p><script>alert(1)</script>',
            False,
        ],
    )
    note = watched.get_by_text("Et bilde kan ikke limes eller slippes inn her.")
    expect(note).to_be_visible()

    written = watched.locator("#id_body").input_value()

    assert written == (
        "<h2>Fra Word</h2><p><strong>Fet</strong></p><h4>Liten</h4>"
        f'<img src="{picture.file.url}" alt="Vår egen"><p>vond</p>'
    )


def test_pasted_file_is_refused_aloud(watched: Page):
    editor = open_form(watched, ADD)

    editor.evaluate(PASTE, [None, True])

    expect(watched.get_by_role("status")).to_contain_text("Bruk bildeknappen")
    expect(editor.get_by_role("img")).to_have_count(0)


def test_editing_keeps_what_the_editor_has_no_button_for(watched: Page):
    picture = make_picture()
    body = (
        '<p>Det heter <span lang="en">lean</span>.</p>'
        '<blockquote lang="nn"><p>Ikkje</p></blockquote>'
        f'<ol start="3"><li><p>tre</p></li></ol><img src="{picture.file.url}" alt="bare pynt">'
    )
    post = make_post(body=body)
    expected = post.body.replace("Det heter", "Ja. Det heter")
    editor = open_form(watched, address(post))
    editor.press("Control+Home")
    watched.keyboard.type("Ja. ")

    save(watched)

    post.refresh_from_db()
    assert post.body == expected


def test_text_of_the_site_is_found_and_linked_to_by_keyboard_alone(watched: Page, axe):
    target = make_post(title="Møte om båten", slug="mote", published_at=None)
    post = make_post(title="Annet", body="<p>Se møtet</p>", published_at=None)
    editor = open_form(watched, address(post))
    editor.press("Control+a")
    expect(watched.get_by_role("button", name="Lenke")).to_have_attribute("aria-disabled", "false")
    keys = watched.keyboard
    keys.press("Control+k")
    dialog = watched.get_by_role("dialog", name="Lenke")
    expect(dialog.get_by_label("Adresse")).to_be_focused()
    keys.press("Tab")
    keys.type("båt")
    keys.press("Enter")  # it searches, and does not save the link
    expect(dialog.get_by_role("status")).to_have_text("Funnet: 1")
    assert axe(watched) == []
    keys.press("Tab")
    keys.press("Enter")
    expect(dialog.get_by_label("Adresse")).to_have_value(f"/blogg/utkast/{target.pk}/")
    keys.press("Enter")
    expect(editor).to_be_focused()

    save(watched)

    post.refresh_from_db()
    assert post.body == f'<p><a href="/blogg/utkast/{target.pk}/">Se møtet</a></p>'


def test_finder_says_that_nothing_was_found(watched: Page):
    post = make_post(body="<p>Se møtet</p>", published_at=None)
    editor = open_form(watched, address(post))
    editor.press("Control+a")
    expect(watched.get_by_role("button", name="Lenke")).to_have_attribute("aria-disabled", "false")
    watched.keyboard.press("Control+k")
    dialog = watched.get_by_role("dialog", name="Lenke")

    dialog.get_by_label("Eller finn en side").fill("finnes ikke")

    expect(dialog.get_by_role("status")).to_have_text("Ingen titler her har disse ordene.")
    expect(dialog.get_by_role("listitem")).to_have_count(0)
