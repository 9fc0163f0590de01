"""How a text comes to be, in a real browser: written, mended, published, restored, withdrawn."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect

from blog.models import Post
from publishing.models import Picture
from tests.documents import pdf
from tests.factories import make_picture, make_post, picture_bytes

pytestmark = pytest.mark.usefixtures("staff")

ADD = "/admin/blog/post/add/"
PICTURE = {"name": "fyret.jpg", "mimeType": "image/jpeg", "buffer": picture_bytes()}


def address(post: Post, page: str = "change") -> str:
    return reverse(f"admin:blog_post_{page}", args=[post.pk])


def editor_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Tekst:", exact=True)


def open_form(page: Page, path: str) -> Locator:
    """Open a form with an editor; return the editor when it is ready."""
    page.goto(path)
    expect(page.get_by_role("toolbar")).to_be_visible()
    return editor_of(page)


def test_who_goes_back_finds_the_text_in_the_editor(watched: Page):
    editor = open_form(watched, ADD)
    editor.fill("Båten gikk.")
    watched.goto("/admin/")

    watched.go_back()
    editor_of(watched).press("Control+End")
    editor_of(watched).press_sequentially(" Hurra!")

    expect(editor_of(watched)).to_have_text("Båten gikk. Hurra!")
    expect(watched.locator("#id_body")).to_have_value("<p>Båten gikk. Hurra!</p>")


def test_who_leaves_an_unsaved_text_is_asked_first(watched: Page):
    editor = open_form(watched, ADD)
    editor.press_sequentially("Båten gikk.")
    asked = []

    watched.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    watched.locator(".breadcrumbs a").first.click()

    expect(editor).to_have_text("Båten gikk.")
    assert asked == ["beforeunload"]


def test_fault_far_down_is_told_of_first_with_a_way_to_it(watched: Page):
    open_form(watched, ADD)
    watched.locator("#id_title").fill("Havna")
    watched.locator("#id_published_at_0").fill("i morgen")
    save(watched)

    note = watched.locator(".errornote[tabindex]")
    expect(watched).to_have_title("Feil: Legg til innlegg – Øya kommune")
    expect(note).to_be_focused()
    expect(watched.locator(".errornote:visible")).to_have_count(1)
    note.get_by_role("link", name="Publisert").click()
    expect(watched.locator("#id_published_at_0")).to_be_in_viewport()


def test_files_too_large_to_send_keep_the_text(watched: Page, settings: Any):
    settings.LARGEST_STAFF_BODY = 1000
    watched.goto("/admin/publishing/picture/add/")
    watched.locator("#id_title").fill("Fyret")
    watched.locator("#id_file").set_input_files(PICTURE | {"buffer": b"x" * 2000})
    told = []

    watched.once("dialog", lambda dialog: (told.append(dialog.message), dialog.accept()))
    watched.locator("[name=_save]").click()

    expect(watched.locator("#id_title")).to_have_value("Fyret")
    assert told[0].startswith("Filene er større enn de 1000")


def press(page: Page, name: str) -> None:
    page.get_by_role("toolbar").get_by_role("button", name=name).click()


def save(page: Page, button: str = "_save") -> None:
    with page.expect_navigation():
        page.locator(f"[name={button}]").click()


def choose_lead_picture(page: Page, name: str) -> None:
    page.get_by_role("combobox", name="Bilde").click()
    page.get_by_role("option", name=name).click()


def upload_from_the_editor(page: Page, *, alt: str, caption: str) -> None:
    """Insert a picture through the picker's window, which first asks for a description."""
    with page.expect_popup() as opened:
        press(page, "Bilde: sett inn eller beskriv")
    picker = opened.value
    picker.set_input_files("[name=file]", PICTURE)
    picker.fill("[name=title]", "Fyret")
    picker.get_by_role("button", name="Last opp").click()
    picker.get_by_role("button", name="Sett inn").click()
    expect(picker.locator(".errorlist")).to_have_count(1)
    picker.fill("[name=alt]", alt)
    picker.fill("[name=caption]", caption)
    with picker.expect_event("close"):
        picker.get_by_role("button", name="Sett inn").click()


def describe_picture(page: Page, alt: str) -> None:
    page.locator("figure img").click()
    press(page, "Bilde: sett inn eller beskriv")
    page.get_by_role("dialog").get_by_label("Tekstalternativ").fill(alt)
    page.get_by_role("dialog").get_by_role("button", name="Lagre").click()


def test_post_is_written_stopped_mended_previewed_and_published(watched: Page):
    make_picture(title="Havna")
    editor = open_form(watched, ADD)
    watched.get_by_label("Tittel").fill("Fyret er tent")
    watched.get_by_label("Ingress").fill("Det lyser igjen.")
    choose_lead_picture(watched, "Havna")
    watched.fill("#id_picture_alt", "Båter i havna")
    editor.click()
    watched.keyboard.type("Slik ser det ut.")
    watched.keyboard.press("Enter")
    upload_from_the_editor(watched, alt="Fyret i kveldssol", caption="Fyret i mai")
    expect(editor).to_be_focused()
    press(watched, "Sett inn en tabell")
    watched.get_by_role("dialog").get_by_role("button", name="Sett inn").click()
    watched.keyboard.type("Uke")

    describe_picture(watched, "")
    save(watched, "_publish")
    expect(watched.locator(".field-body .errorlist")).to_contain_text("Bilde 1")
    expect(editor).to_have_attribute("aria-invalid", "true")
    assert Post.objects.count() == 0

    describe_picture(watched, "Fyret i kveldssol")
    save(watched, "_continue")
    watched.get_by_role("link", name="Forhåndsvis").click()
    expect(
        watched.get_by_role("figure").get_by_role("img", name="Fyret i kveldssol")
    ).to_be_visible()
    expect(watched.get_by_role("columnheader", name="Uke")).to_be_visible()
    watched.goto("/")
    expect(watched.get_by_text("Fyret er tent")).to_have_count(0)

    watched.goto(address(Post.objects.get()))
    save(watched, "_publish")
    watched.goto("/")
    expect(watched.locator("article img")).to_be_visible()
    watched.get_by_role("link", name="Fyret er tent").first.click()
    shown = watched.get_by_role("figure").get_by_role("img", name="Fyret i kveldssol")
    shown.scroll_into_view_if_needed()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")


