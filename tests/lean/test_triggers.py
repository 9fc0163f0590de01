"""The database holds the baselines by itself."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from lean.models import Indicator, Project
from lean.triggers import GAIN_LOCKS, LOCKS
from tests.factories import make_department

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator() -> Indicator:
    project = Project.objects.create(
        title="Det tar for lang tid", summary="Kort.", department=make_department()
    )
    return Indicator.objects.create(
        project=project,
        name="Dager",
        unit="dager",
        better="lavere",
        method="Vi teller.",
        baseline_value=9,
        baseline_on=date(2026, 1, 1),
    )


def begin(indicator: Indicator) -> None:
    indicator.project.status = Project.Status.ONGOING
    indicator.project.save()


def test_all_triggers_are_in_the_database():
    assert len(LOCKS.triggers) == 4
    assert len(GAIN_LOCKS.triggers) == 5
    assert LOCKS.missing() | GAIN_LOCKS.missing() == set()


def test_baseline_can_be_changed_until_the_project_begins(indicator):
    Indicator.objects.update(baseline_value=8)

    begin(indicator)

    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.update(baseline_value=7)
    assert Indicator.objects.get().baseline_value == 8


def test_other_columns_stay_open(indicator):
    begin(indicator)

    assert Indicator.objects.update(target=5) == 1


def test_baseline_cannot_come_after_the_start(indicator):
    begin(indicator)
    late = {"name": "Timer", "unit": "timer", "better": "lavere", "method": "Vi teller."}

    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.create(
            project=indicator.project, baseline_value=1, baseline_on=date(2026, 1, 1), **late
        )

    assert Indicator.objects.create(project=indicator.project, **late).pk


def test_baseline_cannot_be_removed_after_the_start(indicator):
    begin(indicator)

    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.all().delete()


def test_start_cannot_be_moved(indicator):
    begin(indicator)

    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.update(started_on=None)
