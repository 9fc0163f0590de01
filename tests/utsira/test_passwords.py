"""Choosing a password by a link in a mail."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from municipality.attempts import SenderKey
from municipality.models import User

pytestmark = pytest.mark.django_db

FORGOTTEN = reverse("admin_password_reset")


def link_in(mail: Email) -> str:
    return re.search(r"(/admin/nytt-passord/\S+)", mail.message)[1]


def choose(client: Client, link: str, password: str) -> Any:
    form = client.get(link, follow=True)
    path = form.request["PATH_INFO"]
    return client.post(path, {"new_password1": password, "new_password2": password})


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


@pytest.mark.parametrize("email", ["kari@oya.example", "ingen@oya.example"])
def test_forgotten_password_writes_as_much_for_unknown_addresses(
    client, kari, django_assert_num_queries, email
):
    SenderKey.living()

    with django_assert_num_queries(13) as asked:
        client.post(FORGOTTEN, {"email": email})

    writes = [query["sql"] for query in asked if query["sql"].startswith("INSERT")]
    assert len(writes) == 2
