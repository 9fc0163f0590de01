"""Every page of the admin that staff meet: no rule of accessibility broken, nothing cut off."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from blog.models import Post
from contact.models import Message
from municipality.models import User
from tests.browser.looks import LOOKS
from tests.contact.messages import make_message, make_supervisor
from tests.factories import make_department, make_person, make_picture, make_post

PAGES = [
    "/admin/",
    "/admin/blog/post/",
    "/admin/blog/post/add/",
    "/admin/blog/post/{pk}/change/",
    "/admin/blog/post/{pk}/history/",
    "/admin/blog/post/{pk}/history/{version}/",
    "/admin/blog/post/{pk}/trekk-tilbake/",
    "/admin/publishing/picture/",
    "/admin/publishing/picture/add/",
    "/admin/publishing/picture/velger/",
    "/admin/publishing/picture/velger/?bilde={picture}",
    "/admin/municipality/municipality/1/change/",
    "/admin/contact/message/",
    "/admin/contact/message/add/",
    "/admin/contact/message/{message}/change/",
    "/admin/contact/message/{message}/kvittering/",
    "/admin/municipality/user/{user}/change/",
]


@pytest.fixture
def post(municipality) -> Post:
    """A post with one of everything, changed once, among posts in every state."""
    picture = make_picture(title="Fyret")
    figure = f'<figure><img src="{picture.file.url}" alt="Fyret"><figcaption>I mai</figcaption>'
    cells = "".join(f"<td>Kommunestyremøtet {number}</td>" for number in range(5))
    make_post(published_at=None)
    make_post(published_at=timezone.now() + timedelta(days=1))
    make_post().withdraw(reason="Feil tall")
    post = make_post(
        title="Posttjenesten ble to timer raskere i uka",
        body=f"<h2>Slik</h2>{figure}</figure><table><tr><th>Uke</th></tr><tr>{cells}</tr></table>"
        '<blockquote><p>Lett</p></blockquote><ul><li>Rydd</li></ul><p><a href="/blogg/">Blogg</a>',
        picture=picture,
        picture_alt="Fyret",
        author=make_person(),
        department=make_department(),
        tags=["LEAN"],
    )
    post.body += "<p>Nytt.</p>"
    post.save()
    return post


def answered_message(user: User) -> Message:
    message = make_message(make_supervisor(), email="ola@oya.example")
    message.notes.create(text="Ringte.", made_by=user)
    message.answers.create(text="Takk.", lang="nb", signature="Rektor", made_by=user)
    return message


def faults(page: Page, axe: Callable[[Page], list[str]]) -> list[str]:
    """Return what is wrong with the page that is open, in every look that it has."""
    found = []
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{width} {scheme}: {fault}" for fault in axe(page)]
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"{width} {scheme}: the page is {wide} wide")
    return found


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("path", PAGES)
def test_page_can_be_used_by_everybody(watched: Page, axe, post: Post, user, path: str):
    rows = {"picture": post.picture_id, "user": user.pk, "message": answered_message(user).pk}
    version = post.history.latest().pk
    watched.goto(path.format(pk=post.pk, version=version, **rows))
    watched.wait_for_load_state("networkidle")

    assert faults(watched, axe) == []


def test_login_can_be_used_by_everybody(watched: Page, axe, municipality):
    watched.goto("/admin/")
    watched.get_by_label("Brukernavn").fill("feil")
    watched.get_by_label("Passord").fill("feil")
    watched.get_by_role("button", name="Logg inn").click()
    expect(watched.locator(".errornote")).to_be_visible()

    assert faults(watched, axe) == []


@pytest.mark.usefixtures("staff")
def test_form_that_came_back_can_be_used_by_everybody(watched: Page, axe, post: Post):
    watched.goto(f"/admin/blog/post/{post.pk}/change/")
    watched.locator("#id_title").fill("")
    watched.locator("[name=_save]").click()
    expect(watched.locator(".errornote[tabindex]")).to_be_visible()

    assert faults(watched, axe) == []


@pytest.mark.usefixtures("staff")
def test_conflict_can_be_used_by_everybody(watched: Page, axe, post: Post):
    watched.goto(f"/admin/blog/post/{post.pk}/change/")
    watched.locator("#id_title").fill("Min tittel")
    post.save()
    watched.locator("[name=_save]").click()
    expect(watched.locator(".conflict")).to_have_count(1)

    assert faults(watched, axe) == []
