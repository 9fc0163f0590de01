"""Writing gains and their follow-ups; and what is refused, at its field."""

from datetime import date
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from lean.gain import FollowUp, Gain
from lean.project import Project
from lean.seen import seen
from tests.factories import make_user
from tests.lean.projects import client_of, make_follow_up, make_gain, make_leader, make_project

pytestmark = pytest.mark.django_db

FIELDS = {
    "kind": "spart_tid",
    "what": "Mindre leting",
    "owner_role": "Leder",
    "scale": "",
    "expected_value": "120",
    "expected_low": "",
    "expected_high": "",
    "expected_words": "",
    "expected_on": "2026-01-15",
    "starts_on": "2026-02-01",
}
QUALITY = {"kind": "kvalitet", "expected_value": ""}


@pytest.fixture
def project() -> Project:
    return make_project()


@pytest.fixture
def gain(project) -> Gain:
    return make_gain(project, expected_value=120)


@pytest.fixture
def client(project) -> Client:
    return client_of(make_leader(project))


def all_of(project: Project) -> str:
    return f"/admin/lean/project/{project.pk}/gevinster/"


def one(gain: Gain) -> str:
    return f"{all_of(gain.project)}{gain.pk}/"


def seen_of(gain: Gain) -> str:
    return seen(Gain.objects.get(pk=gain.pk), *FollowUp.objects.filter(gain=gain))


def follow_up(gain: Gain, months: int = 3, **fields: Any) -> dict[str, Any]:
    facts = {"measured_on": "2026-04-01", "value": "110", "used_for": "", "because": ""} | fields
    name = f"after-{months}"
    sent = {f"{name}-{field}": value for field, value in facts.items()}
    return sent | {"do": name, "seen": seen_of(gain)}


def changed(gain: Gain, **fields: Any) -> dict[str, Any]:
    stored = FIELDS | {"expected_on": "2026-01-01", "starts_on": "2026-01-01"}
    sent = {f"gain-{name}": value for name, value in (stored | fields).items()}
    return sent | {"do": "gain", "seen": seen_of(gain)}


def errors_of(response: Any, name: str) -> list[str]:
    forms = dict(pair for pair, _row in response.context["follow_ups"])
    return list(forms[name].errors)


# What is expected


@pytest.mark.parametrize(
    ("fields", "stored"),
    [
        ({"expected_value": "1 234,5 timer per år"}, "1234.50"),
        ({"expected_value": "120 t"}, "120.00"),
        ({"kind": "unngatt", "expected_value": "18 000 kr"}, "18000.00"),
        (QUALITY | {"expected_value": "4,5", "scale": "poeng av 5"}, "4.50"),
        ({"expected_low": "90", "expected_high": "150"}, "120.00"),
    ],
)
def test_gain_is_stored_as_written(client, project, fields, stored):
    response = client.post(all_of(project), FIELDS | fields)

    gain = Gain.objects.get()
    assert response["Location"] == one(gain)
    assert (gain.project, str(gain.expected_value)) == (project, stored)
    assert LogEntry.objects.filter(object_id=project.pk).count() == 1


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"kind": "penger"}, "kind"),
        ({"what": ""}, "what"),
        ({"owner_role": ""}, "owner_role"),
        ({"expected_value": ""}, "expected_value"),
        ({"expected_value": "0"}, "expected_value"),
        ({"expected_value": "-5"}, "expected_value"),
        ({"expected_value": "NaN"}, "expected_value"),
        ({"expected_value": "Infinity"}, "expected_value"),
        ({"expected_value": "1e9"}, "expected_value"),
        ({"expected_value": "9" * 50}, "expected_value"),
        ({"expected_value": "1000000001"}, "expected_value"),
        ({"expected_value": "120 kroner"}, "expected_value"),
        ({"scale": "poeng"}, "scale"),
        ({"expected_words": "Mye"}, "expected_words"),
        ({"expected_low": "90"}, "expected_low"),
        ({"expected_low": "121", "expected_high": "150"}, "expected_low"),
        ({"expected_low": "-1", "expected_high": "150"}, "expected_low"),
        (QUALITY, "expected_words"),
        (QUALITY | {"scale": "poeng"}, "expected_value"),
        (QUALITY | {"expected_value": "4"}, "scale"),
        ({"expected_on": "2999-01-01"}, "expected_on"),
        ({"starts_on": "2999-01-01"}, "starts_on"),
        ({"starts_on": "2026-01-14"}, "starts_on"),
    ],
)
def test_wrong_gain_is_refused_at_its_field(client, project, fields, at):
    response = client.post(all_of(project), FIELDS | fields)

    assert response.status_code == 200
    form = response.context["form"]
    assert {name: len(said) for name, said in form.errors.items()} == {at: 1}
    assert Gain.objects.count() == 0


@pytest.mark.parametrize("value", ["0", "-5"])
def test_expected_nothing_or_less_gets_the_same_advice(client, project, value):
    response = client.post(all_of(project), FIELDS | {"expected_value": value})

    assert response.context["form"].errors["expected_value"] == [
        "En forventet gevinst er mer enn null."
    ]


