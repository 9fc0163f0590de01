"""Logging in: who gets in, how often one may guess, and how long it lasts."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from municipality.attempts import Attempt, SenderKey
from municipality.models import User
from tests.factories import make_municipality, make_post, make_user
from tests.utsira.conftest import PASSWORD

pytestmark = pytest.mark.django_db

LOGIN = reverse("admin:login")
FORGOTTEN = reverse("admin_password_reset")


def log_in(client: Client, password: str = PASSWORD, **more: Any) -> Any:
    address = more.pop("address", "192.0.2.1")
    sent = {"username": "kari", "password": password} | more
    return client.post(LOGIN, sent, REMOTE_ADDR=address)


def test_login_leads_to_the_desk(client, kari):
    response = log_in(client)

    assert (response.status_code, response["Location"]) == (302, "/admin/")


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/admin/blog/post/", "/admin/blog/post/"),
        ("https://evil.example/", "/admin/"),
        ("//evil.example/", "/admin/"),
        ("/\\evil.example/", "/admin/"),
        ("javascript:alert(1)", "/admin/"),
    ],
)
def test_login_leads_nowhere_else(client, kari, address, leads_to):
    response = client.post(
        f"{LOGIN}?next={address}", {"username": "kari", "password": PASSWORD, "next": address}
    )

    assert response["Location"] == leads_to


def test_login_answers_unknown_and_known_users_alike(client, kari):
    make_user(username="ola", password=PASSWORD, role="Skribent", is_active=False)
    names = ["kari", "ingen", "ola"]

    pages = [client.post(LOGIN, {"username": name, "password": "feil"}) for name in names]

    texts = {
        plain(page.text).replace(name, "kari") for name, page in zip(names, pages, strict=True)
    }
    assert ({page.status_code for page in pages}, len(texts)) == ({200}, 1)


@pytest.mark.parametrize("username", ["kari", "ingen"])
def test_login_asks_the_database_as_often_for_unknown_users(
    client, kari, django_assert_num_queries, username
):
    SenderKey.living()

    with django_assert_num_queries(10):
        client.post(LOGIN, {"username": username, "password": "feil"})


def plain(html: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)


def test_right_password_after_too_many_wrong_ones_is_refused_and_the_owner_gets_in(client, kari):
    wrong = [log_in(client, "feil").status_code for _number in range(49)]

    right, owner = log_in(client), log_in(Client(), address="198.51.100.7")

    assert (wrong.count(200), wrong.count(429)) == (5, 44)
    assert (right.status_code, right["Retry-After"], owner.status_code) == (429, "900", 302)
    assert FORGOTTEN in right.text


def test_forged_forwarding_is_no_new_sender(client, kari):
    statuses = [
        client.post(
            LOGIN,
            {"username": "kari", "password": "feil"},
            headers={"X-Forwarded-For": f"198.51.100.{number}"},
        ).status_code
        for number in range(20)
    ]

    assert statuses.count(200) == 5


def test_device_of_the_owner_gets_in_while_many_guess(client, kari):
    log_in(client)
    client.post(reverse("admin:logout"))
    for number in range(60):
        log_in(Client(), "feil", address=f"203.0.113.{number}")

    stranger, owner = (
        log_in(Client(), address="198.51.100.9"),
        log_in(client, address="2001:db8::1"),
    )

    assert (stranger.status_code, owner.status_code) == (429, 302)


def test_device_of_another_user_is_a_stranger(client, kari):
    make_user(username="ola", password=PASSWORD, role="Skribent")
    client.post(LOGIN, {"username": "ola", "password": PASSWORD}, REMOTE_ADDR="198.51.100.9")
    client.post(reverse("admin:logout"))
    for number in range(60):
        log_in(Client(), "feil", address=f"203.0.113.{number}")

    response = log_in(client, address="198.51.100.9")

    assert response.status_code == 429


def test_login_gives_a_new_session(client, kari):
    client.get(LOGIN)
    session = client.session
    session["before"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    log_in(client)

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != session.session_key


def test_session_lasts_eight_hours(client, kari):
    log_in(client)

    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (28800, True, "Lax")


def test_session_ends_everywhere_when_the_password_is_changed(client, kari):
    elsewhere = Client()
    log_in(elsewhere)
    log_in(client)

    client.post(
        reverse("admin:password_change"),
        {
            "old_password": PASSWORD,
            "new_password1": "ny lang setning",
            "new_password2": "ny lang setning",
        },
    )

    assert [one.get("/admin/").status_code for one in (client, elsewhere)] == [200, 302]


def test_session_ends_when_the_user_is_deactivated(client, kari):
    log_in(client)

    User.objects.filter(pk=kari.pk).update(is_active=False)

    assert client.get("/admin/").status_code == 302


def test_session_ends_on_the_server_at_logout(client, kari):
    log_in(client)
    stolen = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(reverse("admin:logout"))

    client.cookies[settings.SESSION_COOKIE_NAME] = stolen

    assert client.get("/admin/").status_code == 302


def test_reader_gets_no_cookie(client):
    make_municipality()
    make_post()

    pages = [client.get(address) for address in ["/", "/blogg/", "/finnes-ikke/"]]

    assert [dict(page.cookies) for page in pages] == [{}, {}, {}]


HTTPS = """
import django
django.setup()
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from utsira.device import COOKIE, remember_device
page = Client().get("/admin/login/", secure=True)
remember_device(page, "kari")
print(settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE)
for name, cookie in page.cookies.items():
    print(name, cookie["secure"], cookie["path"], cookie["domain"] or "-", cookie["samesite"])
"""


def test_cookies_are_bound_to_the_host_under_https(tmp_path):
    mine = {"HTTPS": "1", "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    mine |= {"ALLOWED_HOSTS": "testserver", "DATABASE_URL": "sqlite:///:memory:"}

    run = subprocess.run(  # noqa: S603
        [sys.executable, "-W", "ignore", "-c", HTTPS],
        env=os.environ | mine,
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout.splitlines() == [
        "__Host-sessionid True",
        "__Host-csrftoken True / - Lax",
        "__Host-device True / - Lax",
    ]


def test_worker_forgets_the_attempts_of_yesterday(client, kari, time_machine):
    log_in(client, "feil")
    time_machine.move_to(timezone.now() + timedelta(hours=23))

    call_command("worker", once=True)

    assert Attempt.objects.count() == 0


@pytest.mark.parametrize("name", ["kari", "feil\nkari er logget inn"])
def test_log_names_colleagues_and_nobody_else(client, kari, caplog, name):
    caplog.set_level("INFO", "utsira.staff")

    client.post(LOGIN, {"username": name, "password": "feil"}, REMOTE_ADDR="192.0.2.1")

    said = {"kari": "login by 'kari'"}.get(name, "login by nobody we know")
    assert caplog.messages == [f"{said}: refused"]
