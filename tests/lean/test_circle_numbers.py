"""The numbers on the front page: known rows give known numbers."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from dialogue.contribution import Contribution
from lean.circle_numbers import circle_numbers
from lean.project import Project
from lean.suggestion import Suggestion
from tests.factories import make_municipality, make_project, make_suggestion
from tests.lean.projects import HOUR, make_flow

pytestmark = pytest.mark.django_db

DONE = {"status": "gjennomfort"}


def answered(row: Suggestion, state: str) -> None:
    """As `add_answer` leaves it; the state is the answer's."""
    said = row.contribution
    row.answer = Contribution.objects.create(
        text="Takk.",
        lang="nb",
        answers=said,
        about="Forslag",
        about_address="/",
        state=state,
        rule="tema" if state == Contribution.State.HIDDEN else "",
        published_at=said.published_at,
    )
    row.save()


def with_flows(before: int | None, after: int | None, **fields: Any) -> Project:
    """A project whose two maps take so many minutes, half of them waiting."""
    project = make_project(**fields)
    for kind, minutes in (("for", before), ("etter", after)):
        if minutes is not None:
            half = {"work_minutes": minutes // 2, "waiting_minutes": minutes - minutes // 2}
            make_flow(project, kind, half)
    return project


def test_nothing_is_nothing():
    numbers = circle_numbers()

    assert (numbers.suggestions, numbers.answered) == (0, 0)
    assert (numbers.under_way, numbers.carried_out) == (0, 0)
    assert numbers.lead_time_gone == timedelta()


def test_suggestions_that_are_public_and_answered_in_public_are_counted():
    make_suggestion()
    answered(make_suggestion(), Contribution.State.PUBLISHED)
    answered(make_suggestion(), Contribution.State.HIDDEN)
    answered(
        make_suggestion(state=Contribution.State.HIDDEN, rule="tema"), Contribution.State.PUBLISHED
    )

    numbers = circle_numbers()

    assert (numbers.suggestions, numbers.answered) == (3, 1)


def test_public_projects_are_counted_by_where_they_stand():
    for status in ("ide", "planlagt", "i_gang", "males", "males", "gjennomfort"):
        make_project(status=status)
    make_project(status="stanset", stopped_because="Det ble verre.")
    make_project(status="i_gang", published_at=None)
    make_project(withdrawn_at=timezone.now(), withdrawn_reason="Feil.", **DONE)

    numbers = circle_numbers()

    assert (numbers.under_way, numbers.carried_out) == (3, 1)


def test_lead_time_gone_is_before_minus_after_of_what_is_carried_out():
    with_flows(10 * HOUR, 4 * HOUR, **DONE)
    with_flows(3 * HOUR, 5 * HOUR, **DONE)  # worse: it counts too
    with_flows(50 * HOUR, None, **DONE)
    with_flows(None, 50 * HOUR, **DONE)
    with_flows(50 * HOUR, HOUR, status="males")
    with_flows(50 * HOUR, HOUR, published_at=None, **DONE)

    assert circle_numbers().lead_time_gone == timedelta(hours=4)


def test_numbers_stand_on_both_pages(client):
    make_municipality()
    with_flows(2 * 24 * HOUR, 24 * HOUR, **DONE)

    for address in ("/", "/lean/"):
        page = client.get(address)
        assert page.context["circle"].lead_time_gone == timedelta(days=1)


def test_numbers_take_three_queries(django_assert_num_queries):
    for _ in range(3):
        with_flows(2 * HOUR, HOUR, **DONE)
        make_suggestion()

    with django_assert_num_queries(3):
        circle_numbers()
