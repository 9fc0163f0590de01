"""The chart and its table say the same; what may not be shown is not drawn."""

import re
from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from lean.measure import Indicator
from lean.measure_story import measure_of
from lean.run_chart import BOTTOM, TOP, RunChart
from tests.lean.projects import (
    START,
    SVG,
    begin,
    drawings_in,
    make_indicator,
    make_project,
    make_reading,
    texts,
)
from tests.lean.test_flow_drawing import Cells

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator() -> Indicator:
    """Nine days before the start, six and three after it; three is the target."""
    indicator = make_indicator(make_project(), target=3)
    make_reading(indicator, 6, measured_on=date(2026, 4, 15))
    make_reading(indicator, "3.5", measured_on=date(2026, 7, 14), people=12)
    begin(indicator.project)
    return indicator


def chart(indicator: Indicator) -> RunChart | None:
    with override("en"):
        return measure_of(indicator).chart


def page(indicator: Indicator, lang: str = "en") -> str:
    with override(lang):
        return render_to_string("lean/_measure.html", {"measure": measure_of(indicator)})


def test_chart_and_table_hold_the_same_values(indicator):
    html = page(indicator)

    (drawing,) = drawings_in(html, "run-chart")
    rows = Cells(html).rows[1:]
    assert [f"{value}\u00a0dager" for value in texts(drawing, "run-value")] == [
        row[1] for row in rows
    ]
    words = "".join(drawing.find(f"{SVG}desc").itertext())
    assert (
        words == "; ".join([f"{row[0]}: {row[1]}" for row in rows] + ["target: 3\u00a0dager"]) + "."
    )


def test_values_stand_where_they_belong(indicator):
    drawn = chart(indicator)

    assert [dot.y for dot in drawn.dots] == [TOP, TOP + (BOTTOM - TOP) // 3, 154]
    assert [dot.x for dot in drawn.dots] == ["4.00%", "50.00%", "96.00%"]
    assert [dot.is_baseline for dot in drawn.dots] == [True, False, False]
    assert drawn.baseline.y == TOP
    assert drawn.target.y == BOTTOM - (BOTTOM - TOP) // 3
    assert drawn.zero == BOTTOM
    assert drawn.start.x == "27.00%"
    assert len(drawn.segments) == 2


def test_many_dots_are_small_and_stand_under_the_values(indicator):
    for day in range(38):
        make_reading(indicator, 3, measured_on=date(2026, 5, 1) + timedelta(days=day))

    (drawing,) = drawings_in(page(indicator), "run-chart is-dense")
    drawn = [part.tag.removeprefix(SVG) for part in drawing]
    assert {dot.get("r") for dot in drawing.iter(f"{SVG}circle")} == {"2"}
    assert drawn[drawn.index("circle") :] == ["circle"] * 41 + ["text"] * 4


def test_reading_from_before_the_start_stands_left_of_it():
    indicator = make_indicator(make_project())
    make_reading(indicator, 6, measured_on=date(2026, 2, 1))
    begin(indicator.project)

    html = page(indicator)

    assert chart(indicator).start.x == "96.00%"
    assert [dot.x for dot in chart(indicator).dots] == ["4.00%", "38.76%"]
    assert html.count("Before the start") == 1
    assert "Feb. 1, 2026: 6\u00a0dager (before the start)" in html
    assert "Not measured after the start yet" in html


def test_one_value_is_no_chart():
    indicator = make_indicator(make_project())

    assert chart(indicator) is None
    assert "run-chart" not in page(indicator)


def test_small_numbers_are_not_drawn_and_bend_no_scale(indicator):
    before = chart(indicator)
    make_reading(indicator, 5000, measured_on=date(2026, 5, 1), people=4)

    assert chart(indicator) == before
    assert "fewer than 5" in page(indicator)
    assert "000" not in page(indicator)


def test_hidden_baseline_is_not_drawn():
    indicator = make_indicator(make_project(started_on=None), baseline_people=2)
    make_reading(indicator, 6, people=9)
    make_reading(indicator, 5, people=9)

    drawn = chart(indicator)

    assert drawn.baseline is None
    assert [dot.label for dot in drawn.dots] == ["6", "5"]


def test_values_below_zero_have_room():
    indicator = make_indicator(make_project(), baseline_value=-4)
    make_reading(indicator, 4)

    drawn = chart(indicator)

    assert [dot.y for dot in drawn.dots] == [BOTTOM, TOP]
    assert drawn.zero == (TOP + BOTTOM) // 2


def test_all_zero_is_drawn_at_the_bottom():
    indicator = make_indicator(make_project(), baseline_value=0)
    make_reading(indicator, 0)

    assert [dot.y for dot in chart(indicator).dots] == [BOTTOM, BOTTOM]


def test_many_readings_name_the_first_and_the_last():
    indicator = make_indicator(make_project())
    for value in range(20):
        make_reading(indicator, value)

    named = [dot.label for dot in chart(indicator).dots if dot.label]

    assert named == ["9", "19"]


def test_start_outside_the_days_of_the_chart_is_not_drawn():
    indicator = make_indicator(make_project(), baseline_value=None, baseline_on=None)
    make_reading(indicator, 1, measured_on=date(2026, 5, 1))
    make_reading(indicator, 2, measured_on=date(2026, 6, 1))
    begin(indicator.project, START)

    assert chart(indicator).start is None


def test_numbers_are_written_as_the_browser_reads_them(indicator):
    (drawing,) = drawings_in(page(indicator, "nb"), "run-chart")

    names = ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height")
    written = [part.get(name) for part in drawing.iter() for name in names if part.get(name)]
    assert [text for text in written if not re.fullmatch(r"\d+(\.\d+)?%?", text)] == []


def test_no_style_is_written_in_the_page(indicator):
    assert "style" not in page(indicator)
