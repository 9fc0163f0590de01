"""The board: projects in columns by status, and effort against effect. Three queries, however many
projects there are; what does not fit is counted."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Case, Count, F, Min, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lean.limits import ColumnLimit
from lean.moving import mark
from lean.project import STALE, Project, StatusChange, last
from municipality.models import Department

Status = Project.Status

IN_A_COLUMN, IN_A_QUARTER = 20, 10
# The way of a project; one that is stopped has left it.
WAY = [Status.IDEA, Status.PLANNED, Status.ONGOING, Status.MEASURING, Status.DONE]
COLUMNS = [*WAY, Status.STOPPED]
ENDED = (Status.DONE, Status.STOPPED)
HEAVY = ("problem", "root_cause", "learned", "for_whom")  # what no card shows
SMALL = 3  # at most, of five


@dataclass(frozen=True)
class Card:
    project: Any  # as `cards` has read it
    may_move: bool = False

    @property
    def key(self) -> str:
        return str(self.project.pk)

    @property
    def mark(self) -> str:
        return mark(self.project.status, self.project.change)

    @property
    def age(self) -> str:
        days = days_since(self.project.began)
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}

    @property
    def moved(self) -> str:
        days = days_since(self.project.moved)
        if days < 2:
            return gettext("yesterday") if days else gettext("today")
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}

    @property
    def is_stale(self) -> bool:
        since = self.project.since
        is_begun = self.project.status in (Status.PLANNED, Status.ONGOING, Status.MEASURING)
        return is_begun and timezone.localdate() - since > STALE

    @property
    def forward(self) -> Status | None:
        """The next column on the way. What is stopped is taken up again by a plan."""
        if self.project.status == Status.STOPPED:
            return Status.PLANNED
        after = WAY[WAY.index(self.project.status) + 1 :]
        return after[0] if after else None

    @property
    def back(self) -> Status | None:
        at = WAY.index(self.project.status) if self.project.status in WAY else 0
        return WAY[at - 1] if at else None

    @property
    def others(self) -> list[Status]:
        near = (self.project.status, self.forward, self.back)
        return [status for status in COLUMNS if status not in near]


def days_since(day: date | None) -> int:
    """What is dated in days to come began today."""
    return max(0, (timezone.localdate() - day).days) if day else 0


@dataclass(frozen=True, kw_only=True)
class Column:
    status: Status
    cards: list[Card]
    total: int
    limit: ColumnLimit | None
    counted: int  # against the limit: on the staff's board also what this colleague may not open

    @property
    def rest(self) -> int:
        return self.total - len(self.cards)

    @property
    def load(self) -> str:
        """In words, when the limit is reached."""
        if self.limit and self.limit.hard and self.counted >= self.limit.hard:
            return gettext("Full: finish something first")
        if self.limit and self.limit.soft and self.counted > self.limit.soft:
            return gettext("More than is recommended")
        return ""


@dataclass(frozen=True, kw_only=True)
class Quarter:
    """One of the four fields of effort against effect."""

    title: Any
    says: Any
    projects: list[Any]

    @property
    def rest(self) -> int:
        return self.projects[0].total - len(self.projects) if self.projects else 0


# Read from above: the large effects first. (large effect, large effort): title, what it says
QUARTERS: dict[tuple[bool, bool], tuple[Any, Any]] = {
    (True, False): (_("Do it first"), _("Large effect, small effort")),
    (True, True): (_("Plan it well"), _("Large effect, large effort")),
    (False, False): (_("Do it when there is time"), _("Small effect, small effort")),
    (False, True): (_("Think again"), _("Small effect, large effort")),
}


@dataclass(frozen=True)
class Board:
    department: Department | None
    columns: list[Column]
    quarters: list[Quarter]

    @property
    def path(self) -> str:
        """The public board of the same department."""
        path = reverse("lean:board")
        return f"{path}?avdeling={self.department.slug}" if self.department else path

    @cached_property
    def unplaced(self) -> int:
        """How many of those that are not ended nobody has placed by effort and effect."""
        open_ones = sum(column.total for column in self.columns if column.status not in ENDED)
        return open_ones - sum(len(it.projects) + it.rest for it in self.quarters)


def board_of(
    rows: Any,
    *,
    department: Department | None = None,
    may_move: Any = frozenset(),
    counted: dict[str, int] | None = None,
) -> Board:
    """Put projects on a board. `may_move` are the keys of those that get buttons."""
    if department:
        rows = rows.filter(department=department)
    limits = ColumnLimit.objects.select_related("department").of_board(department)
    shown: dict[str, list[Any]] = {status: [] for status in COLUMNS}
    for project in cards(rows):
        shown[project.status].append(project)
    columns = [
        column(status, shown[status], limits.get(status), counted, may_move) for status in COLUMNS
    ]
    return Board(department, columns, quarters(rows))


def column(
    status: Status,
    projects: list[Any],
    limit: ColumnLimit | None,
    counted: dict[str, int] | None,
    may_move: Any,
) -> Column:
    total = projects[0].total if projects else 0
    return Column(
        status=status,
        cards=[Card(project, project.pk in may_move) for project in projects],
        total=total,
        limit=limit,
        counted=total if counted is None else counted.get(status, 0),
    )


def cards(rows: Any) -> list[Any]:
    """The first of each column. What has stood longest comes first; of what has ended, the last."""
    newest = StatusChange.objects.filter(project=OuterRef("pk")).order_by("-made_on", "-pk")
    stands = Case(
        When(status__in=ENDED, then=None), default=F("moved"), output_field=models.DateField()
    )
    order = (stands.asc(), F("moved").desc(), F("pk").asc())
    rows = rows.annotate(moved=Subquery(newest.values("made_on")[:1]))
    ranked = first_of_each(rows, F("status"), order, IN_A_COLUMN)
    return with_facts(dict(ranked.values_list("pk", "total")))


def with_facts(totals: dict[int, int]) -> list[Any]:
    """These projects, with all that a card says: only what is shown is asked for it."""
    rows: Any = Project.objects.filter(pk__in=totals).alive_since()
    rows = rows.select_related("department").defer(*HEAVY)
    found = rows.annotate(
        began=last("changes__made_on", Min),
        moved=last("changes__made_on"),
        change=last("changes__pk"),
    ).in_bulk()
    for pk, total in totals.items():
        found[pk].total = total
    return [found[pk] for pk in totals]


def quarters(rows: Any) -> list[Quarter]:
    placed = rows.exclude(status__in=ENDED).filter(effort__isnull=False, effect__isnull=False)
    large = {name: Q(**{f"{name}__gt": SMALL}) for name in ("effect", "effort")}
    conditions = {
        key: (large["effect"] if key[0] else ~large["effect"])
        & (large["effort"] if key[1] else ~large["effort"])
        for key in QUARTERS
    }
    number = Case(*(When(it, then=Value(n)) for n, it in enumerate(conditions.values())))
    order = (F("effect").desc(), F("effort").asc(), F("pk").asc())
    found = list(
        first_of_each(placed.annotate(quarter=number), F("quarter"), order, IN_A_QUARTER).defer(
            *HEAVY
        )
    )
    return [
        Quarter(title=title, says=says, projects=[row for row in found if row.quarter == n])
        for n, (title, says) in enumerate(QUARTERS.values())
    ]


def first_of_each(rows: Any, group: Any, order: Any, most: int) -> Any:
    """The first rows of each group by this order, each with the `total` of its group."""
    ranked = rows.annotate(
        total=Window(Count("pk"), partition_by=[group]),
        place=Window(RowNumber(), partition_by=[group], order_by=order),
    )
    return (
        ranked.filter(place__lte=most).order_by("place").select_related("department").defer(*HEAVY)
    )
