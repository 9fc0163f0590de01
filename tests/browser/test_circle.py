"""The whole circle, walked by five people: a citizen is heard, answered, helped, and asked."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from post_office.models import Email

from blog.models import Post
from lean.circle import ask_authors
from lean.suggestion import Suggestion
from municipality.models import Department
from tests.browser.test_comments import PATIENTLY
from tests.factories import make_department, make_person, make_post, make_user

PASSWORD = "ei lita øy i havet"  # noqa: S105
WORDS = "Det tar to uker å få svar på søknad om båtplass. Kan det gå fortere?"
HEADLINE = "Raskere svar om båtplass"
PROBLEM = "Søkere venter i to uker på svar om båtplass"
BEFORE = [
    ("Søknaden kommer i posten", "2 d", "5"),
    ("Sekretæren åpner posten", "4 t", "10"),
    ("Havnesjefen vurderer", "3 d", "15"),
    ("Sekretæren skriver brev", "1 d", "20"),
    ("Havnesjefen underskriver", "2 d", "1"),
    ("Brevet sendes", "1 d", "5"),
]
AFTER = [
    ("Søknaden kommer på skjema", "0", "1"),
    ("Havnesjefen vurderer", "1 d", "15"),
    ("Svaret skrives ut fra mal", "0", "5"),
    ("Svaret sendes som e-post", "0", "1"),
]
TIMELINE = [
    "Mottatt",
    "Svar fra kommunen",
    "Vurderes",
    f"Ble et prosjekt: {PROBLEM}",
    "Planlagt",
    "Svar fra kommunen",
    "Gjennomført",
    "Den som foreslo det, sier: Ikke løst",
    "Vurderes",
]


@pytest.fixture
def harbour(municipality: Any) -> Department:
    return make_department(name="Havna")


@pytest.fixture
def enter(
    browser: Browser, browser_context_args: dict[str, Any], harbour: Department
) -> Callable[[str], Page]:
    """Return a function that logs in somebody with a role, in a browser of their own."""

    def log_in(role: str) -> Page:
        user = make_user(role=role, username=role, password=PASSWORD)
        make_person(name=f"{role} (demo)", title=role, department=harbour, user=user)
        page = browser.new_context(**browser_context_args).new_page()
        page.goto("/admin/")
        page.locator("#id_username").fill(role)
        page.locator("#id_password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.locator("#user-tools")).to_be_visible()
        return page

    return log_in


def press(page: Page, name: str | re.Pattern[str]) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=name).first.click()


def open_mail(page: Page) -> None:
    """Open the link in the newest mail to the citizen."""
    mail = Email.objects.filter(to="ola@oya.example").latest("pk")
    address = re.search(r"/innspill/\S+", mail.message)
    assert address
    page.goto(address[0])


def comment(page: Page, post: Post) -> None:
    page.goto(post.get_absolute_url())
    page.get_by_role("link", name="Skriv en kommentar").click()
    for name, text in {"text": WORDS, "name": "Ola (demo)", "email": "ola@oya.example"}.items():
        page.locator(f"form.public-form [name={name}]:visible").fill(text)
    page.wait_for_timeout(PATIENTLY)
    press(page, "Send kommentaren")
    open_mail(page)
    press(page, "Ja, adressen er min")


def publish_comment(page: Page) -> None:
    page.locator(".desk-waiting a").first.click()
    press(page, re.compile("Publiser nr."))


def suggest_and_answer(page: Page) -> None:
    """The supervisor makes a suggestion of the comment, places it and answers in public."""
    follow(page, "Forslag")
    follow(page, "Lag et forslag av en kommentar")
    follow(page, "Lag et forslag av det")
    page.get_by_label("Forslaget på én linje").fill(HEADLINE)
    page.get_by_label("Avdeling").select_option(label="Havna")
    press(page, "Lag forslaget")
    answer(page, "vurderes", "Takk. Havna ser på saken.")


def answer(page: Page, status: str, text: str) -> None:
    page.locator("[name=move-status]").select_option(status)
    page.locator("[name=move-text]").fill(text)
    press(page, "Lagre og vis")
    expect(page.locator(".messagelist")).to_contain_text("Lagret.")


def make_project(page: Page) -> None:
    """The leader makes a draft of a project of the suggestion."""
    follow(page, "Forslag")
    follow(page, re.compile(HEADLINE))
    page.locator("[name=project-name]").fill(PROBLEM)
    page.locator("[name=project-owner_role]").fill("Havnesjef")
    press(page, "Lag prosjektet")
    follow(page, PROBLEM)


def draw(page: Page, link: str, steps: list[tuple[str, str, str]]) -> None:
    follow(page, link)
    for at, (name, waits, work) in enumerate(steps):
        page.locator(f"[name=steps-{at}-name]").fill(name)
        page.locator(f"[name=steps-{at}-waiting_minutes]").fill(waits)
        page.locator(f"[name=steps-{at}-work_minutes]").fill(work)
        press(page, "Legg til steget")
    follow(page, PROBLEM)


def set_baseline(page: Page) -> None:
    follow(page, "Måltall")
    page.locator("[name=name]").fill("Dager fra søknad til svar")
    page.locator("[name=unit]").fill("dager")
    page.locator("[name=better]").first.select_option("lavere")
    page.locator("[name=method]").fill("Vi teller dager fra søknad til svar.")
    page.locator("[name=baseline_value]").fill("14")
    page.locator("[name=baseline_on]").fill(str(timezone.localdate() - timedelta(days=30)))
    press(page, "Lagre måltallet")


def measure_again(page: Page) -> None:
    follow(page, "Måltall")
    follow(page, "Dager fra søknad til svar")
    page.locator("[name=measured_on]").fill(str(timezone.localdate()))
    page.locator("[name=value]").fill("1")
    press(page, "Lagre målingen")
    follow(page, PROBLEM)


def set_status(page: Page, status: str) -> None:
    page.locator(f"[name=status][value={status}]").check()
    press(page, "Lagre og fortsett å redigere")


def tick(page: Page) -> None:
    """Tick the first question; a tick without evidence is sent back."""
    follow(page, "Sjekkliste")
    first = page.locator(".check-item").first
    first.get_by_label("Gjort").check()
    press(page, "Lagre sjekklista")
    expect(first.locator(".errorlist")).to_have_count(1)
    first.locator("textarea").fill("Referat fra oppstartsmøtet.")
    press(page, "Lagre sjekklista")
    expect(first.get_by_label("Gjort")).to_be_checked()
    follow(page, "Tilbake til prosjektet")


def carry_out(page: Page) -> None:
    """The leader's whole work: map and measure, start, tick, map and measure again, end."""
    project_page = page.url
    draw(page, "Flytskjema: Før", BEFORE)
    set_baseline(page)
    page.goto(project_page)
    set_status(page, "i_gang")
    press(page, "Publiser nå")
    page.goto(project_page)
    tick(page)
    draw(page, "Flytskjema: Etter", AFTER)
    set_status(page, "gjennomfort")
    expect(page.locator(".errorlist")).to_contain_text("Mål på nytt først")
    page.goto(project_page)
    measure_again(page)
    set_status(page, "gjennomfort")
    page.goto("/admin/lean/suggestion/")
    follow(page, re.compile(HEADLINE))
    answer(page, "gjennomfort", "Nå får du svar på én dag.")


