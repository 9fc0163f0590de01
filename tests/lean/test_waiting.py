"""Which projects wait for somebody, and for whom."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lean.checklist import CheckItem
from lean.project import STALE, Project
from lean.waiting import projects, waiting
from tests.factories import make_person, make_user
from tests.lean.projects import (
    make_follow_up,
    make_gain,
    make_indicator,
    make_leader,
    make_project,
    make_reading,
    make_round,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LONG_AGO = TODAY - STALE - timedelta(days=1)


@pytest.fixture
def supervisor() -> Any:
    return make_user(role="Veileder")


def old(status: str = "i_gang", *, since: date = LONG_AGO, **fields: Any) -> Project:
    project = make_project(status=status, **fields)
    project.changes.update(made_on=since)
    return project


def measures(project: Project) -> str:
    return f"/admin/lean/project/{project.pk}/maal/"


def change(project: Project) -> str:
    return f"/admin/lean/project/{project.pk}/change/"


def test_project_that_is_to_be_measured_waits_until_it_is(supervisor):
    project = make_project(status="males")

    (row,) = projects(supervisor)
    assert (row.url, timezone.localdate(row.since)) == (measures(project), TODAY)

    make_reading(
        make_indicator(project, baseline_value=None, baseline_on=None), 3, measured_on=TODAY
    )
    assert projects(supervisor) == []


def test_reading_from_before_the_start_is_no_measurement_after(supervisor):
    project = make_project(status="males")
    indicator = make_indicator(project, baseline_value=None, baseline_on=None)
    make_reading(indicator, 3, measured_on=TODAY - timedelta(days=1))

    assert [row.url for row in projects(supervisor)] == [measures(project)]


def test_carried_out_without_readings_waits_unless_it_says_why(supervisor):
    silent = make_project(status="gjennomfort")
    make_project(status="gjennomfort", not_measured_because="Rutinen ble lagt ned.")

    assert [row.url for row in projects(supervisor)] == [measures(silent)]


@pytest.mark.parametrize("status", ["planlagt", "i_gang"])
def test_project_with_which_nothing_happens_waits(supervisor, status):
    project = old(status)

    (row,) = projects(supervisor)

    assert (row.url, timezone.localdate(row.since)) == (change(project), LONG_AGO)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "ide"},
        {"status": "stanset", "stopped_because": "Det ble verre."},
        {"status": "gjennomfort", "not_measured_because": "Lagt ned."},
        {"since": TODAY - STALE},
        {"withdrawn_at": timezone.now(), "withdrawn_reason": "Feil."},
    ],
)
def test_other_projects_do_not_wait(supervisor, fields):
    old(**fields)

    assert projects(supervisor) == []


def read_today(project: Project) -> None:
    indicator = make_indicator(project, baseline_value=None, baseline_on=None)
    make_reading(indicator, 3, measured_on=LONG_AGO)
    make_reading(indicator, 3, measured_on=TODAY)


def tick_today(project: Project) -> None:
    CheckItem.objects.filter(pk=project.checklist.all()[0].pk).update(
        state="gjort", evidence_text="Referat.", ticked_by=make_user(), ticked_on=TODAY
    )


def finish_today(project: Project) -> None:
    project.countermeasures.create(what="Rød strek", who="Leder", done_on=TODAY)


def plan_today(project: Project) -> None:
    make_round(project, planned_on=TODAY)


def follow_up_today(project: Project) -> None:
    make_follow_up(make_gain(project), measured_on=TODAY)


HAPPENS = [read_today, tick_today, finish_today, plan_today, follow_up_today]


@pytest.mark.parametrize("happens", HAPPENS)
def test_what_happens_in_a_project_keeps_it_awake(supervisor, happens):
    happens(old())

    assert projects(supervisor) == []


def test_project_waits_once(supervisor):
    project = old("males")

    assert [row.url for row in projects(supervisor)] == [measures(project)]


def test_the_longest_asleep_stands_first(supervisor):
    newer = old()
    older = old(since=LONG_AGO - timedelta(days=9))

    assert [row.url for row in projects(supervisor)] == [change(older), change(newer)]


def test_leader_has_those_of_the_own_department():
    own, other = old(), old()

    assert [row.url for row in projects(make_leader(own))] == [change(own)]
    assert [row.url for row in projects(make_leader(other))] == [change(other)]


def test_others_have_none():
    project = old()
    writer = make_user(role="Skribent")
    make_person(user=writer, department=project.department)

    assert waiting(writer) == []


@pytest.mark.parametrize("number", [1, 30])
def test_desk_takes_a_fixed_number_of_queries(supervisor, django_assert_num_queries, number):
    begun = TODAY - timedelta(days=92)
    for _ in range(number):
        make_gain(old(), starts_on=begun, expected_on=begun)
        make_project(status="males")
    supervisor.get_all_permissions()

    with django_assert_num_queries(5):
        assert len(waiting(supervisor)) == 3 * number
