"""What the database holds of a gain, and when it is to be followed up."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lean.gain import FollowUp, Gain
from lean.waiting import gains
from tests.factories import make_user
from tests.lean.projects import begin, make_follow_up, make_gain, make_leader, make_project

pytestmark = pytest.mark.django_db

QUALITY = {"kind": "kvalitet", "expected_words": "Alle får svar"}


@pytest.fixture
def gain() -> Gain:
    return make_gain(make_project())


def refuses(make: Any, *args: Any, **fields: Any) -> bool:
    try:
        with transaction.atomic():
            make(*args, **fields)
    except IntegrityError:
        return True
    return False


# What is expected


@pytest.mark.parametrize(
    "fields",
    [
        {"expected_value": None},
        {"expected_value": 0},
        {"expected_value": -1},
        {"expected_value": 1_000_000_001},
        {"scale": "poeng"},
        {"kind": "unngatt", "expected_words": "Mye"},
        {"kind": "kvalitet"},
        {"kind": "kvalitet", "expected_value": None},
        {"kind": "kvalitet", "expected_value": None, "scale": "poeng"},
        {"expected_low": 8},
        {"expected_low": 8, "expected_high": 9},
        {"expected_low": 11, "expected_high": 12},
        {"expected_low": -1, "expected_high": 12},
        {"starts_on": date(2025, 12, 31)},
    ],
)
def test_gain_that_cannot_be_is_refused_by_the_database(fields):
    assert refuses(make_gain, make_project(), **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"expected_low": 8, "expected_high": 12},
        {"kind": "unngatt", "expected_value": 1_000_000_000},
        {"kind": "kvalitet", "scale": "poeng av 5"},
        QUALITY,
    ],
)
def test_gain_that_can_be_is_stored(fields):
    assert make_gain(make_project(), **fields).pk


def test_values_are_exact(gain):
    Gain.objects.update(expected_value=Decimal("9999999.99"))

    assert Gain.objects.get().expected_value == Decimal("9999999.99")


# What came


@pytest.mark.parametrize(
    "fields",
    [
        {"value": -1},
        {"value": 1_000_000_001, "because": "Feil."},
        {"value": None},
        {"months": 4, "measured_on": date(2026, 5, 1)},
        {"measured_on": date(2025, 12, 31)},
    ],
)
def test_follow_up_that_cannot_be_is_refused_by_the_database(gain, fields):
    assert refuses(make_follow_up, gain, **fields)


def test_gain_is_followed_up_once_at_a_time(gain):
    make_follow_up(gain)

    assert refuses(make_follow_up, gain)
    assert not refuses(make_follow_up, gain, months=6)


@pytest.mark.parametrize(
    ("value", "because", "is_refused"),
    [
        (8, "", False),
        (12, "", False),
        ("7.99", "", True),
        ("12.01", "", True),
        (0, "", True),
        (0, "Vi flyttet.", False),
    ],
)
def test_more_than_a_fifth_off_wants_an_explanation(gain, value, because, is_refused):
    assert refuses(make_follow_up, gain, value, because=because) is is_refused
    row = FollowUp(gain=gain, value=Decimal(value), because=because)
    assert (row.is_explained is False) is is_refused


def test_explanation_cannot_be_taken_away_again(gain):
    make_follow_up(gain, 3, because="Vi flyttet.")

    assert refuses(FollowUp.objects.update, because="")
    assert refuses(FollowUp.objects.update, measured_on=date(2025, 1, 1))
    assert FollowUp.objects.update(value=9, because="") == 1


def test_fifth_of_a_small_number_is_a_fifth_on_both_databases():
    gain = make_gain(make_project(), expected_value=3)

    assert not refuses(make_follow_up, gain, Decimal("3.6"))
    assert refuses(make_follow_up, gain, Decimal("3.61"), months=6)


def test_quality_in_words_deviates_from_nothing():
    gain = make_gain(make_project(), **QUALITY)

    row = make_follow_up(gain, None, words="De fleste fikk svar")

    assert (row.deviation, row.is_explained) == (None, None)


def test_model_says_the_sentence_at_its_field(gain):
    early = FollowUp(gain=gain, months=3, measured_on=date(2025, 1, 1), value=Decimal(1))

    with pytest.raises(ValidationError) as error:
        early.clean()

    assert set(error.value.message_dict) == {"measured_on", "because"}


# The lock


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("expected_value", 9),
        ("expected_words", "Mye"),
        ("expected_on", date(2025, 1, 1)),
        ("starts_on", date(2026, 2, 1)),
        ("kind", "unngatt"),
    ],
)
def test_expectation_is_not_rewritten_after_the_first_follow_up(gain, column, value):
    before = Gain.objects.values().get()
    make_follow_up(gain)

    assert refuses(Gain.objects.update, **{column: value})
    assert Gain.objects.values().get() == before
    assert Gain.objects.update(what="Noe annet", owner_role="Styrer") == 1


def test_expectation_is_open_until_then(gain):
    assert Gain.objects.update(expected_value=9, starts_on=date(2026, 2, 1)) == 1


# When it is to be followed up


@pytest.mark.parametrize(
    ("starts_on", "months", "day"),
    [
        (date(2026, 1, 1), 3, date(2026, 4, 1)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_gain_is_followed_up_on_the_same_day_of_the_month(starts_on, months, day):
    assert Gain(starts_on=starts_on).day_after(months) == day


@pytest.fixture
def supervisor() -> Any:
    return make_user(role="Veileder")


def asked(user: Any) -> list[str]:
    return [row.text for row in gains(user)]


@pytest.mark.parametrize(
    ("today", "done", "months"),
    [
        ("2026-03-31", [], None),
        ("2026-04-01", [], 3),
        ("2026-04-01", [3], None),
        ("2026-07-01", [3], 6),
        ("2026-07-01", [], 6),
        ("2027-01-01", [3, 6], 12),
        ("2030-01-01", [12], None),
    ],
)
def test_gain_waits_after_3_6_and_12_months(supervisor, time_machine, today, done, months):
    gain = make_gain(begin(make_project()), what="Mindre leting")
    for number in done:
        make_follow_up(gain, months=number)
    time_machine.move_to(f"{today}T12:00:00+01:00")

    sentence = f"«Mindre leting»: Gevinsten skal følges opp etter {months} måneder."
    assert asked(supervisor) == ([sentence] if months else [])


def test_waiting_gain_leads_to_its_page(supervisor, time_machine):
    gain = make_gain(begin(make_project()))
    time_machine.move_to("2026-05-01T12:00:00+02:00")

    (row,) = gains(supervisor)

    assert row.url == f"/admin/lean/project/{gain.project_id}/gevinster/{gain.pk}/"
    assert row.since.date() == date(2026, 4, 1)


def test_gain_waits_for_the_department_and_the_supervisors(supervisor, time_machine):
    project, other = begin(make_project()), begin(make_project())
    make_gain(project, what="Min")
    make_gain(other, what="Deres")
    make_gain(make_project(), what="Bare en idé")
    withdrawn = begin(make_project())
    make_gain(withdrawn, what="Trukket")
    withdrawn.withdraw(reason="Feil.")
    time_machine.move_to("2026-05-01T12:00:00+02:00")

    own = asked(make_leader(project))
    assert [text.partition("»")[0] for text in own] == ["«Min"]
    assert len(asked(supervisor)) == 2
    assert asked(make_user(role="Skribent")) == []