def test_scheduled_post_shows_itself_at_its_minute(watched: Page):
    post = make_post(title="Åpent i jula", published_at=None)
    minute = timezone.localtime().replace(hour=9, minute=30, second=0) + timedelta(days=30)
    watched.goto(address(post))
    watched.get_by_label("Dato").fill(f"{minute:%d.%m.%Y}")
    watched.get_by_label("Tid").fill(f"{minute:%H.%M}")
    save(watched)
    title = watched.get_by_role("link", name="Åpent i jula")
    shown = []

    for seconds in [-1, 0]:
        with time_machine.travel(minute + timedelta(seconds=seconds), tick=False):
            for path in ["/", "/blogg/", f"/blogg/{minute:%Y}/"]:
                watched.goto(path)
                shown.append(title.count() > 0)

    assert shown == [False, False, False, True, True, True]


def test_withdrawn_post_is_gone_and_says_why(watched: Page):
    post = make_post(title="Feil tall")
    watched.goto(address(post))
    watched.get_by_role("link", name="Trekk tilbake").click()
    watched.get_by_label("Grunn").fill("Tallene for 2010 var gale.")
    with watched.expect_navigation():
        watched.get_by_role("button", name="Trekk tilbake").click()

    answer = watched.goto(post.get_absolute_url())

    assert answer
    assert answer.status == 410
    expect(watched.get_by_role("main")).to_contain_text("Tallene for 2010 var gale.")


def test_yesterdays_text_is_restored(watched: Page):
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        post = make_post(body="<h2>I går</h2><p>Gårsdagens tekst.</p>")
    post.body = "<p>Dagens tekst.</p>"
    post.save()
    watched.goto(address(post))
    watched.get_by_role("link", name="Historikk").click()
    watched.locator(".history a").last.click()
    editor = editor_of(watched)
    expect(editor.get_by_role("heading", name="I går")).to_be_visible()
    editor.press("Control+End")
    watched.keyboard.type(" Med et tillegg.")

    save(watched)

    post.refresh_from_db()
    assert post.body == "<h2>I går</h2><p>Gårsdagens tekst. Med et tillegg.</p>"


def test_second_of_two_editors_gets_both_texts(watched: Page, context: BrowserContext):
    post = make_post(title="Først", body="<p>Felles.</p>")
    editor = open_form(watched, address(post))
    other = context.new_page()
    other.goto(address(post))
    other.get_by_label("Tittel").fill("Den andres tittel")
    save(other)
    editor.press("Control+End")
    watched.keyboard.type(" Og min.")

    save(watched)

    rows = watched.locator(".conflict-text").all_inner_texts()
    assert rows == ["Den andres tittel", "Først", "Felles.", "Felles. Og min."]
    post.refresh_from_db()
    assert post.title == "Den andres tittel"
    watched.get_by_role("button", name="Lagre").click()
    expect(watched.locator(".messagelist .success")).to_be_visible()
    post.refresh_from_db()
    assert (post.title, post.body) == ("Først", "<p>Felles. Og min.</p>")


def test_wrong_file_is_refused_at_the_field(watched: Page):
    watched.goto("/admin/publishing/picture/add/")
    wrong = {"name": "bilde.jpg", "mimeType": "image/jpeg", "buffer": b"<html>ikke et bilde</html>"}
    watched.set_input_files("[name=file]", wrong)
    watched.get_by_label("Navn").fill("Ikke et bilde")

    save(watched)

    expect(watched.locator(".field-file .errorlist")).to_have_count(1)
    expect(watched.get_by_label("Navn")).to_have_value("Ikke et bilde")
    assert Picture.objects.count() == 0


def test_document_is_added_to_a_post_and_fetched(watched: Page, axe):
    post = make_post(title="Båten")
    file = {"name": "vedtak.docx", "mimeType": "application/pdf", "buffer": pdf(lang="")}
    open_form(watched, address(post))
    watched.locator("#attachments-group .add-row a").click()
    watched.set_input_files("#id_attachments-0-file", file)
    watched.fill("#id_attachments-0-name", "Saksframlegg")
    save(watched, "_continue")
    expect(watched.get_by_text("«Saksframlegg»: PDF-en oppgir ikke språk")).to_be_visible()
    assert axe(watched) == []
    watched.emulate_media(color_scheme="dark")
    watched.goto(post.get_absolute_url())
    assert axe(watched) == []

    with watched.expect_download() as fetched:
        watched.get_by_role("link", name="Saksframlegg (PDF, 1 kB)").click()

    assert fetched.value.suggested_filename == "saksframlegg.pdf"
    assert fetched.value.path().read_bytes() == file["buffer"]
