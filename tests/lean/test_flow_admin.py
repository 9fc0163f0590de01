"""Writing the steps of a flow: every button saves, nothing wrong does, nobody is overwritten."""

from datetime import date
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from lean.flow import Flow, Step
from lean.project import Project
from tests.factories import make_user
from tests.lean.projects import DAY, begin, client_of, make_flow, make_leader, make_project

pytestmark = pytest.mark.django_db

FIELDS = ("name", "role", "waiting_minutes", "work_minutes", "right_first_time", "waste")


@pytest.fixture
def project() -> Project:
    return make_project()


@pytest.fixture
def client(project) -> Client:
    return client_of(make_leader(project))


def address(project: Project, kind: str = "for") -> str:
    return f"/admin/lean/project/{project.pk}/flyt/{kind}/"


def sent(*steps: dict[str, Any], do: str = "save", version: int = 0, **more: Any) -> dict[str, Any]:
    """What the form sends; the last row is the empty one."""
    rows = [*steps, {}]
    data = {
        "do": do,
        "version": version,
        "steps-TOTAL_FORMS": len(rows),
        "steps-INITIAL_FORMS": len(steps),
        "note": "",
    }
    for at, row in enumerate(rows):
        data |= {f"steps-{at}-{name}": row.get(name, "") for name in FIELDS}
    return data | more


def named(*names: str) -> list[dict[str, Any]]:
    return [{"name": name} for name in names]


def names_of(project: Project, kind: str = "for") -> list[str]:
    return [step.name for step in Step.objects.filter(flow__project=project, flow__kind=kind)]


def test_steps_are_stored_as_written(client, project):
    step = {
        "name": "Søknaden ligger",
        "role": "Rektor",
        "waiting_minutes": "3 d 4 t",
        "work_minutes": "1,5 timer",
        "right_first_time": "80",
        "waste": "venting",
    }

    response = client.post(address(project), sent(step, drawn_on="2026-02-01"))

    assert response.status_code == 302
    stored = Step.objects.get()
    assert [getattr(stored, name) for name in FIELDS] == [
        "Søknaden ligger", "Rektor", 3 * DAY + 240, 90, 80, "venting",
    ]  # fmt: skip
    assert (stored.position, stored.flow.kind, stored.flow.version) == (1, "for", 1)
    assert str(stored.flow.drawn_on) == "2026-02-01"
    assert LogEntry.objects.filter(object_id=project.pk).count() == 1


def test_what_is_stored_stands_in_the_form_as_people_write_it(client, project):
    make_flow(project, "for", {"name": "Vente", "waiting_minutes": 9 * DAY})

    form = client.get(address(project)).context["rows"][0].form

    assert form["name"].value() == "Vente"
    assert client.post(
        address(project),
        sent({"name": "Vente", "waiting_minutes": form["waiting_minutes"].value()}),
    )
    assert Step.objects.get().waiting_minutes == 9 * DAY


def test_opening_a_flow_stores_nothing(client, project):
    response = client.get(address(project))

    assert response.status_code == 200
    assert Flow.objects.count() == 0


@pytest.mark.parametrize(
    ("do", "order", "focus"),
    [
        ("up-1", "BACD", "down-0"),
        ("up-2", "ACBD", "up-1"),
        ("down-0", "BACD", "down-1"),
        ("down-2", "ABDC", "up-3"),
        ("remove-1", "ACD", "remove-1"),
        ("remove-3", "ABC", "remove-2"),
        ("up-0", "ABCD", "down-0"),
        ("down-3", "ABCD", "up-3"),
        ("add", "ABCD", "add"),
    ],
)
def test_button_moves_and_saves_and_keeps_the_place(client, project, do, order, focus):
    response = client.post(address(project), sent(*named(*"ABCD"), do=do))

    assert "".join(names_of(project)) == order
    assert response["Location"] == f"?fokus={focus}"


@pytest.mark.parametrize(
    "do", ["", "up-9", "remove-4", "up-x", "remove--1", "drop", "down-" + "9" * 30]
)
def test_button_that_does_not_exist_only_saves(client, project, do):
    response = client.post(address(project), sent(*named("A", "B"), do=do))

    assert response["Location"] == "."
    assert names_of(project) == ["A", "B"]


def test_new_row_is_saved_by_any_button(client, project):
    data = sent(*named("A", "B"), do="up-1") | {"steps-2-name": "C"}

    client.post(address(project), data)

    assert names_of(project) == ["B", "A", "C"]


def test_keyboard_goes_on_at_the_button(client, project):
    make_flow(project, "for", *named("A", "B", "C"))

    html = client.get(address(project) + "?fokus=up-1").text

    assert html.count(" autofocus") == 1
    assert 'value="up-1" autofocus' in html


def test_row_that_is_removed_need_not_be_right(client, project):
    wrong = {"name": "", "work_minutes": "tull"}

    client.post(address(project), sent({"name": "A"}, wrong, do="remove-1"))

    assert names_of(project) == ["A"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 81),
        ("work_minutes", "-5"),
        ("waiting_minutes", "\u22125 min"),
        ("work_minutes", "snart"),
        ("waiting_minutes", "99999999 d"),
        ("right_first_time", "101"),
        ("right_first_time", "-1"),
        ("right_first_time", "nesten alt"),
        ("right_first_time", "9" * 40),
        ("waste", "moro"),
        ("name", "nul\x00tegn"),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(client, project, field, value):
    make_flow(project, "for", {"name": "Gammelt"})
    row = {"name": "Nytt", "work_minutes": "5"} | {field: value}

    response = client.post(address(project), sent(row, do="down-0"))

    assert response.status_code == 200
    assert list(response.context["rows"][0].form.errors) == [field]
    assert names_of(project) == ["Gammelt"]


