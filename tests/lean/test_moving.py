"""Moves on the staff's board: refused, overtaken, asked for a reason, or done."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connections
from django.utils import timezone

from lean.limits import ColumnLimit
from lean.moving import Overtaken, mark, move
from lean.project import Project
from municipality.models import User
from tests.factories import make_department, make_person, make_project, make_user
from tests.lean.projects import begin, client_of, make_indicator, make_leader, make_reading

pytestmark = pytest.mark.django_db

BOARD = "/admin/lean/tavle/"


def seen(project: Project) -> str:
    return mark(project.status, project.changes.latest("pk").pk)


def post(user: User, project: Project, status: str, **sent: str):
    """Move a card and read the board, or the page, that comes back."""
    body = {"status": status, "seen": seen(project)} | sent
    return client_of(user).post(f"{BOARD}{project.pk}/", body, follow=True)


def said(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def status(project: Project) -> str:
    return Project.objects.get(pk=project.pk).status


@pytest.fixture
def supervisor(db) -> User:
    return make_user(role="Veileder")


# Done


def test_move_gives_the_card_its_new_column_and_date(supervisor):
    project = make_project(title="Kai")

    page = post(supervisor, project, "i_gang", avdeling=project.department.slug)

    project.refresh_from_db()
    assert (project.status, project.started_on) == ("i_gang", timezone.localdate())
    assert [change.status for change in project.changes.all()] == ["ide", "i_gang"]
    assert project.history.latest().history_user == supervisor
    assert said(page) == ["«Kai» er flyttet til «I gang»."]
    assert LogEntry.objects.get().change_message == "«Kai» er flyttet til «I gang»."
    assert page.request["QUERY_STRING"] == (
        f"avdeling={project.department.slug}&flyttet={project.pk}"
    )
    assert page.text.count(" autofocus>") == 1


def test_move_to_where_it_stands_changes_nothing(supervisor):
    project = make_project()

    page = post(supervisor, project, "ide")

    assert (said(page), project.changes.count(), LogEntry.objects.count()) == ([], 1, 0)


def test_move_past_what_is_recommended_is_done_and_warned_of(supervisor):
    ColumnLimit.objects.create(status="planlagt", soft=1)
    make_project(status="planlagt")
    project = make_project()

    page = post(supervisor, project, "planlagt")

    assert status(project) == "planlagt"
    assert said(page)[1].startswith("«Planlagt» har mer enn anbefalt: hele kommunen har 2 der")


# Refused


def test_move_past_the_limit_is_refused_with_the_reason(supervisor):
    ColumnLimit.objects.create(status="planlagt", hard=1)
    make_project(status="planlagt")
    project = make_project()

    page = post(supervisor, project, "planlagt")

    assert (status(project), project.changes.count()) == ("ide", 1)
    assert said(page) == [
        "Ingenting er flyttet. «Planlagt» er full: hele kommunen har 1 der, og grensen er 1. Gjør "
        "ferdig eller stans ett prosjekt først."
    ]


@pytest.mark.parametrize("wrong", ["tull", "", "I_GANG", "i_gang\0"])
def test_move_to_a_column_that_is_not_there_is_refused(supervisor, wrong):
    project = make_project()

    page = post(supervisor, project, wrong)

    assert (status(project), said(page)) == (
        "ide",
        ["Ingenting er flyttet: det finnes ingen slik kolonne."],
    )


def test_second_of_two_who_move_a_card_is_told(supervisor):
    project = make_project(title="Kai")
    old = seen(project)
    post(supervisor, project, "planlagt")

    page = post(make_user(role="Veileder"), project, "i_gang", seen=old)

    assert status(project) == "planlagt"
    assert said(page) == [
        "Ingenting er flyttet: en kollega har flyttet «Kai» siden du så på tavla. Det står i "
        "«Planlagt» nå."
    ]


@pytest.mark.parametrize("mine", ["", "ide", "ide 0", "i_gang 1"])
def test_move_without_what_was_seen_is_told_too(supervisor, mine):
    project = make_project()

    page = post(supervisor, project, "planlagt", seen=mine)

    assert (status(project), "en kollega har flyttet" in said(page)[0]) == ("ide", True)


def test_card_that_went_away_and_came_back_is_another(supervisor):
    project = make_project()
    old = seen(project)
    for column in ("planlagt", "ide"):
        post(supervisor, project, column)
        project.refresh_from_db()

    with pytest.raises(Overtaken):
        move(project, by=supervisor, status="i_gang", seen=old)


def test_card_of_somebody_else_is_not_moved():
    own, other, draft = make_project(), make_project(), make_project(published_at=None)
    leader, nobody = make_leader(own), make_user(role="Skribent")

    answers = [
        (post(leader, other, "planlagt").status_code, status(other)),
        (post(leader, draft, "planlagt").status_code, status(draft)),
        (post(nobody, own, "planlagt").status_code, status(own)),
        (post(leader, own, "planlagt").status_code, status(own)),
    ]

    assert answers == [(403, "ide"), (403, "ide"), (403, "ide"), (200, "planlagt")]


def test_what_is_withdrawn_or_not_there_is_not_found(supervisor):
    project = make_project()
    project.withdraw(reason="Feil.")

    answers = [
        client_of(supervisor).post(f"{BOARD}{pk}/", {"status": "planlagt", "seen": seen(project)})
        for pk in (project.pk, project.pk + 1)
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert status(project) == "ide"


# Asked for a reason


def test_stopping_asks_why_and_stops_with_the_answer(supervisor):
    project = make_project(stopped_because="Det var en annen gang.")

    asked = post(supervisor, project, "stanset")
    form, old = asked.context["form"].initial, seen(project)
    page = post(supervisor, project, "stanset", because="Tallene ble verre.")

    assert "Det er ikke flyttet ennå. Skriv hvorfor prosjektet er stanset." in asked.text
    assert (form["because"], form["seen"]) == ("Det var en annen gang.", old)
    assert project.changes.count() == 2
    assert said(page)[0].endswith("er flyttet til «Stanset».")
    assert Project.objects.get(pk=project.pk).stopped_because == "Tallene ble verre."


def test_carrying_out_wants_a_measurement_or_a_reason(supervisor):
    project = make_project()
    begin(project)

    asked = post(supervisor, project, "gjennomfort")
    still = status(project)
    post(supervisor, project, "gjennomfort", because="Det lar seg ikke måle.")

    assert still == "i_gang"
    assert "Mål på nytt først, eller skriv hvorfor det ikke er målt." in asked.text
    assert f"/admin/lean/project/{project.pk}/maal/" in asked.text
    stored = Project.objects.get(pk=project.pk)
    assert (stored.status, stored.not_measured_because) == ("gjennomfort", "Det lar seg ikke måle.")


def test_what_is_measured_is_carried_out_at_once(supervisor):
    project = make_project()
    indicator = make_indicator(project)
    begin(project)
    make_reading(indicator, 3)

    post(supervisor, project, "gjennomfort")

    assert status(project) == "gjennomfort"


@pytest.mark.parametrize("wrong", ["x" * 301, "Verre\0"], ids=["long", "nul"])
def test_reason_that_cannot_be_kept_comes_back(supervisor, wrong):
    project = make_project()

    page = post(supervisor, project, "stanset", because=wrong)

    assert (status(project), page.context["form"].initial["because"]) == ("ide", wrong)
    assert "Det er ikke flyttet ennå." in page.text


def test_move_that_was_sent_when_the_login_had_ended_is_not_done_yet(supervisor):
    project = make_project()

    page = post(supervisor, project, "planlagt", _given_back="1")

    assert (page.status_code, status(project)) == (200, "ide")
    assert "Det er ikke lagret ennå" in page.text
    assert page.context["form"].initial["status"] == "planlagt"


# The board


def shown(page) -> dict[str, bool]:
    cards = [card for column in page.context["board"].columns for card in column.cards]
    return {card.project.title: card.may_move for card in cards}


def test_board_shows_what_is_public_and_what_one_may_edit():
    own = make_project(title="Egen")
    make_project(title="Eget utkast", published_at=None, department=own.department)
    make_project(title="Andres")
    make_project(title="Andres utkast", published_at=None)
    make_project(title="Trukket", department=own.department).withdraw(reason="Feil.")

    pages = [client_of(user).get(BOARD) for user in (make_leader(own), make_user(role="Veileder"))]

    assert [shown(page) for page in pages] == [
        {"Egen": True, "Eget utkast": True, "Andres": False},
        {"Egen": True, "Eget utkast": True, "Andres": True, "Andres utkast": True},
    ]
    assert [page.text.count("Ikke offentlig") for page in pages] == [1, 2]


def test_board_leads_to_the_preview_of_what_is_not_out_yet(supervisor):
    soon = timezone.now() + timedelta(days=1)
    planned = make_project(effort=1, effect=5, published_at=soon)

    page = client_of(supervisor).get(BOARD).text

    assert f'href="/lean/prosjekter/utkast/{planned.pk}/"' in page
    assert planned.get_absolute_url() not in page


def test_desk_leads_to_the_board_for_those_who_move_cards(supervisor):
    pages = [client_of(user).get("/admin/") for user in (supervisor, make_user(role="Skribent"))]

    assert [BOARD in page.text for page in pages] == [True, False]


def test_full_column_is_full_for_a_leader_who_does_not_see_all_of_it():
    own = make_project()
    make_project(published_at=None, status="planlagt")
    ColumnLimit.objects.create(status="planlagt", hard=1)

    column = client_of(make_leader(own)).get(BOARD).context["board"].columns[1]

    assert (column.total, column.load) == (0, "Full: gjør noe ferdig først")


@pytest.mark.parametrize("role", ["Veileder", "Avdelingsleder"])
@pytest.mark.parametrize("number", [1, 30])
def test_board_takes_as_many_queries_for_many(django_assert_num_queries, number, role):
    department = make_department()
    user = make_user(role=role)
    make_person(user=user, department=department)
    for n in range(number):
        make_project(department=department, effort=1, effect=5, status="ide" if n % 2 else "males")
    client = client_of(user)
    client.get(BOARD)

    with django_assert_num_queries(12 if role == "Veileder" else 13):
        client.get(BOARD)


# Two at once


@pytest.mark.django_db(transaction=True)
def test_two_who_fill_the_last_place_at_once_come_one_after_the_other():
    ColumnLimit.objects.create(status="planlagt", hard=1)
    user, rows, start = make_user(), [make_project() for _ in range(2)], Barrier(2)
    refused: list[Exception] = []

    def try_to(project: Project) -> None:
        try:
            start.wait()
            move(project, by=user, status="planlagt", seen=seen(project))
        except Exception as error:  # noqa: BLE001
            refused.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=try_to, args=[row]) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Project.objects.filter(status="planlagt").count() == 1
    assert ["er full" in str(error) for error in refused] == [True]
