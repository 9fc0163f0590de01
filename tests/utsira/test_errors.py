"""The pages that say no, each made by the thing itself where it can be."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

import psycopg
import pytest
from django.conf import settings as configured
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext

from tests.blog.test_admin import address as change
from tests.blog.test_admin import form_of
from tests.factories import make_municipality, make_post, make_user
from utsira import views
from utsira.urls import handler400, handler403, handler404, handler500  # noqa: F401
from utsira.urls import urlpatterns as addresses


def fall(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def forbid(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def be_busy(request: HttpRequest) -> HttpResponse:
    return views.too_many_requests(request, 90)


# Some addresses that fail, and the site's own.
urlpatterns = [
    path("feil/", fall),
    path("forbudt/", forbid),
    path("travel/", be_busy),
    *addresses,
]


@pytest.fixture
def _with_failing_addresses(settings):
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def in_nb(sentence: str) -> str:
    with translation.override("nb"):
        return gettext(sentence)


def said_by(response: HttpResponse) -> tuple[int, str]:
    return response.status_code, response.context["heading"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_with_failing_addresses")
@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/%00", 400, "We did not understand that"),
        ("/forbudt/", 403, "You may not open this page"),
        ("/finnes-ikke/", 404, "We cannot find the page"),
        ("/travel/", 429, "Wait a little"),
        ("/feil/", 500, "Something went wrong here"),
    ],
)
def test_error_page_says_what_to_do_next_in_the_look_of_the_site(client, address, status, heading):
    make_municipality()

    response = client.get(address)

    assert said_by(response) == (status, in_nb(heading))
    assert response.context["advice"] in response.text
    assert "Øya kommune" in response.text
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert not response.cookies
    assert "no-store" not in response.get("Cache-Control", "")


@pytest.mark.django_db
@pytest.mark.usefixtures("_with_failing_addresses")
@pytest.mark.parametrize("address", ["/%00", "/forbudt/", "/finnes-ikke/", "/travel/", "/feil/"])
def test_error_page_answers_head_without_a_body(client, address):
    responses = client.get(address), client.head(address)

    assert responses[0].status_code == responses[1].status_code
    assert responses[1].content == b""


@pytest.mark.django_db
@pytest.mark.usefixtures("_with_failing_addresses")
def test_error_page_speaks_nynorsk_where_the_municipality_does(client):
    make_municipality(lang="nn")

    response = client.get("/feil/")

    assert '<html lang="nn"' in response.text


@pytest.mark.django_db
@pytest.mark.usefixtures("_with_failing_addresses")
def test_busy_site_says_when_to_come_back(client):
    response = client.get("/travel/")

    assert response.headers["Retry-After"] == "90"
    assert "2 minut" in response.context["advice"]


@pytest.mark.django_db
@pytest.mark.parametrize("redirecting", [False, True])
def test_foreign_host_is_refused_and_never_repeated(client, settings, redirecting):
    settings.SECURE_SSL_REDIRECT = redirecting

    response = client.get("/blogg/", headers={"host": "evil.example"})

    assert said_by(response) == (400, in_nb("We did not understand that"))
    assert "evil.example" not in response.text


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_wrong_method_is_explained(client, method):
    response = getattr(client, method)("/blogg/")

    assert said_by(response) == (405, in_nb("Nothing can be sent here"))
    assert response.headers["Allow"] == "GET, HEAD"


@pytest.mark.django_db
def test_form_that_is_not_ours_is_refused():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/admin/login/", {"username": "kari", "password": "x"})

    assert (response.status_code, response.context["status"]) == (403, 403)


@pytest.mark.django_db
def test_error_page_that_cannot_be_drawn_is_plain_text(client, settings, caplog):
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [], "APP_DIRS": False}]

    response = client.get("/finnes-ikke/")

    assert (response.status_code, response.headers["Content-Type"]) == (
        404,
        "text/plain; charset=utf-8",
    )
    assert response.text.startswith(in_nb("We cannot find the page"))
    assert "could not be drawn" in caplog.text


# What is too large


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "size"),
    [
        ("/blogg/", 1024 * 1024 + 1),
        ("/", 200 * 1024 * 1024),
        ("/admin/login/", 200 * 1024 * 1024),
        ("/finnes-ikke/", 10**30),
    ],
)
def test_body_that_is_too_large_is_refused_before_it_is_read(client, address, size):
    response = client.generic("POST", address, b"", CONTENT_LENGTH=str(size))

    assert said_by(response) == (413, in_nb("That was too large"))


@pytest.mark.django_db
@pytest.mark.parametrize("size", ["", "-1", "abc", "１"])
def test_body_of_no_size_is_no_body(client, size):
    response = client.generic("POST", "/blogg/", b"", CONTENT_LENGTH=size)

    assert response.status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(("number", "status"), [(200, 405), (201, 400)])
def test_public_address_takes_two_hundred_fields(client, number, status):
    response = client.post("/blogg/", {f"felt{index}": "x" for index in range(number)})

    assert response.status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize(("length", "status"), [(2 * 1024 * 1024, 302), (5 * 1024 * 1024, 413)])
def test_staff_can_save_a_long_text(client, length, status):
    post = make_post(title="Før")
    client.force_login(make_user(is_staff=True, is_superuser=True))
    form = form_of(post, title="Etter", body=f"<p>{'a' * length}</p>")

    response = client.post(change(post), form)

    post.refresh_from_db()
    assert (response.status_code, post.title) == (status, "Etter" if status == 302 else "Før")


# A database that is locked, full or away


class Fields(HTMLParser):
    """The hidden fields of a page, as the browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.found[given["name"] or ""] = given.get("value") or ""


