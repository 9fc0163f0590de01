"""How much may be under way at once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lean.limits import ColumnLimit, refusal, warning
from lean.project import Project
from tests.factories import NO_PARTS, make_department, make_person, make_project, make_user
from tests.lean.projects import client_of

pytestmark = pytest.mark.django_db


def limit(**fields: object) -> ColumnLimit:
    return ColumnLimit.objects.create(**{"status": "i_gang"} | fields)


def under_way(**fields: object) -> Project:
    return make_project(status="i_gang", **fields)


def wishing(project: Project, status: str = "i_gang") -> Project:
    """The same project with a status that is not saved."""
    project.status = status
    return project


def test_full_column_refuses_one_more_with_the_reason():
    limit(hard=2)
    under_way()
    project = make_project()

    before = refusal(wishing(project))
    under_way(published_at=None)
    after = refusal(wishing(project))

    assert (before, after) == (
        "",
        "«I gang» er full: hele kommunen har 2 der, og grensen er 2. Gjør ferdig eller stans ett "
        "prosjekt først.",
    )


def test_what_stands_in_a_full_column_may_stay_and_be_saved():
    rows = [under_way() for _ in range(3)]
    limit(hard=2)

    assert [refusal(row) for row in rows] == ["", "", ""]


def test_what_is_withdrawn_takes_no_place():
    limit(hard=1)
    under_way().withdraw(reason="Feil.")

    assert refusal(wishing(make_project())) == ""


def test_limit_of_a_department_counts_its_own():
    harbour = make_department(name="Havn")
    limit(department=harbour, hard=1)
    under_way()
    own, other = make_project(department=harbour), make_project()

    free = refusal(wishing(own))
    under_way(department=harbour)

    assert free == ""
    assert "Havn har 1 der" in refusal(wishing(own))
    assert refusal(wishing(other)) == ""


def test_project_that_changes_department_meets_the_limit_of_the_new_one():
    harbour = make_department(name="Havn")
    limit(department=harbour, hard=1)
    limit(hard=2)
    under_way(department=harbour)
    project = under_way()

    project.department = harbour

    assert "Havn har 1 der" in refusal(project)


@pytest.mark.parametrize(("others", "warned"), [(1, False), (2, True)])
def test_soft_limit_warns_and_refuses_nothing(others, warned):
    limit(soft=2)
    rows = [under_way() for _ in range(others + 1)]

    said = warning(rows[0])

    assert said == (
        "«I gang» har mer enn anbefalt: hele kommunen har 3 der, og bør ha høyst 2. Gjør noe "
        "ferdig før dere begynner på mer."
        if warned
        else ""
    )
    assert refusal(wishing(make_project())) == ""


@pytest.mark.parametrize(
    "fields", [{}, {"soft": 3, "hard": 2}, {"soft": 0}], ids=["none", "crossed", "nought"]
)
def test_limit_that_says_nothing_is_refused(fields):
    with pytest.raises(ValidationError):
        ColumnLimit(status="ide", **fields).full_clean()


def test_column_has_one_limit_in_the_municipality_and_one_in_a_department():
    harbour = make_department()
    for department in (None, harbour):
        limit(department=department, soft=1)

    for department in (None, harbour):
        with pytest.raises(IntegrityError), transaction.atomic():
            limit(department=department, soft=2)
        with pytest.raises(ValidationError) as refused:
            ColumnLimit(status="i_gang", department=department, soft=2).full_clean()
        assert "Denne kolonnen har en grense fra før: endre den." in refused.value.messages


# Who sets them


def test_leader_sets_limits_for_the_own_department_alone():
    leader, elsewhere = make_user(role="Avdelingsleder"), make_department()
    own = make_person(user=leader, department=make_department()).department
    client, address = client_of(leader), "/admin/lean/columnlimit/add/"

    for department in ("", elsewhere.pk, own.pk):
        client.post(address, {"status": "ide", "department": department, "hard": 3})

    assert [limit.department for limit in ColumnLimit.objects.all()] == [own]


# The form of a project


def sent(project: Project, **fields: object) -> dict[str, object]:
    names = ("title", "summary", "department_id", "owner_role", "lang", "slug", "version")
    values = {name.removesuffix("_id"): getattr(project, name) for name in names}
    return values | {"status": "i_gang"} | NO_PARTS | fields


def test_form_of_a_project_is_refused_by_a_full_column_too():
    limit(hard=1)
    under_way()
    project = make_project(published_at=None)
    editor = client_of(make_user(role="Veileder"))

    page = editor.post(f"/admin/lean/project/{project.pk}/change/", sent(project))

    assert page.status_code == 200
    assert "«I gang» er full" in page.text
    assert Project.objects.get(pk=project.pk).status == "ide"


def test_form_of_a_new_project_is_refused_by_a_full_column_too():
    limit(hard=1)
    project = under_way()
    editor = client_of(make_user(role="Veileder"))

    page = editor.post("/admin/lean/project/add/", sent(project, slug="", title="Enda et"))

    assert "«I gang» er full" in page.text
    assert Project.objects.count() == 1
