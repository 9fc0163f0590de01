from datetime import date

import pytest

from tests.factories import make_municipality

pytestmark = pytest.mark.django_db

HOME = "https://www.oya.example"
PLAIN = "text/plain; charset=utf-8"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL, settings.DEMO = HOME, False


@pytest.mark.parametrize(
    ("demo", "closed"),
    [(False, "Disallow: /admin/\nDisallow: /sok/\n"), (True, "Disallow: /\n")],
)
def test_robots_are_told_where_to_go(client, settings, demo, closed):
    settings.DEMO = demo

    response = client.get("/robots.txt")

    assert (response.headers["Content-Type"], response.text) == (
        PLAIN,
        f"User-agent: *\n{closed}\nSitemap: {HOME}/sitemap.xml\n",
    )


def test_security_txt_says_whom_to_tell(client):
    make_municipality(
        security_contact="sikkerhet@oya.example",
        security_expires=date(2027, 6, 1),
        security_policy=f"{HOME}/sikkerhet/",
    )

    response = client.get("/.well-known/security.txt")

    assert (response.headers["Content-Type"], response.text.splitlines()) == (
        PLAIN,
        [
            "Contact: mailto:sikkerhet@oya.example",
            "Expires: 2027-06-01T00:00:00+02:00",
            "Preferred-Languages: nb, nn, en",
            f"Canonical: {HOME}/.well-known/security.txt",
            f"Policy: {HOME}/sikkerhet/",
        ],
    )


def test_security_txt_without_a_policy_has_no_such_line(client):
    make_municipality(security_contact="a@oya.example", security_expires=date(2027, 6, 1))

    response = client.get("/.well-known/security.txt")

    assert "Policy" not in response.text


@pytest.mark.parametrize(
    "fields",
    [{}, {"security_contact": "a@oya.example"}, {"security_expires": date(2027, 6, 1)}],
)
def test_security_txt_that_is_not_filled_in_is_not_found(client, fields):
    make_municipality(**fields)

    response = client.get("/.well-known/security.txt")

    assert response.status_code == 404


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml"])
def test_machines_are_never_told_the_host_that_was_asked(client, settings, path):
    settings.ALLOWED_HOSTS = ["other.example"]

    response = client.get(path, headers={"host": "other.example"})

    assert HOME in response.text
    assert "other.example" not in response.text
