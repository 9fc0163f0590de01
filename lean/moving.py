"""The verb of the board: a project moves to another column, or is refused with the reason."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from lean.limits import refusal
from lean.project import Project

Status = Project.Status

# Where a column asks for a reason, and the field that keeps it.
BECAUSE: dict[str, str] = {
    Status.DONE: "not_measured_because",
    Status.STOPPED: "stopped_because",
}


class Overtaken(Exception):
    """Somebody has moved it since this person looked: nothing is overwritten."""


def mark(status: str, change: int | None) -> str:
    """What a card says of the last move, and sends back with the next one."""
    return f"{status} {change or 0}"


@transaction.atomic
def move(project: Project, *, by: Any, status: str, seen: str, because: str = "") -> bool:
    """Put it in another column. Returns False where it stands there already.

    Raises Overtaken when it is no longer as `seen`, a mark(); ValidationError, {field: sentence},
    when the column is full (`status`) or wants a reason first (a field of BECAUSE).
    """
    row = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if seen != mark(row.status, row.changes.aggregate(newest=Max("pk"))["newest"]):
        raise Overtaken
    if row.status == status:
        return False
    row.status = Status(status)
    if full := refusal(row):
        raise ValidationError({"status": full})
    give_reason(row, because)
    row._history_user = by  # type: ignore[attr-defined]
    row.save()
    return True


def give_reason(row: Project, because: str) -> None:
    """What it was stopped for once is no reason for stopping it again."""
    field = BECAUSE.get(row.status, "")
    if field and (because or row.status == Status.STOPPED):
        setattr(row, field, because)
    for sentence in row.lacking().values():
        raise ValidationError({field: sentence})