def test_expectation_may_be_changed_until_the_first_follow_up(client, gain):
    client.post(one(gain), changed(gain, expected_value="100"))

    assert str(Gain.objects.get().expected_value) == "100.00"


@pytest.mark.parametrize(
    ("field", "value"),
    [("expected_value", "110"), ("kind", "unngatt"), ("starts_on", "2026-02-01"), ("scale", "x")],
)
def test_locked_expectation_is_refused_and_said(client, gain, field, value):
    make_follow_up(gain, 110)
    before = Gain.objects.values().get()

    response = client.post(one(gain), changed(gain, **{field: value}))

    assert list(response.context["form"].errors) == [field]
    assert Gain.objects.values().get() == before


def test_words_of_a_locked_gain_stay_open(client, gain):
    make_follow_up(gain, 110)

    client.post(one(gain), changed(gain, what="Mindre venting"))

    assert (Gain.objects.get().what, Gain.objects.get().expected_value) == ("Mindre venting", 120)


# What came


def test_follow_up_is_stored_and_corrected(client, gain):
    client.post(one(gain), follow_up(gain, value="110 timer", used_for="Besøk"))
    client.post(one(gain), follow_up(gain, value="115", used_for="Besøk"))

    row = FollowUp.objects.get()
    assert (row.months, row.value, row.used_for) == (3, 115, "Besøk")
    assert row.measured_on == date(2026, 4, 1)
    assert LogEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"measured_on": ""}, "measured_on"),
        ({"measured_on": "2025-12-31"}, "measured_on"),
        ({"measured_on": "2999-01-01"}, "measured_on"),
        ({"value": ""}, "value"),
        ({"value": "-1"}, "value"),
        ({"value": "nan"}, "value"),
        ({"value": "9" * 40}, "value"),
        ({"value": "110 kroner"}, "value"),
        ({"value": "95"}, "because"),
        ({"value": "145"}, "because"),
    ],
)
def test_wrong_follow_up_is_refused_at_its_field(client, gain, fields, at):
    response = client.post(one(gain), follow_up(gain, **fields))

    assert response.status_code == 200
    assert errors_of(response, "after-3") == [at]
    assert FollowUp.objects.count() == 0


def test_deviation_is_stored_with_its_explanation(client, gain):
    client.post(one(gain), follow_up(gain, value="0", because="Vi flyttet."))

    assert FollowUp.objects.values_list("value", "because").get() == (0, "Vi flyttet.")


def test_gain_realised_before_it_was_expected_gets_a_sentence(client, gain):
    page = client.post(one(gain), follow_up(gain, measured_on="2025-12-31")).text

    assert "kan ikke være realisert før det" in page


def test_follow_ups_come_after_each_other(client, gain):
    make_follow_up(gain, 110, months=6)

    response = client.post(one(gain), follow_up(gain, measured_on="2026-07-02"))

    assert errors_of(response, "after-3") == ["measured_on"]


def test_quality_in_words_is_followed_up_in_words(client, project):
    gain = make_gain(project, kind="kvalitet", expected_words="Alle får svar")
    sent = follow_up(gain) | {"after-3-words": "De fleste fikk svar"}

    client.post(one(gain), sent)

    assert FollowUp.objects.values_list("value", "words").get() == (None, "De fleste fikk svar")


# Two colleagues, and removing


def test_colleague_who_was_faster_is_not_overwritten(client, gain):
    mine = follow_up(gain, value="110")
    make_follow_up(gain, 118)

    first = client.post(one(gain), mine)
    again = client.post(one(gain), mine | {"seen": first.context["seen"]})

    assert errors_of(first, "after-3") == ["__all__"]
    assert (again.status_code, FollowUp.objects.get().value) == (302, 110)


def test_gain_is_removed_until_it_is_followed_up(client, project, gain):
    kept = make_gain(project)
    make_follow_up(kept)

    client.post(one(gain), {"do": "remove_gain"})
    client.post(one(kept), {"do": "remove_gain"})

    assert list(Gain.objects.all()) == [kept]


def test_gains_of_others_are_closed(project, gain):
    elsewhere = make_project()
    stranger = client_of(make_leader(elsewhere))

    assert stranger.get(all_of(project)).status_code == 403
    assert stranger.post(all_of(project), FIELDS).status_code == 403
    assert stranger.get(f"{all_of(elsewhere)}{gain.pk}/").status_code == 404
    assert client_of(make_user(role="Skribent")).get(one(gain)).status_code == 403
    assert Gain.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_a_fixed_number_of_queries(client, django_assert_num_queries, project, number):
    for _ in range(number):
        gain = make_gain(project)
        for months in (3, 6, 12)[:number]:
            make_follow_up(gain, months=months)
    client.get(all_of(project))

    with django_assert_num_queries(11):
        client.get(all_of(project))
    with django_assert_num_queries(18):
        client.get(one(gain))
