from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from post_office.models import Email

from municipality.models import Person, User
from tests.factories import make_municipality, make_person, make_user
from tests.utsira.test_passwords import choose, link_in

pytestmark = pytest.mark.django_db

ADD = reverse("admin:municipality_user_add")
LIST = reverse("admin:municipality_user_changelist")
FORGED = {
    "is_superuser": "on",
    "is_staff": "on",
    "groups": "3",
    "user_permissions": "1",
    "password": "x",
    "last_login_0": "01.01.2030",
}


def change(user: User) -> str:
    return reverse("admin:municipality_user_change", args=[user.pk])


def form_of(**fields: Any) -> dict[str, Any]:
    filled = {"first_name": "Ny", "last_name": "Ansatt", "email": "ny@oya.example"}
    return filled | {"username": "ny", "role": "Skribent", "is_active": "on"} | fields


def roles_of(user: User) -> list[str]:
    return list(user.groups.values_list("name", flat=True))


@pytest.fixture
def boss(client) -> User:
    make_municipality()
    user = make_user(username="sjef", role="Administrator", first_name="Sjef", last_name="Sen")
    client.force_login(user)
    return user


def test_invited_colleague_chooses_a_password_and_has_the_role(client, boss):
    client.post(ADD, form_of(role="Redaktør"))

    mail = Email.objects.get()
    user = User.objects.get(username="ny")
    before = (user.has_usable_password(), user.is_staff, user.is_superuser, roles_of(user))
    colleague = Client()
    choose(colleague, link_in(mail), "seks nye sko")

    assert before == (False, True, False, ["Redaktør"])
    assert (mail.to, mail.subject) == (
        ["ny@oya.example"],
        "Du er invitert til nettstedet til Øya kommune",
    )
    assert colleague.get("/admin/").context["user"] == user


def test_invitation_that_is_lost_is_replaced_by_forgotten_password(client, boss):
    client.post(ADD, form_of())
    Email.objects.all().delete()

    Client().post(reverse("admin_password_reset"), {"email": "ny@oya.example"})

    assert choose(Client(), link_in(Email.objects.get()), "seks nye sko")["Location"] == "/admin/"


def test_user_whose_mail_cannot_be_written_is_not_made(client, boss):
    response = client.post(ADD, form_of(email="ikke en adresse"))

    assert response.context["adminform"].form.errors.keys() == {"email"}
    assert (User.objects.count(), Email.objects.count()) == (1, 0)


def test_new_links_are_sent_to_those_chosen(client, boss):
    invited = make_user(username="ny", role="Skribent")
    invited.set_unusable_password()
    invited.save()
    known = make_user(username="kari", role="Skribent", password="seks nye sko")
    gone = make_user(username="ola", role="Skribent", is_active=False)
    chosen = [invited.pk, known.pk, gone.pk]

    client.post(LIST, {"action": "send_new_invitation", "_selected_action": chosen})

    assert list(Email.objects.order_by("pk").values_list("subject", flat=True)) == [
        "Nytt passord til nettstedet til Øya kommune",
        "Du er invitert til nettstedet til Øya kommune",
    ]


def test_chosen_superuser_gets_no_link_from_an_administrator(client, boss):
    root = make_user(username="rot", is_superuser=True, is_staff=True)

    client.post(LIST, {"action": "send_new_invitation", "_selected_action": [root.pk]})

    assert Email.objects.count() == 0


@pytest.mark.parametrize("role", ["Skribent", "Redaktør", "Administrator"])
def test_role_is_one_word_and_is_logged(client, boss, role):
    user = make_user(username="kari", role="" if role == "Skribent" else "Skribent")

    client.post(change(user), form_of(username="kari", email=user.email, role=role))

    assert (roles_of(user), LogEntry.objects.get().user) == ([role], boss)


@pytest.mark.parametrize("target", ["boss", "colleague"])
def test_forged_fields_give_no_rights(client, boss, target):
    user = boss if target == "boss" else make_user(username="kari", role="Skribent")
    fields = ("is_superuser", "is_staff", "password", "last_login")
    before = User.objects.values_list(*fields).get(pk=user.pk)

    client.post(change(user), form_of(username=user.username, email=user.email) | FORGED)

    assert User.objects.values_list(*fields).get(pk=user.pk) == before
    assert user.user_permissions.count() == 0


