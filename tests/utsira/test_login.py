import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from blog.models import Post
from municipality.attempts import Attempt, SenderKey
from municipality.models import User
from tests.factories import NO_ATTACHMENTS, make_municipality, make_post, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "hest batteri stift"
LOGIN = reverse("admin:login")
FORGOTTEN = reverse("admin_password_reset")


@pytest.fixture
def kari() -> User:
    return make_user(username="kari", email="kari@oya.example", password=PASSWORD, role="Skribent")


def log_in(client: Client, password: str = PASSWORD, **more: Any) -> Any:
    address = more.pop("address", "192.0.2.1")
    sent = {"username": "kari", "password": password} | more
    return client.post(LOGIN, sent, REMOTE_ADDR=address)


def link_in(mail: Email) -> str:
    return re.search(r"(/admin/nytt-passord/\S+)", mail.message)[1]


def choose(client: Client, link: str, password: str) -> Any:
    form = client.get(link, follow=True)
    path = form.request["PATH_INFO"]
    return client.post(path, {"new_password1": password, "new_password2": password})


# The login


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

    with django_assert_num_queries(9):
        client.post(LOGIN, {"username": username, "password": "feil"})


@pytest.mark.parametrize("email", ["kari@oya.example", "ingen@oya.example"])
def test_forgotten_password_writes_as_much_for_unknown_addresses(
    client, kari, django_assert_num_queries, email
):
    SenderKey.living()

    with django_assert_num_queries(12) as asked:
        client.post(FORGOTTEN, {"email": email})

    writes = [query["sql"] for query in asked if query["sql"].startswith("INSERT")]
    assert len(writes) == 2


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


# A forgotten password


def test_forgotten_password_is_chosen_anew_by_mail(client, kari):
    client.post(FORGOTTEN, {"email": "Kari@OYA.example"})

    response = choose(client, link_in(Email.objects.get()), "seks nye sko")

    assert (response["Location"], client.get("/admin/").status_code) == ("/admin/", 200)
    assert User.objects.get(username="kari").check_password("seks nye sko")


def test_link_works_once(client, kari):
    client.post(FORGOTTEN, {"email": "kari@oya.example"})
    link = link_in(Email.objects.get())
    choose(client, link, "seks nye sko")

    response = Client().get(link)

    assert "Lenken virker ikke lenger" in response.text


def test_link_works_for_three_days(client, kari, time_machine):
    start = timezone.now()
    time_machine.move_to(start)
    client.post(FORGOTTEN, {"email": "kari@oya.example"})
    link = link_in(Email.objects.get())

    titles = []
    for hours in [71, 73]:
        time_machine.move_to(start + timedelta(hours=hours))
        titles.append(Client().get(link, follow=True).context["title"])

    assert [str(title) for title in titles] == ["Velg passord", "Lenken virker ikke lenger"]


def test_link_of_somebody_deactivated_is_dead(client, kari):
    client.post(FORGOTTEN, {"email": "kari@oya.example"})
    User.objects.update(is_active=False)

    response = client.get(link_in(Email.objects.get()), follow=True)

    assert "Lenken virker ikke lenger" in response.text


def test_mail_speaks_of_the_configured_site_alone(client, kari, settings):
    settings.SITE_URL = "https://oya.example/"
    settings.ALLOWED_HOSTS = ["evil.example"]

    client.post(FORGOTTEN, {"email": "kari@oya.example"}, headers={"Host": "evil.example"})

    mail = Email.objects.get()
    links = re.findall(r"https?://[^/\s]+", mail.message)
    assert (set(links), "evil" in mail.message) == ({"https://oya.example"}, False)


@pytest.mark.parametrize(
    "fields", [{"email": "ingen@oya.example"}, {"is_active": False}, {"is_staff": False}]
)
def test_only_active_colleagues_get_a_mail_and_nobody_can_tell(client, kari, fields):
    known = client.post(FORGOTTEN, {"email": "kari@oya.example"})
    Email.objects.all().delete()
    User.objects.filter(pk=kari.pk).update(**fields)

    unknown = client.post(FORGOTTEN, {"email": "kari@oya.example"})

    assert Email.objects.count() == 0
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])


def test_fourth_wish_in_an_hour_is_too_much_for_known_and_unknown(client, kari):
    addresses = ["kari@oya.example", "ingen@oya.example"]

    statuses = [
        [client.post(FORGOTTEN, {"email": email}).status_code for _number in range(4)]
        for email in addresses
    ]

    assert statuses == [[302, 302, 302, 429]] * 2
    assert Email.objects.count() == 3


def test_wrong_address_is_told_at_the_field(client):
    response = client.post(FORGOTTEN, {"email": "kari"})

    assert response.context["form"].errors.keys() == {"email"}
    assert 'aria-describedby="id_email_error"' in response.text


