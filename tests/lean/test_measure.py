"""What may be said of a measure: only what is true, and never of fewer than five persons."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from lean.measure import Indicator, Outcome, Reading
from lean.measure_story import measure_of, measures_of
from lean.numbers import OtherUnit, number, percent, signed, value_of, with_unit
from lean.project import Project
from tests.lean.projects import START, begin, make_indicator, make_project, make_reading

SPACE = "\u00a0"


def outcome(
    before: str | None,
    after: str | None,
    *,
    better: str = "lavere",
    people: tuple[int | None, int | None] = (None, None),
) -> Outcome:
    indicator = Indicator(
        better=better,
        unit="dager",
        baseline_value=Decimal(before) if before else None,
        baseline_people=people[0],
    )
    reading = (
        Reading(indicator=indicator, value=Decimal(after), people=people[1]) if after else None
    )
    return Outcome(indicator, reading)


@pytest.mark.parametrize(
    ("before", "after", "better", "difference", "part", "is_better"),
    [
        ("9", "3", "lavere", "-6", "-66.67", True),
        ("46", "19", "lavere", "-27", "-58.70", True),
        ("6", "7.5", "lavere", "1.5", "25", False),
        ("60", "75", "hoyere", "15", "25", True),
        ("60", "45", "hoyere", "-15", "-25", False),
        ("-4", "-2", "hoyere", "2", "50", True),
        ("5", "5", "lavere", "0", "0", None),
    ],
)
def test_difference_and_per_cent(before, after, better, difference, part, is_better):
    result = outcome(before, after, better=better)

    assert result.difference == Decimal(difference)
    assert round(result.percent, 2) == Decimal(part)
    assert result.is_better is is_better


def test_nothing_is_a_per_cent_of_nothing():
    result = outcome("0", "3")

    assert (result.difference, result.percent, result.is_better) == (3, None, False)


@pytest.mark.parametrize(("before", "after"), [(None, "3"), ("9", None), (None, None)])
def test_nothing_is_compared_with_what_is_not_measured(before, after):
    result = outcome(before, after)

    assert (result.is_comparable, result.difference, result.percent) == (False, None, None)
    assert result.is_better is None


@pytest.mark.parametrize(
    ("people", "is_comparable"),
    [
        ((10, 10), True),
        ((10, 20), True),
        ((10, 21), False),
        ((21, 10), False),
        ((10, None), False),
        ((None, 10), False),
        ((5, 5), True),
        ((4, 5), False),
        ((5, 4), False),
        ((0, 0), False),
    ],
)
def test_groups_are_compared_when_they_are_alike(people, is_comparable):
    result = outcome("9", "3", people=people)

    assert result.is_comparable is is_comparable
    assert (result.difference is not None) is is_comparable


@pytest.mark.parametrize(
    ("people", "is_hidden"), [((4, 9), True), ((9, 4), True), ((5, 5), False), ((0, None), True)]
)
def test_fewer_than_five_are_hidden(people, is_hidden):
    assert outcome("9", "3", people=people).is_hidden is is_hidden


@pytest.mark.django_db
def test_outcome_is_of_the_last_reading_since_the_start():
    indicator = make_indicator(make_project())
    begin(indicator.project)
    day = timedelta(days=1)
    readings = [Reading(value=n, measured_on=START + (n - 1) * day) for n in range(3)]

    assert indicator.outcome(readings).reading is readings[2]
    assert indicator.outcome(readings[:1]).reading is None


@pytest.mark.django_db
def test_project_that_has_not_started_has_no_outcome():
    indicator = make_indicator(make_project())
    reading = make_reading(indicator, 3)

    assert indicator.outcome([reading]).reading is None


def page(project: Project) -> str:
    with override("en"):
        return render_to_string("lean/_measures.html", {"measures": measures_of(project)})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "value", "people", "verdict", "change"),
    [
        ({}, 3, None, "Better", "−6 dager (−67 %)"),
        ({}, 12, None, "Worse", "+3 dager (+33 %)"),
        ({}, 9, None, "As before", ""),
        ({"baseline_value": 0}, 3, None, "Worse", "+3 dager"),
        ({"unit": "%", "better": "hoyere"}, 12, None, "Better", "+3 percentage points"),
        ({"baseline_people": 9}, 3, 30, "The groups are too different to be compared", ""),
        ({"baseline_people": 9}, 3, 4, "Too few persons for the numbers to be shown", ""),
        (
            {"baseline_value": None, "baseline_on": None},
            3,
            None,
            "Not measured before, so nothing can be compared",
            "",
        ),
    ],
)
def test_measure_says_what_is_true(fields, value, people, verdict, change):
    indicator = make_indicator(make_project(), **fields)
    project = Project.objects.get(pk=indicator.project_id)
    project.status, project.started_on = Project.Status.ONGOING, START
    project.save()
    make_reading(indicator, value, people=people)

    with override("en"):
        measure = measures_of(project)[0]

        assert measure.verdict == verdict
        assert measure.change == change.replace(" ", SPACE).replace(f"{SPACE}(", " (").replace(
            "percentage" + SPACE, "percentage "
        )
    assert ("flow-better" in page(project)) is (verdict == "Better")


@pytest.mark.django_db
def test_what_is_about_fewer_than_five_leaves_no_trace():
    project = make_project()
    indicator = make_indicator(project, baseline_value=8888, baseline_people=4, target=20)
    project.status = Project.Status.ONGOING
    project.started_on = START
    project.save()
    make_reading(indicator, 7777, people=3, note="Bare Kari og Ola")
    make_reading(indicator, 18, people=9)

    html = page(project)

    assert "7777" not in html
    assert "7,777" not in html
    assert "8888" not in html
    assert "8,888" not in html
    assert "Kari" not in html
    assert "fewer than 5" in html
    assert "18" in html


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 12])
def test_measures_take_two_queries_and_none_when_fetched(django_assert_num_queries, count: int):
    project = make_project()
    for _number in range(count):
        indicator = make_indicator(project)
        for value in range(count):
            make_reading(indicator, value)
    stored = Project.objects.get(pk=project.pk)
    fetched = Project.objects.prefetch_related("indicators__readings").get(pk=project.pk)

    with django_assert_num_queries(2):
        page(stored)
    with django_assert_num_queries(0):
        page(fetched)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("45", "45"),
        ("45 min", "45"),
        ("45 MIN.", "45"),
        ("45min", "45"),
        ("45,5", "45.5"),
        ("45.25 min", "45.25"),
        ("1 234,5", "1234.5"),
        (f"1{SPACE}234 min", "1234"),
        ("-3", "-3"),
        ("\u22123,5", "-3.5"),
        ("0", "0"),
        ("9999999999", "9999999999"),
    ],
)
def test_value_is_read_as_norwegians_write_it(text, value):
    assert value_of(text, unit="min") == Decimal(value)


@pytest.mark.parametrize("text", ["45 timer", "45 %", "2 minutter", "3 min per dag"])
def test_value_in_another_unit_is_refused(text):
    with pytest.raises(OtherUnit):
        value_of(text, unit="min")


@pytest.mark.parametrize(
    "text",
    ["", "min", "45,555", "1.234,5", "NaN", "1e5", "٤٥", "99999999999", "4 5 6,7,8", "--3", "1..2"],
)
def test_what_is_no_value_is_refused(text):
    with pytest.raises(ValueError, match=".*"):
        value_of(text, unit="min")


def test_units_that_are_not_letters_are_read():
    assert value_of("45 %", unit="%") == 45
    assert value_of("12 kr/mnd", unit="kr/mnd") == 12


def test_numbers_are_written_as_norwegians_read_them():
    with override("nb"):
        assert number(Decimal("9.00")) == "9"
        assert number(Decimal("8.50")) == "8,5"
        assert number(Decimal("1200")) == f"1{SPACE}200"
        assert number(Decimal("-3")) == "\u22123"
        assert with_unit(Decimal(100), "min") == f"100{SPACE}min"
        assert signed(Decimal("0.5")) == "+0,5"
        assert percent(Decimal("-66.6667")) == f"\u221267{SPACE}%"


@pytest.mark.django_db
def test_what_is_written_is_read_again_as_it_was():
    values = [Decimal("0"), Decimal("8.5"), Decimal("1234567.25"), Decimal("-3.1")]

    with override("nb"):
        assert [value_of(number(value), unit="x") for value in values] == values


@pytest.mark.django_db
def test_reading_of_another_day_does_not_change_the_table():
    indicator = make_indicator(
        make_project(started_on=date(2026, 2, 1)), baseline_value=None, baseline_on=None
    )
    make_reading(indicator, 3, measured_on=date(2026, 5, 1), people=8)

    with override("en"):
        rows = measure_of(indicator).rows

    assert [(row.value, row.people) for row in rows] == [(f"3{SPACE}dager", "8")]
