"""The totals of the portfolio are the sums of their parts, whatever the parts are."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from lean.gain import FollowUp, Gain
from lean.project import Project
from municipality.models import Department
from tests.factories import make_department

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DAY = date(2026, 1, 1)
KINDS = ["spart_tid", "unngatt", "kvalitet"]
STATES: dict[str, dict[str, Any]] = {
    "public": {"published_at": NOW - timedelta(hours=1)},
    "stopped": {
        "published_at": NOW - timedelta(hours=1),
        "status": "stanset",
        "stopped_because": "Nei.",
    },
    "draft": {"published_at": None},
    "scheduled": {"published_at": NOW + timedelta(days=1)},
    "withdrawn": {
        "published_at": NOW - timedelta(hours=1),
        "withdrawn_at": NOW,
        "withdrawn_reason": "Feil.",
    },
}
PUBLIC = ("public", "stopped")


class Made(NamedTuple):
    state: str
    department: int
    kind: str
    expected: Decimal
    realised: list[Decimal | None]  # after 3, 6 and 12 months


amounts = some.decimals(min_value=0, max_value=10**9, places=2)
made = some.builds(
    Made,
    state=some.sampled_from(list(STATES)),
    department=some.integers(0, 2),
    kind=some.sampled_from(KINDS),
    expected=some.decimals(min_value=Decimal("0.01"), max_value=10**9, places=2),
    realised=some.lists(some.none() | amounts, min_size=3, max_size=3),
)


def put(rows: list[Made]) -> list[Department]:
    departments = [make_department() for _ in range(3)]
    projects = Project.objects.bulk_create(
        Project(
            title=f"Sak {at}",
            slug=f"sak-{at}",
            summary="Kort.",
            department=departments[row.department],
            **STATES[row.state],
        )
        for at, row in enumerate(rows)
    )
    gains = Gain.objects.bulk_create(
        Gain(
            project=project,
            kind=row.kind,
            what="Noe",
            owner_role="Leder",
            scale="poeng" if row.kind == "kvalitet" else "",
            expected_value=row.expected,
            expected_on=DAY,
            starts_on=DAY,
        )
        for project, row in zip(projects, rows, strict=True)
    )
    FollowUp.objects.bulk_create(
        FollowUp(
            gain=gain, months=months, measured_on=gain.day_after(months), value=value, because="."
        )
        for gain, row in zip(gains, rows, strict=True)
        for months, value in zip((3, 6, 12), row.realised, strict=True)
        if value is not None
    )
    return departments


def number_in(cell: str) -> Decimal:
    text = re.sub(r"<[^>]*>|\s", "", cell).replace("\xa0", "").replace(",", ".")
    return Decimal(text) if text != "–" else Decimal(0)


def tables(page: str) -> dict[str, dict[str, list[Decimal]]]:
    """{kind: {row: [gains, followed up, expected, realised]}} as the page shows it."""
    found: dict[str, dict[str, list[Decimal]]] = {}
    for kind, section in re.findall(
        r'<section aria-labelledby="kind-(\w+)">(.*?)</section>', page, re.DOTALL
    ):
        rows = re.findall(r"<tr>(.*?)</tr>", section, re.DOTALL)[1:]
        found[kind] = {
            re.sub(r"<[^>]*>", "", re.findall(r"<th.*?</th>", row, re.DOTALL)[0]).strip(): [
                number_in(cell) for cell in re.findall(r"<td>(.*?)</td>", row, re.DOTALL)
            ]
            for row in rows
        }
    return found


def summed(rows: list[Made], kind: str) -> list[Decimal]:
    """What the page ought to say, reckoned by itself."""
    public = [row for row in rows if row.state in PUBLIC and row.kind == kind]
    last = [[value for value in row.realised if value is not None][-1:] for row in public]
    counted = [Decimal(len(public)), Decimal(len([one for one in last if one]))]
    if kind == "kvalitet":
        return counted
    expected = sum((row.expected for row in public), Decimal(0))
    return [*counted, expected, sum((one[0] for one in last if one), Decimal(0))]


@settings(
    max_examples=20,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=some.lists(made, max_size=12))
def test_totals_on_the_page_equal_the_sum_of_their_parts(rows):
    with transaction.atomic():
        departments = put(rows)

        shown = tables(Client().get("/lean/gevinster/").text)

        transaction.set_rollback(True)
    for kind in KINDS:
        whole = summed(rows, kind)
        if not whole[0]:
            assert kind not in shown
            continue
        parts = {name: row for name, row in shown[kind].items() if name != "I alt"}
        by_department = {
            department.name: summed([row for row in rows if row.department == at], kind)
            for at, department in enumerate(departments)
        }
        assert shown[kind]["I alt"] == whole
        assert parts == {name: row for name, row in by_department.items() if row[0]}
        assert [sum(column) for column in zip(*parts.values(), strict=True)] == whole
