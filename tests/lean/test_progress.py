"""How far projects have come, counted by hand."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lean.checklist import CheckItem
from lean.progress import grid, progress_of
from lean.project import Project
from tests.factories import make_department, make_project, make_user

pytestmark = pytest.mark.django_db

DONE = {"state": "gjort", "evidence_text": "Referat.", "ticked_on": date(2026, 3, 1)}


def answer(project: Project, principle: int, *states: str) -> None:
    """Give the first points of a principle these states."""
    user = make_user()
    for item, state in zip(project.checklist.filter(principle=principle), states, strict=False):
        fields = DONE | {"ticked_by": user} if state == "gjort" else {"state": state}
        CheckItem.objects.filter(pk=item.pk).update(**fields)


def counted(project: Project) -> list[tuple[str, int, int, int]]:
    return [(row.state, row.done, row.begun, row.total) for row in progress_of(project)]


def test_each_principle_is_counted_by_itself():
    project = make_project()
    answer(project, 1, *["gjort"] * 5)
    answer(project, 2, "gjort", "pabegynt", "uaktuelt")
    answer(project, 3, "pabegynt")
    answer(project, 5, *["gjort"] * 5, "uaktuelt")

    assert counted(project) == [
        ("gjort", 5, 0, 5),
        ("pabegynt", 1, 1, 5),
        ("pabegynt", 0, 1, 5),
        ("ikke", 0, 0, 5),
        ("gjort", 5, 0, 5),
    ]
    assert [row.share for row in progress_of(project)] == [100, 20, 0, 0, 100]


def test_principle_of_which_nothing_is_relevant_is_neither_done_nor_missing(client):
    project = make_project()
    answer(project, 4, *["uaktuelt"] * 5)

    row = progress_of(project)[3]

    assert (row.state, row.total, row.share) == ("uaktuelt", 0, 0)
    assert "Ikke aktuelt" in client.get("/lean/").text


def test_grid_adds_up_the_public_projects_of_a_department():
    department, empty = make_department(name="A"), make_department(name="B")
    answer(make_project(department=department), 1, "gjort", "gjort")
    answer(make_project(department=department), 1, "gjort", "uaktuelt")
    hidden = [
        {"published_at": None},
        {"published_at": timezone.now() + timedelta(days=1)},
        {"withdrawn_at": timezone.now(), "withdrawn_reason": "Feil."},
    ]
    for fields in hidden:
        answer(make_project(department=department, **fields), 1, *["gjort"] * 5)

    rows = dict(grid())

    assert (rows[department][0].done, rows[department][0].total) == (3, 9)
    assert [(row.done, row.asked) for row in rows[empty]] == [(0, 0)] * 5


def test_grid_takes_two_queries(django_assert_num_queries):
    for _ in range(3):
        make_project()

    with django_assert_num_queries(2):
        grid()
