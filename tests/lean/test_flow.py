"""Known numbers give known totals, said as people say them."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from lean.durations import DAY, HOUR, LONGEST, minutes_of, said, short
from lean.flow import Step, totals
from lean.flow_story import change_of_time, flows_of, share
from lean.principles import Waste
from lean.project import Project
from lean.templatetags.lean_words import duration
from lean.waste import EXAMPLES, SIGNS
from tests.lean.projects import make_flow, make_project

SPACE = "\u00a0"


def step(*, waiting: int = 0, work: int = 0, right: int | None = None) -> Step:
    return Step(name="Steg", waiting_minutes=waiting, work_minutes=work, right_first_time=right)


def test_times_add_up_to_the_lead_time_and_the_flow_efficiency():
    steps = [step(work=40), step(waiting=2 * DAY, work=20), step(waiting=HOUR)]

    sums = totals(steps)

    assert sums.steps == 3
    assert sums.work == timedelta(hours=1)
    assert sums.waiting == timedelta(days=2, hours=1)
    assert sums.lead == timedelta(days=2, hours=2)
    assert sums.efficiency == pytest.approx(1 / 50)


def test_yield_rolls_through_all_steps():
    assert totals([step(right=80), step(right=50), step(right=100)]).yield_share == 0.4
    assert totals([step(right=80), step(right=0)]).yield_share == 0


def test_yield_is_unknown_where_a_step_has_none():
    assert totals([step(right=80), step()]).yield_share is None


def test_nothing_adds_up_to_nothing():
    sums = totals([])

    assert (sums.steps, sums.lead, sums.efficiency, sums.yield_share) == (
        0,
        timedelta(),
        None,
        None,
    )


def test_steps_that_take_no_time_have_no_efficiency():
    assert totals([step(), step()]).efficiency is None


@pytest.mark.parametrize(
    ("minutes", "bokmål", "nynorsk"),
    [
        (0, "0 minutter", "0 minutt"),
        (45, "45 minutter", "45 minutt"),
        (60, "1 time", "1 time"),
        (135, "2 timer og 15 minutter", "2 timar og 15 minutt"),
        (DAY, "1 dag", "1 dag"),
        (9 * DAY, "9 dager", "9 dagar"),
        (15 * DAY + 2 * HOUR, "15 dager og 2 timer", "15 dagar og 2 timar"),
        (4 * DAY + 4 * HOUR + 45, "4 dager og 5 timer", "4 dagar og 5 timar"),
        (DAY + 5, "1 dag", "1 dag"),
    ],
)
def test_time_is_said_as_people_say_it(minutes: int, bokmål: str, nynorsk: str):
    length = timedelta(minutes=minutes)

    with override("nb"):
        assert duration(length).replace(SPACE, " ") == bokmål
    with override("nn"):
        assert duration(length).replace(SPACE, " ") == nynorsk


@pytest.mark.parametrize(
    ("minutes", "in_words", "in_short"),
    [
        (0, "0_minutes", "0_min"),
        (61, "1_hour and 1_minute", "1_h_1_min"),
        (9 * DAY, "9_days", "9_d"),
        (DAY + HOUR + 5, "1_day, 1_hour and 5_minutes", "1_d_1_h_5_min"),
    ],
)
def test_length_breaks_only_between_its_units(minutes: int, in_words: str, in_short: str):
    length = timedelta(minutes=minutes)

    with override("en"):
        assert said(length) == in_words.replace("_", SPACE)
        assert short(length) == in_short.replace("_", SPACE)


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_what_is_shown_can_be_written_again(lang: str):
    lengths = [*range(200), 23 * HOUR + 59, *range(DAY, 3 * DAY, 47), LONGEST]

    with override(lang):
        written = [minutes_of(short(timedelta(minutes=minutes))) for minutes in lengths]

    assert written == lengths


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", 90),
        ("90 minutter", 90),
        ("1,5 time", 90),
        ("1.5 t", 90),
        ("2t15min", 135),
        ("2 timer og 15 min", 135),
        ("3 døgn", 3 * DAY),
        ("2 uker", 14 * DAY),
        ("  45 MIN. ", 45),
    ],
)
def test_time_may_be_written_in_many_ways(text: str, minutes: int):
    assert minutes_of(text) == minutes


@pytest.mark.parametrize(
    "text", ["", "-5", "2 t -3", "1e9", "snart", "2 t 3", "2 måneder", "½ time", "٣", "9" * 20]
)
def test_what_is_no_time_is_refused(text: str):
    with pytest.raises(ValueError, match=".*"):
        minutes_of(text)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (0, "0 %"),
        (0.0001, "under 0.1 %"),
        (0.0074, "0.7 %"),
        (0.05, "5 %"),
        (0.234, "23 %"),
        (0.9999, "over 99 %"),
        (1, "100 %"),
    ],
)
def test_share_is_never_rounded_to_nothing_or_all(part: float, words: str):
    with override("en"):
        assert share(part) == words.replace(" ", SPACE)


def test_difference_is_better_only_when_it_is_shorter():
    hour, day = timedelta(hours=1), timedelta(days=1)

    with override("en"):
        assert change_of_time(day, hour) == (f"23{SPACE}hours shorter (96{SPACE}%)", True)
        assert change_of_time(hour, day) == (f"23{SPACE}hours longer (2,300{SPACE}%)", False)
        assert change_of_time(day, day) == ("As long as before", None)


def test_difference_is_never_in_per_cent_of_nothing():
    with override("en"):
        assert change_of_time(timedelta(), timedelta(hours=1)) == (f"1{SPACE}hour longer", False)


def test_nothing_is_compared_with_a_map_that_is_missing():
    assert change_of_time(timedelta(days=1), None) == ("", None)


@pytest.mark.django_db
def test_story_tells_of_both_maps():
    project = make_project()
    make_flow(project, "for", {"waiting_minutes": 9 * DAY, "right_first_time": 50})
    make_flow(project, "etter", {"waiting_minutes": 3 * DAY, "right_first_time": 90})

    with override("en"):
        facts = flows_of(project).facts

    assert [(fact.before, fact.after) for fact in facts] == [
        (f"9{SPACE}days", f"3{SPACE}days"),
        (f"9{SPACE}days", f"3{SPACE}days"),
        (f"0{SPACE}minutes", f"0{SPACE}minutes"),
        (f"0{SPACE}%", f"0{SPACE}%"),
        (f"50{SPACE}%", f"90{SPACE}%"),
    ]
    assert (facts[0].change, facts[0].is_better) == (f"6{SPACE}days shorter (67{SPACE}%)", True)


@pytest.mark.django_db
def test_number_of_one_map_alone_is_not_told():
    project = make_project()
    make_flow(project, "for", {"work_minutes": 5})
    make_flow(project, "etter", {"work_minutes": 5, "right_first_time": 90})

    assert len(flows_of(project).facts) == 4  # all but the yield


@pytest.mark.django_db
def test_map_without_steps_is_no_map():
    project = make_project()
    make_flow(project, "for", {"work_minutes": 5})
    make_flow(project, "etter")

    story = flows_of(project)

    assert (len(story.maps), story.after, story.is_shorter) == (1, None, False)


@pytest.mark.django_db
@pytest.mark.parametrize("steps", [1, 30])
def test_story_takes_two_queries_and_none_when_fetched(django_assert_num_queries, steps: int):
    project = make_project()
    make_flow(project, "for", *[{"work_minutes": 5}] * steps)
    make_flow(project, "etter", *[{"work_minutes": 5}] * steps)
    stored = Project.objects.get(pk=project.pk)
    fetched = Project.objects.prefetch_related("flows__steps").get(pk=project.pk)

    with django_assert_num_queries(2):
        assert len(flows_of(stored).maps[0].steps) == steps
    with django_assert_num_queries(0):
        assert len(flows_of(fetched).maps[1].steps) == steps


def test_every_kind_of_waste_has_an_example_and_a_sign_of_its_own():
    assert set(EXAMPLES) == set(SIGNS) == set(Waste)
    assert len(set(SIGNS.values())) == len(Waste)
