import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_post


@pytest.mark.parametrize("name", ["RSS", "Atom", "JSON"])
def test_person_who_follows_a_feed_link_reads_the_feed(watched: Page, municipality, name: str):
    make_post(title="Blåbær på øya", tags=["LEAN"])
    watched.goto("/blogg/emne/lean/")

    watched.locator("main").get_by_role("link", name=name, exact=True).click()

    expect(watched.locator("body")).to_contain_text("Blåbær på øya")
