"""What the gains of many projects add up to: each kind by itself, expected and realised apart.

Nothing is rounded, neither here nor on the page: what is shown of the departments adds up to what
is shown of them all. Quality is counted, for the points of two scales are nothing together.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery

from lean.gain import FollowUp, Gain
from lean.numbers import number
from lean.project import Project
from municipality.models import Department

Kind = Gain.Kind


@dataclass
class Total:
    """Of one kind, in one department or in all."""

    gains: int = 0
    followed_up: int = 0
    expected: Decimal = Decimal(0)
    realised: Decimal = Decimal(0)

    def add(self, expected: Decimal | None, realised: Decimal | None, months: int | None) -> None:
        self.gains += 1
        self.followed_up += months is not None
        self.expected += expected or 0
        self.realised += realised or 0

    @property
    def expected_said(self) -> str:
        return number(self.expected)

    @property
    def realised_said(self) -> str:
        """A nought is measured; what nobody has followed up is not a nought."""
        return number(self.realised) if self.followed_up else "–"


@dataclass
class KindTotals:
    """One kind: its departments, in their order, and all of them."""

    kind: Gain.Kind
    whole: Total = field(default_factory=Total)
    departments: list[tuple[Department, Total]] = field(default_factory=list)

    @property
    def unit(self) -> str:
        return str(Gain.UNITS.get(self.kind, ""))

    @property
    def is_summed(self) -> bool:
        return self.kind in Gain.UNITS


def counted_gains() -> Any:
    """(kind, department, expected, realised, months) of every public gain. What is realised is what
    the newest follow-up says."""
    newest: Any = FollowUp.objects.filter(gain=OuterRef("pk")).order_by("-months")
    rows: Any = Gain.objects.filter(project__in=Project.objects.published()).order_by()
    return rows.annotate(
        realised=Subquery(newest.values("value")[:1]), months=Subquery(newest.values("months")[:1])
    ).values_list("kind", "project__department", "expected_value", "realised", "months")


def totals() -> list[KindTotals]:
    """Two queries, whatever there is. Kinds and departments without a gain are left out."""
    return added_up(counted_gains(), Department.objects.all())


def added_up(rows: Iterable[Any], departments: Iterable[Department]) -> list[KindTotals]:
    wholes = {kind.value: Total() for kind in Kind}
    parts: dict[tuple[str, int], Total] = {}
    for kind, department, expected, realised, months in rows:
        part = parts.setdefault((kind, department), Total())
        for total in (wholes[kind], part):
            total.add(expected, realised, months)
    order = list(departments)
    return [
        KindTotals(
            kind, wholes[kind], [(d, parts[kind, d.pk]) for d in order if (kind, d.pk) in parts]
        )
        for kind in Kind
        if wholes[kind].gains
    ]