# A login that has ended


def edited(post: Post) -> dict[str, Any]:
    return {
        "title": "Ny tittel",
        "ingress": "Kort.",
        "body": "<p>En hel times arbeid.</p>",
        "lang": "nb",
        "version": post.version,
        **NO_ATTACHMENTS,
    }


def hidden(html: str) -> Iterator[tuple[str, str]]:
    for tag in re.findall(r"<input[^>]+type=\"hidden\"[^>]*>", html):
        value = re.search(r'value="([^"]*)"', tag)
        name = re.search(r'name="([^"]*)"', tag)[1]
        yield name, unescape(value[1] if value else "")


def test_ended_login_gives_the_text_back_unsaved(client, kari):
    post = make_post(title="Gammel", published_at=None, created_by=kari)
    address = reverse("admin:blog_post_change", args=[post.pk])

    login = client.post(address, edited(post))
    wrong = client.post(address, dict(hidden(login.text)) | {"username": "kari", "password": "x"})
    sent = dict(hidden(wrong.text)) | {"username": "kari", "password": PASSWORD}
    form = client.post(address, sent)

    post.refresh_from_db()
    assert (login.status_code, wrong.status_code, form.status_code) == (403, 403, 200)
    assert form.context["adminform"].form["body"].value() == "<p>En hel times arbeid.</p>"
    assert (post.title, "Det er ikke lagret ennå" in form.text) == ("Gammel", True)


def test_text_that_came_back_is_saved_by_the_next_click(client, kari):
    post = make_post(published_at=None, created_by=kari)
    address = reverse("admin:blog_post_change", args=[post.pk])
    login = client.post(address, edited(post))
    client.post(address, dict(hidden(login.text)) | {"username": "kari", "password": PASSWORD})

    client.post(address, edited(post))

    post.refresh_from_db()
    assert post.title == "Ny tittel"


def test_ended_login_keeps_the_text_through_the_pause_for_guesses(client, kari):
    post = make_post(published_at=None, created_by=kari)
    address = reverse("admin:blog_post_change", args=[post.pk])
    sent = dict(hidden(client.post(address, edited(post)).text))
    for _number in range(5):
        client.post(address, sent | {"username": "kari", "password": "feil"})

    response = client.post(address, sent | {"username": "kari", "password": PASSWORD})

    assert response.status_code == 429
    assert dict(hidden(response.text))["carried-body"] == "<p>En hel times arbeid.</p>"


def test_ended_login_asks_before_a_verb_is_done(client):
    boss = make_user(username="sjef", password=PASSWORD, role="Redaktør")
    post = make_post()
    address = reverse("admin:blog_post_withdraw", args=[post.pk])
    login = client.post(address, {"reason": "Feil tall i teksten"})

    page = client.post(
        address, dict(hidden(login.text)) | {"username": "sjef", "password": PASSWORD}
    )
    before = Post.objects.get().withdrawn_at
    client.post(address, dict(hidden(page.text)))

    assert (before, Post.objects.get().withdrawn_reason) == (None, "Feil tall i teksten")
    assert LogEntry.objects.get().user == boss


def test_ended_login_carries_no_password(client, kari):
    sent = {"old_password": "hemmelig", "new_password1": "hemmelig", "new_password2": "hemmelig"}

    response = client.post(reverse("admin:password_change"), sent)

    assert (response.status_code, "hemmelig" in response.text) == (403, False)


def test_token_of_an_earlier_login_gives_the_text_back(kari):
    client = Client(enforce_csrf_checks=True, headers={"Origin": "http://testserver"})
    client.force_login(kari)
    post = make_post(title="Gammel", published_at=None, created_by=kari)
    address = reverse("admin:blog_post_change", args=[post.pk])

    page = client.post(address, edited(post))
    form = client.post(address, dict(hidden(page.text)))

    post.refresh_from_db()
    assert (page.status_code, form.status_code, post.title) == (403, 200, "Gammel")
    assert form.context["adminform"].form["body"].value() == "<p>En hel times arbeid.</p>"


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}])
def test_foreign_page_puts_no_words_into_our_forms(kari, headers):
    client = Client(enforce_csrf_checks=True, headers=headers)
    client.force_login(kari)
    post = make_post(published_at=None, created_by=kari)

    response = client.post(reverse("admin:blog_post_change", args=[post.pk]), edited(post))

    assert (response.status_code, "En hel times arbeid" in response.text) == (403, False)


def test_stale_login_form_is_shown_anew():
    client = Client(enforce_csrf_checks=True, headers={"Origin": "http://testserver"})

    response = client.post(f"{LOGIN}?next=/admin/blog/post/", {"username": "kari"})

    assert response["Location"] == f"{LOGIN}?next=/admin/blog/post/"
