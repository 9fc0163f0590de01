"""The A3 sheet: what is on it, what is cut, and who may see it. Its one page of paper is tested in
a browser."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lean.project import Project
from lean.sheet import ROOMS, cut, sheet_of
from tests.factories import make_project, make_user
from tests.lean.projects import (
    DAY,
    begin,
    client_of,
    drawings_in,
    make_flow,
    make_follow_up,
    make_gain,
    make_indicator,
    make_leader,
    make_reading,
    make_round,
)

pytestmark = pytest.mark.django_db

LIST = "/lean/prosjekter/"


def sheet(project: Project) -> str:
    return f"{LIST}{project.slug}/a3/"


def fill(project: Project, *, number: int = 1, text: str = "Kort") -> Project:
    """One or many of everything that stands on the sheet."""
    project.problem = project.root_cause = project.learned = f"<p>{text}</p>"
    project.for_whom = text[:600]
    project.save()
    indicators = [make_indicator(project, name=text[:120], target=1) for _ in range(number)]
    for kind in ("for", "etter"):
        step = {"name": text[:80], "waiting_minutes": DAY, "work_minutes": 5}
        make_flow(project, kind, *[step] * number)
    begin(project)
    for at in range(number):
        project.countermeasures.create(what=text[:200], who=text[:80], due_on=date(2026, 4, 1))
        make_follow_up(make_gain(project, what=text[:200]))
        make_round(project, planned=text[:400])
        make_reading(indicators[at], 3)
        if at < 5:
            project.whys.create(position=at + 1, question=text[:160], answer=text[:240])
    return project


def test_sheet_has_all_blocks_from_the_data(client):
    project = make_project(title="Tom hylle", supervisor=None)
    fill(project, text="Hylla var tom")

    page = client.get(sheet(project)).text

    assert page.count("Hylla var tom") == 14
    words = ["Tom hylle", project.department.name, "9\xa0dager", "10\xa0timer per år", "Runde 1"]
    assert [word for word in words if word not in page] == []
    assert len(drawings_in(page, "sheet-strip")) == 2
    assert len(drawings_in(page, "sheet-chart")) == 1
    assert "Mer på prosjektsiden" not in page


def test_sheet_says_which_day_it_is_of_whenever_the_words_were_changed(client, time_machine):
    project = make_project()
    time_machine.move_to("2027-03-01 11:00Z")

    assert "<span>Per 1. mars 2027</span>" in client.get(sheet(project)).text


def test_empty_project_has_a_sheet_that_says_what_is_missing(client):
    page = client.get(sheet(make_project(summary="Vi venter lenge."))).text

    words = ["Vi venter lenge.", "Ikke tegnet ennå.", "Ikke noe mål er satt ennå."]
    words += ["Ingen har spurt hvorfor ennå.", "Ingenting er bestemt ennå.", "Ikke målt ennå."]
    words += ["Ingen gevinst er skrevet ned ennå.", "Ingen runde er planlagt ennå."]
    assert [word for word in words if word not in page] == []


def test_what_there_is_no_room_for_stands_on_the_page_of_the_project(client):
    project = fill(make_project(), number=9, text="Hylla var tom på torsdag kveld. " * 30)

    page = client.get(sheet(project)).text

    found = sheet_of(project)
    assert len(page) < 40_000
    assert [len(found.countermeasures.rows), len(found.gains.rows)] == [5, 3]
    assert page.count(f'<a href="{project.get_absolute_url()}">Mer på prosjektsiden</a>') == 9
    assert found.room is ROOMS[-1]


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("Kort", 10, "Kort"),
        ("En  to\ntre", 10, "En to tre"),
        ("En to tre fire", 10, "En to …"),
        ("En to, tre", 9, "En to …"),
        ("x" * 20, 10, "x" * 9 + " …"),
    ],
)
def test_text_is_cut_at_a_word(text, most, kept):
    assert cut(text, most).text == kept
    assert cut(text, most).is_cut == kept.endswith("…")


def test_little_text_gets_the_largest_letters():
    assert sheet_of(fill(make_project())).room is ROOMS[0]


def test_number_about_few_persons_is_not_on_the_sheet(client):
    project = make_project()
    indicator = make_indicator(project, baseline_value="77.25", baseline_people=4, target=1)
    begin(project)
    make_reading(indicator, "66.25", people=3)

    page = client.get(sheet(project)).text

    assert "færre enn 5" in page
    assert [word for word in ("77,25", "66,25") if word in page] == []


def test_sheet_answers_as_its_project_does(client):
    soon = timezone.now() + timedelta(days=1)
    moved = make_project(slug="gammel")
    moved.slug = "ny"
    moved.save()
    withdrawn = make_project(withdrawn_at=timezone.now(), withdrawn_reason="Tallene var feil.")

    answers = [client.get(sheet(make_project(published_at=soon))), client.get(sheet(withdrawn))]
    old = client.get(f"{LIST}gammel/a3/")

    assert [page.status_code for page in answers] == [404, 410]
    assert "Tallene var feil." in answers[1].text
    assert (old.status_code, old["Location"]) == (301, f"{LIST}ny/a3/")
    assert client.get(f"{LIST}finnes-ikke/a3/").status_code == 404


def test_page_of_the_project_is_the_one_to_link_to(client, settings):
    settings.SITE_URL = "https://www.oya.example"
    project = make_project()

    page = client.get(sheet(project)).text

    address = f"{settings.SITE_URL}{project.get_absolute_url()}"
    assert f'<link rel="canonical" href="{address}">' in page


def test_draft_has_a_sheet_for_those_who_may_edit_it(client):
    draft = make_project(title="Uferdig sak", published_at=None)
    address = f"{draft.get_absolute_url()}a3/"

    own = client_of(make_leader(draft)).get(address)
    others = [client_of(make_leader(make_project())), client_of(make_user(role="Skribent")), client]

    assert (own.status_code, "Uferdig sak" in own.text) == (200, True)
    assert "no-store" in own["Cache-Control"]
    assert [other.get(address).status_code for other in others] == [404, 403, 403]


@pytest.mark.parametrize("number", [1, 9])
def test_sheet_takes_as_many_queries_for_many_parts(
    client: Any, django_assert_num_queries: Any, number: int
):
    project = fill(make_project(), number=number)
    client.get(sheet(project))

    with django_assert_num_queries(13):
        client.get(sheet(project))