def hidden_fields(response: HttpResponse) -> dict[str, str]:
    fields = Fields()
    fields.feed(response.text)
    return fields.found


@contextmanager
def locked(table: str = "blog_post") -> Iterator[None]:
    """Another connection holds what a save needs, for longer than this one waits."""
    if connection.vendor == "sqlite":
        import sqlite3

        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout=100")
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '100ms'")
        other = psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None})
        other.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
    try:
        yield
    finally:
        other.rollback()
        other.close()


@contextmanager
def full() -> Iterator[None]:
    """The database file may not grow any more: what SQLite says when the disk is full."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # or what earlier tests left free would take the text
        [pages] = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count={pages}")
        yield
        cursor.execute("PRAGMA max_page_count=1073741823")


only_sqlite = pytest.mark.skipif(
    "postgresql" in configured.DATABASES["default"]["ENGINE"], reason="asks SQLite itself"
)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trouble", [locked, pytest.param(full, marks=only_sqlite)])
def test_text_is_given_back_and_can_be_sent_again(trouble: Callable):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    make_municipality()
    post = make_post(title="Før")
    client.force_login(make_user(is_staff=True, is_superuser=True))
    token = str(client.get(change(post)).context["csrf_token"])
    body = f'<p>Linje én\n«to» &amp; "tre"</p><p>{"ø" * 200_000}</p>'
    form = form_of(post, title="Etter", body=body, csrfmiddlewaretoken=token)
    with trouble():
        refused = client.post(change(post), form)
        readable = client.get(post.get_absolute_url())

    accepted = client.post(change(post), hidden_fields(refused))

    post.refresh_from_db()
    headers = refused.headers
    assert (refused.status_code, headers["Retry-After"], headers["Cache-Control"]) == (
        503,
        "30",
        "no-store",
    )
    assert hidden_fields(refused) == {name: str(value) for name, value in form.items()}
    assert "Før" in readable.text
    assert (accepted.status_code, post.title, post.body) == (302, "Etter", body)


@pytest.mark.django_db(transaction=True)
def test_password_is_never_given_back(client):
    make_user(username="kari", password="hemmelig-hemmelig", is_staff=True)

    with locked():
        response = client.post(
            "/admin/login/", {"username": "kari", "password": "hemmelig-hemmelig"}
        )

    if connection.vendor == "sqlite":  # elsewhere a session needs no lock on the posts
        assert response.status_code == 503
    assert "hemmelig-hemmelig" not in response.text


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (OperationalError("database is locked"), True),
        (InterfaceError("connection already closed"), True),
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), True),
        (OSError(errno.EACCES, "Permission denied"), False),
        (ProgrammingError("no such table"), False),
        (ZeroDivisionError(), False),
        (None, False),
    ],
)
def test_what_passes_by_itself_is_told_from_a_fault(failure, expected):
    found = views.passes(failure)

    assert found == expected


ASK = """
import sys
import django
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
for path in sys.argv[1:]:
    response = client.get(path, headers={"host": "localhost"})
    print(path, response.status_code, response.headers.get("Retry-After"))
"""


@pytest.mark.parametrize(
    "database", ["postgres://utsira@127.0.0.1:1/utsira", "sqlite:////no/such/folder/db.sqlite3"]
)
def test_site_without_its_database_says_so_on_every_page(tmp_path, database):
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": database,
        "PYTHONWARNINGS": "ignore",
    }

    expected = {
        "/": "503 30",
        "/blogg/": "503 30",
        "/blogg/rss.xml": "503 30",
        "/sitemap.xml": "503 30",
        "/admin/login/": "200 None",
        "/finnes-ikke/": "503 30",
        "/robots.txt": "200 None",
    }

    command = [sys.executable, "-c", ASK, *expected]
    options = {"capture_output": True, "text": True, "env": environment}
    done = subprocess.run(command, cwd=configured.BASE_DIR, **options)  # noqa: S603

    answers = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    assert answers == expected, done.stderr[-2000:]
