import pytest
from django.contrib.auth import authenticate
from django.urls import reverse

from municipality import authentication
from municipality.authentication import DEMO_PASSWORD, is_demo_password
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("demo", [True, False])
def test_demo_password_opens_the_demo_alone(settings, demo):
    settings.DEMO = demo
    user = make_user(password=DEMO_PASSWORD)

    found = authenticate(username=user.username, password=DEMO_PASSWORD)

    assert found == (user if demo else None)


def test_another_password_opens_outside_the_demo(settings):
    settings.DEMO = False
    user = make_user(password="et langt og eget passord")

    found = authenticate(username=user.username, password="et langt og eget passord")

    assert found == user


def test_session_of_the_demo_ends_with_the_demo(client, settings):
    settings.DEMO = True
    user = make_user(password=DEMO_PASSWORD, is_staff=True, is_superuser=True)
    client.login(username=user.username, password=DEMO_PASSWORD)
    before = client.get(reverse("admin:index")).status_code
    settings.DEMO = False

    after = client.get(reverse("admin:index")).status_code

    assert (before, after) == (200, 302)


def test_inactive_user_is_refused_in_the_demo_too(settings):
    settings.DEMO = True
    user = make_user(password=DEMO_PASSWORD, is_active=False)

    found = authenticate(username=user.username, password=DEMO_PASSWORD)

    assert found is None


def test_password_is_checked_once_for_all_requests_of_a_session(client, settings, monkeypatch):
    settings.DEMO = False
    is_demo_password.cache_clear()
    checks = []
    check = authentication.check_password
    monkeypatch.setattr(
        authentication, "check_password", lambda *sent: checks.append(1) or check(*sent)
    )
    client.force_login(make_user(password="et eget passord", is_staff=True))

    for _ in range(3):
        client.get(reverse("admin:index"))

    assert len(checks) == 1