def tell(page: Page) -> None:
    """The editor writes a post about the project."""
    page.goto("/admin/blog/post/add/")
    page.get_by_label("Tittel").fill("Svar om båtplass på én dag")
    page.get_by_label("Ingress").fill("Før ventet du i to uker.")
    page.get_by_role("textbox", name="Tekst:", exact=True).click()
    page.keyboard.type("Slik gjorde vi det.")
    page.locator("#id_projects_from option").filter(has_text=PROBLEM).dblclick()
    press(page, "Publiser nå")


def four_weeks_pass() -> None:
    Suggestion.objects.update(ended_at=timezone.now() - timedelta(days=28))
    assert ask_authors() == 1


def timeline(page: Page) -> list[str]:
    return page.locator(".timeline-what").all_inner_texts()


def test_the_whole_circle(browser: Browser, browser_context_args: Any, enter: Any):
    post = make_post(title="Havna i høst", comments_open=True)
    citizen = browser.new_context(**browser_context_args).new_page()

    comment(citizen, post)
    publish_comment(enter("Moderator"))
    suggest_and_answer(enter("Veileder"))
    leader = enter("Avdelingsleder")
    make_project(leader)
    carry_out(leader)
    tell(enter("Redaktør"))
    four_weeks_pass()
    open_mail(citizen)
    press(citizen, "Nei, det er ikke løst")

    expect(citizen.get_by_role("status").last).to_contain_text("Ikke løst")
    leader.goto("/admin/")
    expect(leader.locator(".desk-waiting")).to_contain_text(HEADLINE)
    citizen.goto(post.get_absolute_url())
    follow(citizen, re.compile("orslag nr."))
    expect(citizen.locator("h1")).to_have_text(HEADLINE)
    assert timeline(citizen) == TIMELINE
    follow(citizen, PROBLEM)
    assert [map.locator(".flow-row").count() for map in citizen.locator(".flow-map").all()] == [
        6,
        4,
    ]
    expect(citizen.locator(".measure-verdict")).to_contain_text("Bedre enn før")
    expect(citizen.locator("main")).to_contain_text("Referat fra oppstartsmøtet.")
    follow(citizen, "Svar om båtplass på én dag")
    expect(citizen.locator("h1")).to_have_text("Svar om båtplass på én dag")
