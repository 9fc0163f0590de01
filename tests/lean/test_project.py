"""What a project may say of itself: in forms, forged or not, and in the database."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.deletion import ProtectedError
from django.test import Client

from lean.measure import Indicator
from lean.project import Project
from tests.factories import NO_PARTS, make_department, make_person, make_suggestion, make_user
from tests.factories import make_project as make_public_project
from tests.lean.projects import (
    begin,
    client_of,
    make_flow,
    make_follow_up,
    make_gain,
    make_indicator,
    make_project,
    make_reading,
    make_round,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader() -> Any:
    user = make_user(role="Avdelingsleder")
    make_person(user=user, department=make_department())
    return user


@pytest.fixture
def client(leader) -> Client:
    return client_of(leader)


def own_department(leader: Any) -> int:
    return int(leader.person.department_id)


def sent(department: int, **fields: Any) -> dict[str, Any]:
    return (
        {
            "title": "Nøkler blir borte",
            "summary": "Vi leter hver dag.",
            "department": department,
            "owner_role": "Leder",
            "supervisor": "",
            "status": "ide",
            "not_measured_because": "",
            "stopped_because": "",
            "problem": "",
            "for_whom": "",
            "root_cause": "",
            "learned": "",
            "picture": "",
            "picture_alt": "",
            "published_at_0": "",
            "published_at_1": "",
            "lang": "nb",
            "slug": "",
            "change_note": "",
        }
        | NO_PARTS
        | fields
    )


def edit(client: Client, project: Project, **fields: Any) -> Any:
    address = f"/admin/lean/project/{project.pk}/change/"
    values = sent(project.department_id, title=project.title, slug=project.slug)
    return client.post(address, values | {"version": project.version} | fields)


def errors_of(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200
    errors: dict[str, list[str]] = response.context["adminform"].form.errors
    return errors


# Statuses and their days


def test_each_status_gets_its_day(time_machine):
    time_machine.move_to("2026-03-02 12:00+00:00")
    project = make_project()

    time_machine.move_to("2026-03-09 12:00+00:00")
    project.status = Project.Status.ONGOING
    project.save()
    project.save()

    assert list(project.changes.values_list("status", "made_on")) == [
        ("ide", date(2026, 3, 2)),
        ("i_gang", date(2026, 3, 9)),
    ]
    assert project.started_on == date(2026, 3, 9)


def test_start_stays_whatever_comes_after():
    project = make_project(started_on=date(2026, 3, 1))

    project.status = Project.Status.PLANNED
    project.save()
    project.status = Project.Status.MEASURING
    project.save()

    assert Project.objects.get().started_on == date(2026, 3, 1)


@pytest.mark.parametrize("status", ["i_gang", "males", "gjennomfort"])
def test_database_wants_a_start_of_what_is_under_way(status):
    make_project()

    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.update(status=status)


# Carried out


@pytest.mark.parametrize(
    ("read", "because", "fine"),
    [
        ([], "", False),
        ([{"measured_on": date(2026, 2, 1)}], "", False),
        ([{"measured_on": date(2026, 3, 1)}], "", True),
        ([{"measured_on": date(2026, 4, 1), "people": 3}], "", True),
        ([], "Rutinen ble lagt ned.", True),
    ],
    ids=["nothing", "before the start", "on its day", "of few persons", "a reason"],
)
def test_carried_out_has_a_measurement_after_or_a_reason(read, because, fine):
    project = make_project()
    indicator = make_indicator(project)
    begin(project)
    for fields in read:
        make_reading(indicator, 3, **fields)
    project.status, project.not_measured_because = Project.Status.DONE, because

    assert project.lacks_measurement is not fine
    if fine:
        project.clean()
    else:
        with pytest.raises(ValidationError) as refused:
            project.clean()
        assert list(refused.value.message_dict) == ["status"]


def test_measurement_of_what_has_no_baseline_shows_nothing():
    project = begin(make_project())
    make_reading(make_indicator(project, baseline_value=None, baseline_on=None), 3)
    project.status = Project.Status.DONE

    with pytest.raises(ValidationError) as refused:
        project.clean()

    assert list(refused.value.message_dict) == ["status"]
    project.not_measured_because = "Ingen telte før."
    project.clean()


def test_form_refuses_carried_out_without_a_measurement(client, leader):
    project = make_project(department=leader.person.department)

    response = edit(client, project, status="gjennomfort")

    assert list(errors_of(response)) == ["status"]
    assert Project.objects.get().status == "ide"
    assert project.changes.count() == 1


def test_project_that_is_carried_out_keeps_its_last_measurement(client, leader):
    project = make_project(department=leader.person.department)
    indicator = make_indicator(project)
    begin(project)
    first, last = make_reading(indicator, 5), make_reading(indicator, 3)
    project.status = Project.Status.DONE
    project.save()
    address = f"/admin/lean/project/{project.pk}/maal/{indicator.pk}/"

    client.post(address, {"do": f"remove-{first.pk}"})
    client.post(address, {"do": f"remove-{last.pk}"})

    assert list(indicator.readings.all()) == [last]


# Stopped


@pytest.mark.parametrize("because", ["", "   "])
def test_form_refuses_stopped_without_a_reason_at_the_field(client, leader, because):
    project = make_project(department=leader.person.department)

    response = edit(client, project, status="stanset", stopped_because=because)

    assert list(errors_of(response)) == ["stopped_because"]
    assert Project.objects.get().status == "ide"


def test_forged_new_project_that_is_stopped_without_a_reason_is_refused(client, leader):
    values = sent(own_department(leader), status="stanset")
    del values["stopped_because"]

    response = client.post("/admin/lean/project/add/", values)

    assert list(errors_of(response)) == ["stopped_because"]
    assert Project.objects.count() == 0


def test_database_wants_a_reason_of_what_is_stopped():
    make_project()

    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.update(status="stanset")


def test_unknown_status_is_refused_at_its_field(client, leader):
    response = client.post("/admin/lean/project/add/", sent(own_department(leader), status="x"))

    assert list(errors_of(response)) == ["status"]


# Departments


def test_leader_makes_a_project_of_the_own_department(client, leader):
    client.post("/admin/lean/project/add/", sent(own_department(leader)))

    project = Project.objects.get()
    assert (project.department_id, project.created_by) == (own_department(leader), leader)
    assert project.published_at is None
    assert project.checklist.count() == 27


def test_leader_cannot_make_a_project_of_another_department(client):
    response = client.post("/admin/lean/project/add/", sent(make_department().pk))

    assert list(errors_of(response)) == ["department"]
    assert Project.objects.count() == 0


def test_leader_cannot_give_a_project_away(client, leader):
    project = make_project(department=leader.person.department)

    response = edit(client, project, department=make_department().pk)

    assert list(errors_of(response)) == ["department"]
    assert Project.objects.get().department_id == own_department(leader)


def test_leader_has_no_way_into_projects_of_others(client):
    other = make_public_project()

    addresses = [f"/admin/lean/project/{other.pk}/{page}/" for page in ("change", "trekk-tilbake")]
    codes = {client.post(address, {"reason": "x"}).status_code for address in addresses}

    assert codes <= {302, 403, 404}
    assert Project.objects.get().withdrawn_at is None
    assert client.get(f"/admin/lean/project/{other.pk}/sjekkliste/").status_code == 403
    assert client.get(f"/lean/prosjekter/utkast/{other.pk}/").status_code == 404


def test_leader_without_a_department_has_nothing():
    user = make_user(role="Avdelingsleder")
    project = make_project()

    response = client_of(user).post("/admin/lean/project/add/", sent(project.department_id))

    assert list(errors_of(response)) == ["department"]
    assert list(Project.objects.for_staff(user)) == []
    assert project.may_open(user) is False


def test_supervisor_has_the_projects_of_all():
    supervisor = make_user(role="Veileder")
    project = make_project()

    response = edit(client_of(supervisor), project, department=make_department().pk)

    assert response.status_code == 302
    assert Project.objects.get().department_id != project.department_id
    assert list(Project.objects.for_staff(supervisor)) == [project]


# The end of a project


def test_project_that_has_begun_is_not_deleted():
    project = make_project(started_on=date(2026, 3, 1))

    with pytest.raises(ProtectedError):
        project.delete()


def test_draft_goes_with_all_its_parts():
    project = make_project()
    make_flow(project, "for", {})
    make_indicator(project)

    project.delete()

    assert Project.objects.count() == 0


def test_purge_leaves_nothing_of_what_was_said():
    project = make_public_project(problem="<p>Hemmelig</p>")
    make_flow(project, "for", {"name": "Hemmelig steg"})
    make_reading(make_indicator(project, method="Hemmelig måte"), 3, note="Hemmelig")
    project.countermeasures.create(what="Hemmelig", who="Leder")
    make_follow_up(make_gain(project, what="Hemmelig"), used_for="Hemmelig")
    make_round(project, planned="Hemmelig")
    project.whys.create(position=1, question="Hemmelig?", answer="Hemmelig.")
    begin(project)
    make_suggestion()

    project.purge(reason="Navn var med.")

    parts = (project.flows, project.indicators, project.checklist, project.countermeasures)
    more = (project.gains, project.rounds, project.whys)
    assert [part.count() for part in (*parts, *more)] == [0] * 7
    assert (Project.objects.get().problem, project.history.count()) == ("", 0)


def test_baseline_of_what_is_not_withdrawn_cannot_be_removed():
    project = make_public_project()
    make_indicator(project)
    begin(project)

    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.all().delete()


def test_purge_of_a_stopped_project_takes_the_reason_too():
    project = make_public_project(status="stanset", stopped_because="Hemmelig")

    project.purge(reason="Navn var med.")

    stored = Project.objects.get()
    assert (stored.stopped_because, stored.status) == ("", "planlagt")
