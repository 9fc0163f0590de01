"""Five times why, and the PUKK rounds: what the database holds, and writing them."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from lean.project import Project
from lean.pukk import Round
from lean.seen import seen
from lean.whys import Why
from tests.lean.projects import client_of, make_leader, make_project, make_round

pytestmark = pytest.mark.django_db

DONE = {"done": "Prøvd.", "done_on": date(2026, 1, 5)}
CHECKED = DONE | {"checked": "Bedre.", "checked_on": date(2026, 2, 1)}
CORRECTED = CHECKED | {"corrected": "Vi beholder det.", "corrected_on": date(2026, 2, 1)}


@pytest.fixture
def project() -> Project:
    return make_project()


@pytest.fixture
def client(project) -> Client:
    return client_of(make_leader(project))


def refuses(make: Any, *args: Any, **fields: Any) -> bool:
    try:
        with transaction.atomic():
            make(*args, **fields)
    except IntegrityError:
        return True
    return False


# Rounds


@pytest.mark.parametrize(
    "fields",
    [
        {"planned": ""},
        {"done": "Prøvd."},
        {"done_on": date(2026, 1, 5)},
        DONE | {"done_on": date(2025, 12, 31)},
        {"checked": "Bedre.", "checked_on": date(2026, 2, 1)},
        CHECKED | {"checked_on": date(2026, 1, 4)},
        DONE | {"corrected": "Ja.", "corrected_on": date(2026, 2, 1)},
        CORRECTED | {"corrected_on": date(2026, 1, 31)},
    ],
)
def test_round_out_of_order_is_refused_by_the_database(project, fields):
    assert refuses(make_round, project, **fields)


@pytest.mark.parametrize(("fields", "steps"), [({}, 1), (DONE, 2), (CHECKED, 3), (CORRECTED, 4)])
def test_round_comes_as_far_as_it_has_come(project, fields, steps):
    row = make_round(project, **fields)

    assert len(row.steps) == steps
    assert len(row.all_steps) == 4


def page(project: Project) -> str:
    return f"/admin/lean/project/{project.pk}/pukk/"


def sent(row: Round, **fields: Any) -> dict[str, Any]:
    name = f"round-{row.pk}"
    empty = dict.fromkeys(
        ("done", "done_on", "checked", "checked_on", "corrected", "corrected_on"), ""
    )
    facts = {"planned": "Prøv.", "planned_on": "2026-01-01"} | empty | fields
    values = {f"{name}-{field}": value for field, value in facts.items()}
    return values | {"do": name, "seen": seen(Round.objects.get(pk=row.pk))}


def errors_of(response: Any) -> list[str]:
    return [name for form in response.context["forms"] for name in form.errors]


def test_rounds_are_numbered_as_they_are_begun(client, project):
    for day in ("2026-01-01", "2026-02-01"):
        client.post(page(project), {"do": "new", "new-planned": "Prøv.", "new-planned_on": day})

    assert list(project.rounds.values_list("number", flat=True)) == [1, 2]


def test_round_is_filled_in_step_by_step(client, project):
    row = make_round(project)

    client.post(page(project), sent(row, done="Prøvd.", done_on="2026-01-05"))

    assert Round.objects.values_list("done", "done_on").get() == ("Prøvd.", date(2026, 1, 5))


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"planned": ""}, "planned"),
        ({"done": "Prøvd."}, "done_on"),
        ({"done_on": "2026-01-05"}, "done"),
        ({"done": "Prøvd.", "done_on": "2025-12-31"}, "done_on"),
        ({"done": "Prøvd.", "done_on": "2999-12-31"}, "done_on"),
        ({"checked": "Bedre.", "checked_on": "2026-02-01"}, "done"),
        ({"planned": "x" * 401}, "planned"),
    ],
)
def test_wrong_round_is_refused_at_its_field(client, project, fields, at):
    row = make_round(project)
    before = Round.objects.values().get()

    response = client.post(page(project), sent(row, **fields))

    assert (response.status_code, errors_of(response)) == (200, [at])
    assert Round.objects.values().get() == before


def test_round_that_a_colleague_has_changed_is_not_overwritten(client, project):
    row = make_round(project)
    mine = sent(row, done="Min.", done_on="2026-01-05")
    Round.objects.update(done="Deres.", done_on=date(2026, 1, 5))

    response = client.post(page(project), mine)

    assert errors_of(response) == ["__all__"]
    assert Round.objects.get().done == "Deres."


def test_round_is_removed_until_it_is_done(client, project):
    done, planned = make_round(project, **DONE), make_round(project)

    client.post(page(project), {"do": f"remove-{done.pk}"})
    client.post(page(project), {"do": f"remove-{planned.pk}"})

    assert list(project.rounds.all()) == [done]


# Five times why


@pytest.mark.parametrize(
    "fields",
    [
        {"position": 0},
        {"position": 6},
        {"question": ""},
        {"answer": ""},
        {"position": 2},
    ],
)
def test_why_that_cannot_be_is_refused_by_the_database(project, fields):
    facts = {"question": "Hvorfor?", "answer": "Fordi."}
    project.whys.create(position=2, **facts)

    assert refuses(project.whys.create, **({"position": 1} | facts | fields))


def address(project: Project) -> str:
    return f"/admin/lean/project/{project.pk}/hvorfor/"


def chain(project: Project, *pairs: tuple[str, str]) -> dict[str, Any]:
    whole = [*pairs, *[("", "")] * (5 - len(pairs))]
    rows = {
        f"why-{at}-{name}": text
        for at, pair in enumerate(whole)
        for name, text in zip(("question", "answer"), pair, strict=True)
    }
    counts = {"why-TOTAL_FORMS": 5, "why-INITIAL_FORMS": 0}
    return rows | counts | {"seen": seen(*project.whys.all())}


def asked(project: Project) -> list[tuple[int, str, str]]:
    return list(project.whys.values_list("position", "question", "answer"))


PAIRS = [("Hvorfor tomt?", "Ingen bestilte."), ("Hvorfor ikke?", "Ingen så det.")]


def test_chain_is_stored_and_shortened(client, project):
    client.post(address(project), chain(project, *PAIRS))
    assert asked(project) == [(1, *PAIRS[0]), (2, *PAIRS[1])]

    client.post(address(project), chain(project, PAIRS[0]))
    assert asked(project) == [(1, *PAIRS[0])]


@pytest.mark.parametrize(
    ("pairs", "at"),
    [
        ([("Hvorfor?", "")], [(0, "answer")]),
        ([("", "Fordi.")], [(0, "question")]),
        ([PAIRS[0], ("", ""), PAIRS[1]], [(1, "answer")]),
        ([("x" * 161, "Fordi.")], [(0, "question")]),
    ],
)
def test_chain_with_a_hole_is_refused_where_it_is(client, project, pairs, at):
    response = client.post(address(project), chain(project, *pairs))

    formset = response.context["formset"]
    assert [(n, name) for n, form in enumerate(formset) for name in form.errors] == at
    assert Why.objects.count() == 0


def test_chain_of_six_is_not_stored(client, project):
    sent = chain(project, *[PAIRS[0]] * 5) | {"why-TOTAL_FORMS": 6}
    sent |= {"why-5-question": "Hvorfor?", "why-5-answer": "Fordi."}

    response = client.post(address(project), sent)

    assert len(response.context["formset"].non_form_errors()) == 1
    assert Why.objects.count() == 0


def test_chain_that_a_colleague_has_written_is_not_overwritten(client, project):
    mine = chain(project, PAIRS[0])
    project.whys.create(position=1, question="Deres?", answer="Fordi.")

    response = client.post(address(project), mine)

    assert "Deres?" in response.text
    assert PAIRS[0][1] in response.text
    assert asked(project) == [(1, "Deres?", "Fordi.")]


def test_pages_of_others_are_closed(project):
    stranger = client_of(make_leader(make_project()))

    assert [stranger.get(one(project)).status_code for one in (page, address)] == [403, 403]


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_a_fixed_number_of_queries(client, django_assert_num_queries, project, number):
    for at in range(number):
        make_round(project)
        project.whys.create(position=at + 1, question="Hvorfor?", answer="Fordi.")
    client.get(page(project))

    with django_assert_num_queries(12):
        client.get(page(project))
    with django_assert_num_queries(10):
        client.get(address(project))
