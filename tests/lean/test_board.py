"""The board that everybody sees, and how projects are put on it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lean.board import IN_A_COLUMN, board_of
from lean.limits import ColumnLimit
from lean.project import Project, StatusChange
from tests.factories import make_department, make_project

pytestmark = pytest.mark.django_db

BOARD = "/lean/tavle/"
SCREEN = f"{BOARD}?storskjerm=1"
TODAY = date(2026, 6, 1)


def make_many(number: int, **fields: object) -> None:
    department = make_department(name="Havn", slug="havn")
    rows = [
        Project(
            title=f"Sak {n}",
            slug=f"sak-{n}",
            summary="Kort.",
            department=department,
            owner_role="Leder",
            published_at=timezone.now() - timedelta(hours=1),
            **{"effort": n % 5 + 1, "effect": n // 5 % 5 + 1} | fields,
        )
        for n in range(number)
    ]
    Project.objects.bulk_create(rows)
    StatusChange.objects.bulk_create(
        StatusChange(project=row, status=row.status) for row in Project.objects.all()
    )


def came(project: Project, *days: date) -> Project:
    """The days on which it came to a status, the last one is where it stands."""
    project.changes.all().delete()
    for day in days:
        project.changes.create(status=project.status, made_on=day)
    return project


def titles(board) -> dict[str, list[str]]:
    return {
        column.status.value: [card.project.title for card in column.cards]
        for column in board.columns
        if column.cards
    }


def test_project_stands_in_the_column_of_its_status(client):
    for status in ["ide", "planlagt", "i_gang", "males", "gjennomfort"]:
        make_project(title=f"Det er {status}", status=status, not_measured_because="Lite.")
    make_project(title="Det er stanset", status="stanset", stopped_because="Verre.")

    board = client.get(BOARD).context["board"]

    assert titles(board) == {
        status: [f"Det er {status}"]
        for status in ["ide", "planlagt", "i_gang", "males", "gjennomfort", "stanset"]
    }


def test_card_says_its_age_and_when_it_last_moved(client, time_machine):
    time_machine.move_to(TODAY)
    department = make_department(name="Skole/barnehage")
    came(make_project(department=department), TODAY - timedelta(days=40), TODAY - timedelta(days=3))
    came(make_project(status="planlagt"), TODAY - timedelta(days=1))
    came(make_project(status="i_gang"), TODAY)

    page = client.get(BOARD).text

    plain = " ".join(page.split())
    assert "<dt>Alder:</dt> <dd>40 dager</dd>" in plain
    assert [f"<dd>{said}</dd>" in plain for said in ("for 3 dager siden", "i går", "i dag")] == [
        True,
        True,
        True,
    ]
    assert "Skole/<wbr>barnehage" in page


def test_card_where_nothing_has_happened_for_long_says_so(client, time_machine):
    time_machine.move_to(TODAY)
    for status, days in [("planlagt", 61), ("planlagt", 60), ("ide", 90)]:
        came(make_project(status=status), TODAY - timedelta(days=days))

    page = client.get(BOARD).text

    assert page.count("Ingenting har skjedd på 60 dager") == 1


def test_what_has_stood_longest_is_on_top_and_what_ended_last(client):
    done = {"status": "gjennomfort", "not_measured_because": "Lite."}
    for day in (2, 1, 3):
        came(make_project(title=f"Åpen {day}"), date(2026, 5, day))
        came(make_project(title=f"Ferdig {day}", **done), date(2026, 5, day))

    board = client.get(BOARD).context["board"]

    assert titles(board) == {
        "ide": ["Åpen 1", "Åpen 2", "Åpen 3"],
        "gjennomfort": ["Ferdig 3", "Ferdig 2", "Ferdig 1"],
    }


def test_nothing_that_is_not_public_is_on_the_board_or_counted(client):
    soon = timezone.now() + timedelta(days=1)
    placed = {"effort": 1, "effect": 5}
    make_project(title="Uferdig utkast", published_at=None, **placed)
    make_project(title="Uferdig plan", published_at=soon, **placed)
    make_project(title="Uferdig tall", **placed).withdraw(reason="Feil.")

    pages = [client.get(address) for address in (BOARD, SCREEN)]

    assert [page.text.count("Uferdig") for page in pages] == [0, 0]
    assert {column.total for column in pages[0].context["board"].columns} == {0}


@pytest.mark.parametrize("asked", ["?avdeling=havn", "?avdeling=havn&storskjerm=1"])
def test_board_of_a_department_has_its_own_projects_and_limits(client, asked):
    harbour = make_department(name="Havn", slug="havn")
    make_project(title="Kai", department=harbour)
    make_project(title="Skole")
    ColumnLimit.objects.create(status="ide", soft=7)
    ColumnLimit.objects.create(status="ide", department=harbour, hard=1)

    page = client.get(BOARD + asked)

    assert titles(page.context["board"]) == {"ide": ["Kai"]}
    assert "Aldri flere enn 1 om gangen" in page.text
    assert "Full: gjør noe ferdig først" in page.text
    assert "<h1>Tavla: Havn</h1>" in page.text


def test_unknown_department_is_the_whole_board(client):
    make_project(title="Kai")

    page = client.get(f"{BOARD}?avdeling=finnes-ikke&storskjerm=tull")

    assert (titles(page.context["board"]), "<h1>Tavla</h1>" in page.text) == (
        {"ide": ["Kai"]},
        True,
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [(2, ""), (3, "Mer enn anbefalt"), (4, "Full: gjør noe ferdig først")],
)
def test_column_says_when_there_is_too_much_in_it(client, number, said):
    ColumnLimit.objects.create(status="ide", soft=2, hard=4)
    for _ in range(number):
        make_project()

    column = client.get(BOARD).context["board"].columns[0]

    assert (column.limit.in_words, column.load) == (
        "Helst høyst 2 om gangen, aldri flere enn 4",
        said,
    )


def test_what_does_not_fit_is_counted_and_the_list_has_it(client):
    make_many(IN_A_COLUMN + 480, effort=1, effect=5)

    page = client.get(f"{BOARD}?avdeling=havn")

    assert page.text.count('<li class="board-card') == IN_A_COLUMN
    assert '<a href="/lean/prosjekter/?status=ide&amp;avdeling=havn">og 480 til<' in page.text
    assert '<p class="board-rest">og 490 til</p>' in page.text


@pytest.mark.parametrize(
    ("effort", "effect", "title"),
    [
        (3, 4, "Gjør det først"),
        (4, 4, "Planlegg godt"),
        (1, 3, "Gjør det når det er tid"),
        (5, 1, "Tenk en gang til"),
    ],
)
def test_effort_and_effect_place_a_project_in_a_field(effort, effect, title):
    make_project(title="Kai", effort=effort, effect=effect)

    fields = board_of(Project.objects.published()).quarters

    assert {str(field.title): [row.title for row in field.projects] for field in fields} == {
        name: ["Kai"] if name == title else []
        for name in (
            "Gjør det først",
            "Planlegg godt",
            "Gjør det når det er tid",
            "Tenk en gang til",
        )
    }


def test_what_is_not_placed_is_counted_and_what_is_ended_left_out(client):
    make_project(effort=1)
    make_project(effect=1)
    make_project(effort=1, effect=1)
    make_project(status="stanset", stopped_because="Verre.", effort=1, effect=1)

    board = client.get(BOARD).context["board"]

    assert (board.unplaced, [len(it.projects) for it in board.quarters]) == (2, [0, 0, 1, 0])


def test_big_screen_has_nothing_around_the_board(client):
    make_project(title="Kai")

    page = client.get(SCREEN).text

    around = ["site-header", "site-footer", "site-search", "ds-breadcrumbs", "<form"]
    assert ([word for word in around if word in page], "Kai" in page) == ([], True)
    assert 'class="big-screen"' in page
    assert 'http-equiv="refresh"' not in page


@pytest.mark.parametrize("number", [5, 500])
def test_board_takes_as_many_queries_for_many(client, django_assert_num_queries, number):
    make_many(number)
    ColumnLimit.objects.create(status="ide", soft=2)
    client.get(BOARD)

    # municipality, menus, notices; which cards and their facts, limits, fields, departments
    with django_assert_num_queries(8):
        client.get(BOARD)
    with django_assert_num_queries(9):
        client.get(f"{BOARD}?avdeling=havn")
