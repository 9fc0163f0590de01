"""A real browser against a real server. Every page is watched: see `watched`."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.test.testcases import _MediaFilesHandler
from playwright.sync_api import BrowserContext, Page, expect

from municipality.models import User
from tests.browser.chromium import chromium_path
from tests.factories import make_municipality, make_user

# Style sheets are not fetched once more: the policy would stop it, and the console tell of it.
RULES = {
    "preload": False,
    "resultTypes": ["violations"],  # the others are many, and slow to hand over
    "rules": {"target-size": {"enabled": True}},
}

# Playwright's own event loop runs in this thread; the rows that a test makes are its own.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# Django's test server would serve uploads by itself, past our own view.
_MediaFilesHandler._should_handle = lambda self, path: False

# A busy machine is slow, not wrong.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    found = {"executable_path": path} if (path := chromium_path()) else {}
    return browser_type_launch_args | found | {"args": quiet}


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], live_server) -> dict[str, Any]:
    return browser_context_args | {"base_url": live_server.url, "locale": "nb-NO"}


@pytest.fixture
def municipality(transactional_db):
    return make_municipality()


@pytest.fixture
def watched(page: Page, live_server) -> Iterator[Page]:
    """A page that fails its test on a foreign request, a missing file or a console error,
    its own or one of the windows that it opens."""
    faults: list[str] = []

    def see(response: Any) -> None:
        if not response.url.startswith((live_server.url, "data:", "blob:")):
            faults.append(f"foreign: {response.url}")
        if response.status >= 400 and response.request.resource_type != "document":
            faults.append(f"{response.status}: {response.url}")

    page.context.set_default_timeout(PATIENCE)
    page.context.on("response", see)
    page.context.on("console", lambda m: faults.append(m.text) if is_fault(m) else None)
    page.context.on("weberror", lambda error: faults.append(str(error.error)))
    yield page
    assert faults == []


def is_fault(message: Any) -> bool:
    # A page that answers 404 or 410 on purpose is also written to the console.
    return message.type == "error" and "the server responded with a status" not in message.text


@pytest.fixture
def user(municipality) -> User:
    return make_user(username="kari", is_staff=True, is_superuser=True)


@pytest.fixture
def staff(context: BrowserContext, live_server, user: User) -> None:
    """Log the browser in as an administrator."""
    client = Client()
    client.force_login(user)
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Return a function that names the accessibility rules that a page breaks, and where."""

    def violations(page: Page) -> list[str]:
        found = Axe().run(page, options=RULES).response["violations"]
        return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]

    return violations
