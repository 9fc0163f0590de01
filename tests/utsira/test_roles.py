import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from blog.models import Post
from tests.factories import make_post, make_user
from utsira.roles import ROLES, WRITER

pytestmark = pytest.mark.django_db


def rights(name: str) -> set[str]:
    rows = Group.objects.get(name=name).permissions.values_list(
        "content_type__app_label", "codename"
    )
    return {f"{app}.{codename}" for app, codename in rows}


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_role_has_every_right_of_its_table(role):
    named = {
        f"{model.split('.')[0]}.{verb}_{model.split('.')[1]}"
        for model, verbs in role.rights.items()
        for verb in verbs.split()
    }

    assert rights(role.name) == named


def test_migrate_takes_away_what_is_not_in_the_table():
    group = Group.objects.get(name=WRITER.name)
    group.permissions.add(Permission.objects.get(codename="publish_post"))
    before = rights(WRITER.name)

    call_command("migrate", verbosity=0)

    assert before - rights(WRITER.name) == {"blog.publish_post"}


@pytest.mark.django_db(transaction=True)
def test_flushed_database_has_the_roles_again():
    before = {role.name: rights(role.name) for role in ROLES}

    call_command("flush", interactive=False, verbosity=0)

    assert {role.name: rights(role.name) for role in ROLES} == before


@pytest.mark.parametrize("role", ["", "Skribent", "Redaktør", "Administrator"])
def test_one_text_and_a_list_of_texts_follow_the_same_rule(role):
    user = make_user(role=role)
    make_post(published_at=None)
    make_post(created_by=user)
    make_post(published_at=None, created_by=user)

    listed = list(Post.objects.for_staff(user).order_by("pk"))

    assert listed == [post for post in Post.objects.order_by("pk") if post.may_open(user)]


@pytest.mark.parametrize(
    ("role", "editable"),
    [
        ("", []),
        ("Skribent", ["eget utkast"]),
        ("Redaktør", ["annet utkast", "eget utkast", "eget publisert"]),
    ],
)
def test_writer_edits_own_drafts_and_editor_all(role, editable):
    user = make_user(role=role)
    make_post(title="annet utkast", published_at=None)
    make_post(title="eget utkast", published_at=None, created_by=user)
    make_post(title="eget publisert", created_by=user)

    found = [post.title for post in Post.objects.order_by("pk") if post.may_edit(user)]

    assert found == editable
