"""The portfolio of gains in public."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from lean.gain import Gain
from lean.gain_chart import WIDEST, chart_of
from lean.gain_totals import totals
from lean.project import Project
from tests.factories import make_department, make_project
from tests.lean.projects import drawings_in, make_follow_up, make_gain, texts

pytestmark = pytest.mark.django_db

PAGE = "/lean/gevinster/"


def test_expected_and_realised_stand_beside_each_other_and_are_never_added(client):
    project = make_project()
    make_follow_up(make_gain(project, expected_value=100), 81)
    make_gain(project, expected_value=20)

    (time,) = totals()
    page = client.get(PAGE).text

    assert (time.whole.expected, time.whole.realised) == (120, 81)
    assert (time.whole.gains, time.whole.followed_up) == (2, 1)
    assert "201" not in page


def test_newest_follow_up_is_what_is_realised(client):
    gain = make_gain(make_project(), expected_value=100)
    make_follow_up(gain, 90, months=6)
    make_follow_up(gain, 80, months=3)

    (time,) = totals()

    assert time.whole.realised == 90


def test_hours_and_kroner_and_quality_stand_apart(client):
    project = make_project()
    make_gain(project, expected_value=7)
    make_gain(project, kind="unngatt", expected_value=5000)
    make_gain(project, kind="kvalitet", scale="poeng av 5", expected_value=4)
    make_gain(project, kind="kvalitet", expected_words="Alle får svar")

    found = totals()
    page = client.get(PAGE).text

    assert [(one.kind, one.whole.gains) for one in found] == [
        ("spart_tid", 1),
        ("unngatt", 1),
        ("kvalitet", 2),
    ]
    assert [chart_of(one) is None for one in found] == [False, False, True]
    assert [word for word in ("Alle får svar", "5\xa0000", "poeng av 5") if word not in page] == []
    assert "5\xa0007" not in page


def test_what_is_not_followed_up_is_no_nought(client):
    make_gain(make_project())

    (drawing,) = drawings_in(client.get(PAGE).text, "gain-chart")

    assert texts(drawing, "gain-number") == ["10", "–"]


def test_cents_are_not_rounded_away(client):
    for value in ("0.01", "0.02"):
        make_gain(make_project(), expected_value=Decimal(value))

    page = client.get(PAGE).text

    assert all(f"<td>{text}</td>" in page for text in ("0,01", "0,02", "0,03"))


def test_widest_bar_leaves_room_for_its_number():
    project = make_project()
    make_gain(project, expected_value=50)
    make_follow_up(make_gain(make_project(), expected_value=50), 100, because="Flere ble med.")

    (time,) = totals()
    chart = chart_of(time)

    assert chart
    widths = sorted(float(bar.width.rstrip("%")) for row in chart.rows for bar in row.bars)
    assert widths == [0, WIDEST / 2, WIDEST / 2, WIDEST]


def test_nothing_unpublished_is_counted_or_named(client):
    soon = timezone.now() + timedelta(days=1)
    hidden = [
        make_project(title="Hemmelig", published_at=None),
        make_project(title="Hemmelig plan", published_at=soon),
        make_project(title="Hemmelig feil", withdrawn_at=timezone.now(), withdrawn_reason="Nei."),
    ]
    for project in hidden:
        make_follow_up(make_gain(project, what="Hemmelig gevinst"))

    page = client.get(PAGE)

    assert (page.context["kinds"], page.context["gains"]) == ([], [])
    assert "Hemmelig" not in page.text
    assert "Ingen offentlige prosjekter har skrevet ned en gevinst ennå" in page.text


def test_gains_are_paged(client):
    project = make_project()
    for _ in range(21):
        make_gain(project)

    assert len(client.get(f"{PAGE}?side=2").context["gains"]) == 1
    assert client.get(f"{PAGE}?side=3").status_code == 404


def make_many(number: int) -> None:
    department = make_department()
    facts: dict[str, Any] = {"department": department, "published_at": timezone.now()}
    projects = Project.objects.bulk_create(
        Project(title=f"Sak {n}", slug=f"sak-{n}", summary="Kort.", **facts) for n in range(number)
    )
    today = timezone.localdate()
    gains = Gain.objects.bulk_create(
        Gain(project=row, kind="spart_tid", what="Noe", owner_role="Leder", expected_value=1)
        for row in projects
    )
    Gain.follow_ups.rel.related_model.objects.bulk_create(
        Gain.follow_ups.rel.related_model(gain=row, months=3, measured_on=today, value=1)
        for row in gains
    )


@pytest.mark.parametrize("number", [5, 500])
def test_portfolio_takes_as_many_queries_for_many(client, django_assert_num_queries, number):
    make_many(number)
    client.get(PAGE)

    with django_assert_num_queries(8):
        page = client.get(PAGE)

    assert page.context["kinds"][0][0].whole.realised == number
