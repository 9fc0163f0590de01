"""How far projects have come with the five principles: counted in one query, said in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from lean.checklist import CheckItem
from lean.principles import Principle
from lean.project import Project
from municipality.models import Department

State = CheckItem.State
Counts = dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Of one principle, in one project or one department."""

    principle: Principle
    done: int
    begun: int
    total: int  # without what is not relevant
    asked: int  # with it

    @property
    def state(self) -> str:
        if self.total and self.done == self.total:
            return State.DONE
        if self.asked and not self.total:
            return State.NOT_RELEVANT
        return State.BEGUN if self.done or self.begun else State.NOT_BEGUN

    @property
    def label(self) -> str:
        return str(State(self.state).label)

    @property
    def share(self) -> int:
        """Whole per cent, for a bar."""
        return round(100 * self.done / self.total) if self.total else 0


COUNTED = {
    "done": Count("pk", filter=Q(state=State.DONE)),
    "begun": Count("pk", filter=Q(state=State.BEGUN)),
    "total": Count("pk", filter=~Q(state=State.NOT_RELEVANT)),
    "asked": Count("pk"),
}


def progress_of(project: Project) -> list[Progress]:
    """One row for each principle."""
    items: Any = CheckItem.objects.filter(project=project).order_by()
    return rows(items.values("principle").annotate(**COUNTED))


def rows(counted: Iterable[Any]) -> list[Progress]:
    found = {row["principle"]: row for row in counted}
    nothing: Counts = dict.fromkeys(COUNTED, 0)
    return [
        Progress(
            principle=principle,
            **{name: found.get(principle.value, nothing)[name] for name in nothing},
        )
        for principle in Principle
    ]


def grid() -> list[tuple[Department, list[Progress]]]:
    """Departments by principles, of the projects that the public sees. Two queries."""
    public = Project.objects.published()
    items: Any = CheckItem.objects.filter(project__in=public).order_by()
    counted = list(items.values("project__department", "principle").annotate(**COUNTED))
    return [
        (
            department,
            rows(row for row in counted if row["project__department"] == department.pk),
        )
        for department in Department.objects.all()
    ]
