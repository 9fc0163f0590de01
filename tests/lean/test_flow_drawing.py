"""The drawing and the table say the same, and both maps have one scale."""

import re
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from lean.flow_story import flows_of
from lean.project import Project
from tests.lean.projects import DAY, HOUR, SVG, drawings_in, make_flow, make_project, texts

pytestmark = pytest.mark.django_db


class Cells(HTMLParser):
    """The cells of every row of every table, without their extra white space."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.inside = True
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data.strip()


@pytest.fixture
def project() -> Project:
    project = make_project()
    make_flow(
        project,
        "for",
        {"name": "Søke <på> papir", "work_minutes": 40, "role": "Forelder", "waste": "feil"},
        {"waiting_minutes": 8 * DAY, "work_minutes": 10, "right_first_time": 80},
        {
            "waiting_minutes": DAY - 50,
            "waste": "venting",
            "role": "Et svært langt navn på en rolle",
        },
    )
    make_flow(
        project,
        "etter",
        {"work_minutes": 30, "right_first_time": 0},
        {"waiting_minutes": 3 * DAY - HOUR, "work_minutes": 30, "right_first_time": 100},
    )
    return project


def page(project: Project, lang: str = "en") -> str:
    with override(lang):
        return render_to_string("lean/_flows.html", {"flows": flows_of(project)})


def test_drawing_and_table_hold_the_same_values(project):
    html = page(project)

    tables = html.split("<details")[1:]
    drawings = drawings_in(html, "flow-drawing")
    assert len(tables) == len(drawings) == 2
    for table, drawing in zip(tables, drawings, strict=True):
        rows = Cells(table).rows[1:-1]
        groups = list(drawing.iter(f"{SVG}g"))
        assert len(rows) == len(groups)
        for number, (row, group) in enumerate(zip(rows, groups, strict=True), 1):
            name, waits, work, right, role, waste = row
            assert f"{number}. {' '.join(texts(group, 'flow-name'))}" == name
            drawn = texts(group, "flow-value")[len(texts(group, "flow-name")) :]
            assert drawn[:2] == [waits, work]
            told = [value for value in (right, role, waste) if value != "–"]
            assert " ".join(drawn[2:]) == " ".join(told)


def test_words_of_the_drawing_say_all_of_it(project):
    before, _after = drawings_in(page(project), "flow-drawing")

    words = "".join(before.find(f"{SVG}desc").itertext()).replace("\u00a0", " ")

    assert words == (
        "It takes 9 days in all: "
        "8 days, 23 hours and 10 minutes of waiting and 50 minutes of work. "
        "1. Søke <på> papir, waits 0 minutes, work 40 minutes, Forelder, waste: Faults and rework. "
        "2. Steg 2, waits 8 days, work 10 minutes, 80 % right the first time. "
        "3. Steg 3, waits 23 hours and 10 minutes, work 0 minutes, "
        "Et svært langt navn på en rolle, waste: Being made to wait."
    )


def test_drawing_is_named_by_its_title_and_its_words(project):
    html = page(project)

    for drawing in drawings_in(html, "flow-drawing"):
        assert drawing.get("role") == "img"
        named = drawing.get("aria-labelledby").split()
        ids = [part.get("id") for part in (drawing.find(f"{SVG}title"), drawing.find(f"{SVG}desc"))]
        assert named == ids
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 7


def test_both_maps_have_one_scale(project):
    story = flows_of(project)

    before, after = story.before.drawing, story.after.drawing

    assert [tick.x for tick in before.ticks] == [tick.x for tick in after.ticks]
    assert float(before.work.x[:-1]) + float(before.work.width[:-1]) == pytest.approx(100, abs=0.02)
    assert before.gone is None
    assert (after.gone.x, after.gone.width) == ("33.33%", "66.67%")


def test_bars_of_the_steps_follow_each_other_to_the_end(project):
    rows = flows_of(project).before.drawing.rows

    bars = [bar for row in rows for bar in (row.waiting, row.work) if bar]

    ends = [float(bar.x[:-1]) + float(bar.width[:-1]) for bar in bars]
    starts = [float(bar.x[:-1]) for bar in bars[1:]]
    assert ends[:-1] == pytest.approx(starts, abs=0.02)
    assert ends[-1] == pytest.approx(100, abs=0.02)


def test_axis_has_few_and_round_marks(project):
    with override("en"):
        ticks = flows_of(project).before.drawing.ticks

    assert [tick.label for tick in ticks] == ["0", "3\u00a0d", "6\u00a0d", "9\u00a0d"]


def test_no_style_is_written_in_the_page(project):
    html = page(project)

    assert "style=" not in html
    assert "<style" not in html


def test_longer_is_never_called_better():
    project = make_project()
    make_flow(project, "for", {"work_minutes": 10})
    make_flow(project, "etter", {"work_minutes": 20})

    html = page(project)

    assert "flow-better" not in html
    assert "10\u00a0minutes longer" in html
    assert "Time that is gone" not in html


def test_numbers_are_written_as_the_browser_reads_them(project):
    drawing = drawings_in(page(project, "nb"), "flow-drawing")[0]

    names = ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height")
    written = [part.get(name) for part in drawing.iter() for name in names if part.get(name)]
    assert [text for text in written if not re.fullmatch(r"\d+(\.\d+)?%?", text)] == []


def test_steps_without_time_are_drawn_without_bars():
    project = make_project()
    make_flow(project, "for", {}, {})

    drawing = flows_of(project).before.drawing

    assert (drawing.waiting, drawing.work, drawing.gone, drawing.ticks) == (None, None, None, [])
    assert len(drawings_in(page(project), "flow-drawing")) == 1


def test_project_without_maps_draws_nothing():
    assert page(make_project()).strip() == ""