def test_forged_fields_of_a_new_user_give_no_rights(client, boss):
    client.post(ADD, form_of() | FORGED)

    user = User.objects.get(username="ny")
    assert (user.is_superuser, user.has_usable_password(), roles_of(user)) == (
        False,
        False,
        ["Skribent"],
    )


@pytest.mark.parametrize("role", ["", "superuser", "Sjef", "1"])
def test_no_other_role_can_be_given(client, boss, role):
    response = client.post(ADD, form_of(role=role))

    assert response.context["adminform"].form.errors.keys() == {"role"}


def test_nobody_changes_their_own_rights(client, boss):
    sent = form_of(username="sjef", email=boss.email, role="Redaktør")
    del sent["is_active"]

    client.post(change(boss), sent)

    boss.refresh_from_db()
    assert (roles_of(boss), boss.is_active, boss.first_name) == (["Administrator"], True, "Ny")


def test_administrator_does_not_get_hold_of_a_superuser(client, boss):
    root = make_user(username="rot", email="rot@oya.example", is_superuser=True, is_staff=True)

    changed = client.post(change(root), form_of(username="rot", email="min@oya.example"))
    deleted = client.post(
        reverse("admin:municipality_user_delete", args=[root.pk]), {"post": "yes"}
    )

    root.refresh_from_db()
    assert (changed.status_code, deleted.status_code) == (403, 403)
    assert root.email == "rot@oya.example"


def test_outbox_shows_no_link(client, boss):
    client.post(ADD, form_of())
    mail = Email.objects.get()

    page = client.get(reverse("admin:post_office_email_change", args=[mail.pk]))

    assert ("ny@oya.example" in page.text, "nytt-passord" in page.text) == (True, False)


def test_stored_passwords_are_not_searched(client, boss):
    make_user(username="kari", role="Skribent")

    response = client.get(LIST, {"password__startswith": "md5"})

    assert response.status_code == 400


@pytest.mark.parametrize("role", ["Skribent", "Redaktør"])
def test_only_administrators_make_users(client, role):
    client.force_login(make_user(role=role))

    response = client.post(ADD, form_of())

    assert (response.status_code, User.objects.count()) == (403, 1)


def test_editor_does_not_make_themselves_another_person(client):
    editor = make_user(role="Redaktør")
    person = make_person(name="Veileder (demo)", is_supervisor=True)
    client.force_login(editor)

    client.post(
        reverse("admin:municipality_person_change", args=[person.pk]),
        {"name": "Veileder (demo)", "is_supervisor": "on", "user": editor.pk, "title": "Ny"},
    )

    assert Person.objects.values_list("title", "user").get() == ("Ny", None)


def test_colleague_who_has_been_here_is_deactivated_not_deleted(client, boss):
    gone = make_user(username="kari", role="Skribent")
    Client().force_login(gone)

    address = reverse("admin:municipality_user_delete", args=[gone.pk])
    response = client.post(address, {"post": "yes"})

    assert (response.status_code, User.objects.count()) == (403, 2)


def test_list_of_users_costs_the_same_for_one_and_for_many(client, boss, django_assert_num_queries):
    counts = []
    for _number in range(2):
        with django_assert_num_queries(10) as queries:
            client.get(LIST)
        counts.append(len(queries))
        for _user in range(20):
            make_user(role="Redaktør")

    assert counts == [10, 10]


def test_roles_are_no_rows_to_edit(admin_client):
    page = admin_client.get("/admin/")

    assert (Group.objects.count() > 0, "/auth/group/" in page.text) == (True, False)


@pytest.mark.parametrize("address", ["kari@oya.example", "KARI@oya.example", "kari@OYA.example"])
def test_taken_address_is_said_once_and_at_its_field(client, boss, address):
    make_user(email="kari@oya.example")

    response = client.post(ADD, form_of(email=address))

    form = response.context["adminform"].form
    assert {name: len(said) for name, said in form.errors.items()} == {"email": 1}