@pytest.mark.parametrize(
    "forged",
    [
        {"steps-TOTAL_FORMS": ""},
        {"steps-TOTAL_FORMS": "-1"},
        {"steps-TOTAL_FORMS": "100000"},
        {"steps-INITIAL_FORMS": "x"},
        {"drawn_on": "32.13.2026"},
        {"note": "x" * 301},
    ],
)
def test_forged_form_changes_nothing(client, project, forged):
    make_flow(project, "for", {"name": "Gammelt"})

    response = client.post(address(project), sent({"name": "Nytt"}) | forged)

    assert response.status_code == 200
    assert names_of(project) == ["Gammelt"]


def test_more_than_forty_steps_are_refused(client, project):
    response = client.post(address(project), sent(*named(*["A"] * 41)))

    assert response.status_code == 200
    assert names_of(project) == []


def test_colleague_is_not_overwritten_unasked(client, project):
    make_flow(project, "for", {"name": "Kollegaens"})
    Flow.objects.update(version=3)

    response = client.post(address(project), sent({"name": "Mitt"}, version=2))

    assert response.status_code == 409
    assert names_of(project) == ["Kollegaens"]
    assert response.context["rows"][0].form["name"].value() == "Mitt"
    assert "Kollegaens" in response.text

    response = client.post(address(project), sent({"name": "Mitt"}, version=3))

    assert response.status_code == 302
    assert names_of(project) == ["Mitt"]


def test_first_save_of_two_colleagues_is_a_conflict_too(client, project):
    client.post(address(project), sent({"name": "Først"}))

    response = client.post(address(project), sent({"name": "Sist"}))

    assert response.status_code == 409
    assert names_of(project) == ["Først"]


def test_map_after_begins_with_a_copy_of_the_map_before(client, project):
    make_flow(project, "for", {"name": "A", "waste": "venting"}, {"name": "B", "work_minutes": 5})

    assert 'value="copy"' in client.get(address(project, "etter")).text
    client.post(address(project, "etter"), sent(do="copy"))

    assert names_of(project) == names_of(project, "etter") == ["A", "B"]
    assert Step.objects.count() == 4
    assert 'value="copy"' not in client.get(address(project, "etter")).text


def test_copy_overwrites_no_steps(client, project):
    make_flow(project, "for", {"name": "A"})
    make_flow(project, "etter", {"name": "B"})

    client.post(address(project, "etter"), sent({"name": "B"}, do="copy"))

    assert names_of(project, "etter") == ["B"]


@pytest.mark.parametrize("status", ["gjennomfort", "stanset"])
def test_map_before_is_locked_when_the_project_has_ended(client, project, status):
    begin(project)
    make_flow(project, "for", {"name": "Slik var det"})
    Project.objects.update(status=status, stopped_because="Nok.")

    shown = client.get(address(project))
    refused = client.post(address(project), sent({"name": "Mye verre"}))

    assert 'name="steps-0-name"' not in shown.text
    assert 'value="Mye verre"' in refused.text
    assert (refused.status_code, names_of(project)) == (409, ["Slik var det"])


def test_map_after_is_still_written_when_the_project_has_ended(client, project):
    begin(project)
    Project.objects.update(status="gjennomfort")

    client.post(address(project, "etter"), sent({"name": "Slik ble det"}))

    assert names_of(project, "etter") == ["Slik ble det"]


@pytest.mark.parametrize(
    ("started", "old", "new", "is_told"),
    [
        (True, ["A"], ["A", "B"], True),
        (True, ["A"], [], True),
        (True, ["A"], ["A"], False),
        (True, [], ["A"], False),
        (False, ["A"], ["B"], False),
    ],
)
def test_map_before_that_is_changed_after_the_start_says_so(
    client, project, started, old, new, is_told
):
    if started:
        begin(project)
    make_flow(project, "for", *named(*old))

    client.post(address(project), sent(*named(*new)))

    flow = Flow.objects.get()
    assert flow.changed_on == (timezone.localdate() if is_told else None)


def test_public_page_tells_when_the_map_before_was_changed(client, project):
    flow = make_flow(project, "for", {"name": "A", "work_minutes": 5})
    Flow.objects.filter(pk=flow.pk).update(changed_on=date(2026, 5, 4))
    begin(project)
    Project.objects.update(published_at=timezone.now(), slug="tregt")

    assert "4. mai 2026" in client.get("/lean/prosjekter/tregt/").text


def test_flow_is_written_by_those_who_may_change_the_project(project):
    other = make_leader(make_project())
    nobody = make_user(is_staff=True)

    for user in (other, nobody):
        client = client_of(user)
        assert client.get(address(project)).status_code == 403
        assert client.post(address(project), sent({"name": "A"})).status_code == 403
    anonymous = Client().post(address(project), sent({"name": "A"}))

    assert anonymous.status_code == 403
    assert names_of(project) == []


@pytest.mark.parametrize("path", ["{pk}/flyt/midt/", "999999/flyt/for/"])
def test_flow_that_does_not_exist_is_not_found(client, project, path):
    assert client.get("/admin/lean/project/" + path.format(pk=project.pk)).status_code == 404


@pytest.mark.parametrize("steps", [1, 30])
def test_page_takes_the_same_queries_for_any_number_of_steps(
    client, project, django_assert_num_queries, steps
):
    make_flow(project, "for", *named(*["A"] * steps))
    client.get(address(project))

    with django_assert_num_queries(13):
        client.get(address(project))
