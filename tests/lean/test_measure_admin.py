"""Writing indicators, baselines and readings; and what is refused, at its field."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from lean.measure import Indicator, Reading
from lean.measure_forms import IndicatorForm
from lean.project import Project
from lean.seen import seen
from tests.factories import make_user
from tests.lean.projects import (
    begin,
    client_of,
    make_indicator,
    make_leader,
    make_project,
    make_reading,
)

pytestmark = pytest.mark.django_db

FIELDS = {
    "name": "Svartid",
    "unit": "dager",
    "better": "lavere",
    "method": "Vi teller.",
    "baseline_value": "9",
    "baseline_on": "2026-01-15",
    "baseline_people": "",
    "target": "",
}


@pytest.fixture
def project() -> Project:
    return make_project()


@pytest.fixture
def indicator(project) -> Indicator:
    return make_indicator(project)


@pytest.fixture
def client(project) -> Client:
    return client_of(make_leader(project))


def all_of(project: Project) -> str:
    return f"/admin/lean/project/{project.pk}/maal/"


def one(indicator: Indicator) -> str:
    return f"{all_of(indicator.project)}{indicator.pk}/"


def reading(**fields: Any) -> dict[str, Any]:
    return {
        "do": "reading",
        "measured_on": "2026-04-01",
        "value": "6",
        "people": "",
        "note": "",
    } | (fields)


def looked_at(indicator: Indicator) -> str:
    return seen(indicator, fields=IndicatorForm.Meta.fields)


def changed(indicator: Indicator, **fields: Any) -> dict[str, Any]:
    sent = {f"indicator-{name}": value for name, value in (FIELDS | fields).items()}
    return sent | {"do": "indicator", "seen": looked_at(Indicator.objects.get(pk=indicator.pk))}


def baseline_of(indicator: Indicator) -> Any:
    return Indicator.objects.values_list("baseline_value", flat=True).get(pk=indicator.pk)


def test_indicator_is_stored_as_written(client, project):
    response = client.post(
        all_of(project),
        FIELDS | {"baseline_value": "1 234,5 dager", "baseline_people": "14", "target": "3 dager"},
    )

    stored = Indicator.objects.get()
    assert response["Location"] == one(stored)
    assert (stored.project, str(stored.baseline_value)) == (project, "1234.50")
    assert (stored.baseline_people, stored.target) == (14, 3)
    assert LogEntry.objects.filter(object_id=project.pk).count() == 1


@pytest.mark.parametrize(
    ("field", "value", "at"),
    [
        ("name", "", "name"),
        ("unit", "", "unit"),
        ("better", "mer", "better"),
        ("method", "", "method"),
        ("baseline_value", "9 timer", "baseline_value"),
        ("baseline_value", "mye", "baseline_value"),
        ("baseline_value", "1" * 11, "baseline_value"),
        ("baseline_value", "", "__all__"),
        ("baseline_on", "", "__all__"),
        ("baseline_on", "2999-01-01", "baseline_on"),
        ("baseline_on", "0026-01-01", "baseline_on"),
        ("baseline_people", "-1", "baseline_people"),
        ("baseline_people", "9" * 30, "baseline_people"),
        ("target", "3 timer", "target"),
    ],
)
def test_wrong_indicator_is_refused_at_its_field(client, project, field, value, at):
    response = client.post(all_of(project), FIELDS | {field: value})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [at]
    assert Indicator.objects.count() == 0


def test_number_with_a_unit_asks_for_the_unit_that_is_missing(client, project):
    response = client.post(all_of(project), FIELDS | {"unit": "", "baseline_value": "9 dager"})

    (sentence,) = response.context["form"].errors["baseline_value"]
    assert "«»" not in sentence
    assert list(response.context["form"].errors) == ["unit", "baseline_value"]


def test_baseline_may_be_changed_until_the_start(client, indicator):
    client.post(one(indicator), changed(indicator, baseline_value="8,5"))

    assert str(baseline_of(indicator)) == "8.50"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("baseline_value", "4"),
        ("baseline_value", ""),
        ("baseline_on", "2026-01-01"),
        ("baseline_people", "9"),
        ("unit", "timer"),
        ("better", "hoyere"),
        ("method", "Vi gjetter."),
    ],
)
def test_what_the_start_has_locked_is_refused_and_said(client, indicator, field, value):
    begin(indicator.project)
    before = Indicator.objects.values().get()

    response = client.post(one(indicator), changed(indicator, **{field: value}))

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert Indicator.objects.values().get() == before


def test_what_is_not_locked_stays_open(client, indicator):
    begin(indicator.project)
    browser = {"indicator-name": "Nytt navn", "indicator-target": "3"}  # and no disabled fields

    response = client.post(
        one(indicator), browser | {"do": "indicator", "seen": looked_at(indicator)}
    )

    assert response.status_code == 302
    stored = Indicator.objects.get()
    assert (stored.name, stored.target, stored.baseline_value) == ("Nytt navn", 3, 9)


def test_new_indicator_after_the_start_has_no_baseline(client, project):
    begin(project)

    refused = client.post(all_of(project), FIELDS)
    stored = client.post(all_of(project), FIELDS | {"baseline_value": "", "baseline_on": ""})

    assert set(refused.context["form"].errors) == {"baseline_value", "baseline_on"}
    assert stored.status_code == 302
    assert Indicator.objects.get().baseline_value is None


def test_database_that_refuses_is_no_fault_of_the_page(client, project, monkeypatch):
    """Somebody starts the project between the look and the saving."""
    begin(project)
    monkeypatch.setattr("lean.measure_forms.IndicatorForm.locked", lambda form: [])

    response = client.post(all_of(project), FIELDS)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["__all__"]
    assert Indicator.objects.count() == 0


def test_colleague_is_not_overwritten_unasked(client, indicator):
    mine = changed(indicator, name="Mitt")
    Indicator.objects.update(method="Kollegaens")

    refused = client.post(one(indicator), mine)
    stored = client.post(one(indicator), mine | {"seen": refused.context["seen"]})

    assert list(refused.context["form"].errors) == ["__all__"]
    assert refused.context["form"]["name"].value() == "Mitt"
    assert stored.status_code == 302
    assert Indicator.objects.get().name == "Mitt"


def test_unit_is_kept_while_there_are_readings(client, indicator):
    make_reading(indicator, 3)

    response = client.post(one(indicator), changed(indicator, unit="timer"))

    assert list(response.context["form"].errors) == ["unit"]


def test_baseline_is_no_later_than_the_readings(client, indicator):
    make_reading(indicator, 3, measured_on="2026-02-01")

    response = client.post(one(indicator), changed(indicator, baseline_on="2026-02-02"))

    assert list(response.context["form"].errors) == ["baseline_on"]


@pytest.mark.parametrize("value", ["6", "6 dager", "6,0 DAGER", "6.00"])
def test_reading_is_stored(client, indicator, value):
    response = client.post(one(indicator), reading(value=value, people="12", note="Etter ferien"))

    assert response["Location"] == one(indicator)
    stored = Reading.objects.get()
    assert (str(stored.measured_on), stored.value, stored.people) == ("2026-04-01", 6, 12)
    assert (stored.indicator, stored.note) == (indicator, "Etter ferien")
    assert LogEntry.objects.filter(object_id=indicator.project_id).count() == 1


def test_reading_may_be_written_with_a_norwegian_date(client, indicator):
    client.post(one(indicator), reading(measured_on="01.04.2026"))

    assert str(Reading.objects.get().measured_on) == "2026-04-01"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value", "45 min"),
        ("value", ""),
        ("value", "NaN"),
        ("value", "1e5"),
        ("value", "1,234"),
        ("measured_on", ""),
        ("measured_on", "2026-01-14"),
        ("measured_on", "2999-01-01"),
        ("measured_on", "i går"),
        ("people", "-3"),
        ("people", "4,5"),
        ("note", "x" * 201),
    ],
)
def test_wrong_reading_is_refused_at_its_field(client, indicator, field, value):
    response = client.post(one(indicator), reading(**{field: value}))

    assert response.status_code == 200
    assert list(response.context["reading_form"].errors) == [field]
    assert Reading.objects.count() == 0


def test_reading_of_tomorrow_is_refused_and_of_today_stored(client, indicator):
    today = timezone.localdate()

    client.post(one(indicator), reading(measured_on=today + timedelta(days=1)))
    client.post(one(indicator), reading(measured_on=today))

    assert [stored.measured_on for stored in Reading.objects.all()] == [today]


def test_day_has_one_reading(client, indicator):
    client.post(one(indicator), reading())

    response = client.post(one(indicator), reading(value="7"))

    assert list(response.context["reading_form"].errors) == ["measured_on"]
    assert Reading.objects.get().value == 6


def test_reading_that_is_saved_is_named_as_people_write_it(client, indicator):
    sent = {"do": "reading", "measured_on": "2026-02-28", "value": "10"}

    page = client.post(one(indicator), sent | {"seen": "", "people": "", "note": ""}, follow=True)

    (said,) = page.context["messages"]
    assert str(said) == "«Svartid: 28. februar 2026: 10\u00a0dager» er lagret."


def test_reading_is_removed_and_removing_twice_is_harmless(client, indicator):
    pk = make_reading(indicator, 3).pk

    answers = [client.post(one(indicator), {"do": f"remove-{pk}"}) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Reading.objects.count() == 0


def test_reading_of_another_indicator_is_not_removed(client, indicator):
    foreign = make_reading(make_indicator(make_project()), 3)

    client.post(one(indicator), {"do": f"remove-{foreign.pk}"})

    assert Reading.objects.get() == foreign


def test_indicator_without_readings_is_removed_before_the_start(client, indicator):
    response = client.post(one(indicator), {"do": "remove_indicator"})

    assert response["Location"] == all_of(indicator.project)
    assert Indicator.objects.count() == 0


@pytest.mark.parametrize("because", ["reading", "start"])
def test_indicator_that_is_measured_or_locked_is_not_removed(client, indicator, because):
    if because == "start":
        begin(indicator.project)
    else:
        make_reading(indicator, 3)

    response = client.post(one(indicator), {"do": "remove_indicator"})

    assert response.status_code == 302
    assert Indicator.objects.count() == 1


@pytest.mark.parametrize("do", ["", "reading-1", "remove-x", "up-1"])
def test_button_that_does_not_exist_does_nothing(client, indicator, do):
    response = client.post(one(indicator), reading(do=do))

    assert response.status_code == 200
    assert Reading.objects.count() == 0


def test_measures_are_written_by_those_who_may_change_the_project(indicator):
    users = [make_leader(make_project()), make_user(is_staff=True)]

    for client in map(client_of, users):
        for path, sent in ((one(indicator), reading()), (all_of(indicator.project), FIELDS)):
            assert client.get(path).status_code == 403
            assert client.post(path, sent).status_code == 403
    assert (Reading.objects.count(), Indicator.objects.count()) == (0, 1)


def test_indicator_of_another_project_is_not_found(client, project):
    foreign = make_indicator(make_project())

    response = client.post(f"{all_of(project)}{foreign.pk}/", reading())

    assert response.status_code == 404
    assert Reading.objects.count() == 0


@pytest.mark.parametrize("count", [1, 12])
def test_pages_take_the_same_queries_for_any_number_of_rows(
    client, project, django_assert_num_queries, count
):
    for _number in range(count):
        indicator = make_indicator(project)
        for value in range(count):
            make_reading(indicator, value)
    client.get(all_of(project))

    with django_assert_num_queries(11):
        client.get(all_of(project))
    with django_assert_num_queries(14):
        client.get(one(indicator))


@pytest.mark.parametrize("reason", ["", "Ingen tall ennå."])
def test_only_measurement_of_what_is_carried_out_stays(client, indicator, reason):
    begin(indicator.project)
    before, after = make_reading(indicator, 5, measured_on="2026-02-01"), make_reading(indicator, 5)
    Project.objects.update(status=Project.Status.DONE, not_measured_because=reason)

    for row in (before, after):
        client.post(one(indicator), {"do": f"remove-{row.pk}"})

    kept = [] if reason else [after]
    assert list(Reading.objects.all()) == kept


def test_what_is_carried_out_keeps_a_measurement_of_each_baseline(client, indicator):
    second = make_indicator(indicator.project)
    unknown = make_indicator(indicator.project, baseline_value=None, baseline_on=None)
    begin(indicator.project)
    rows = [make_reading(row, 5) for row in (indicator, second, unknown)]
    Project.objects.update(status=Project.Status.DONE)

    for row in rows:
        client.post(one(row.indicator), {"do": f"remove-{row.pk}"})

    assert list(Reading.objects.all()) == rows[:2]
