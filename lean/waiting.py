from datetime import date, datetime, time
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lean.gain import Gain
from lean.project import Project
from lean.suggestion import Suggestion
from municipality.models import User
from publishing.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """The suggestions, projects and gains that are with the user."""
    return suggestions(user) + projects(user) + gains(user)


def suggestions(user: User) -> list[Waiting]:
    """Those opened again, those without an answer in time, and those that their project has left
    behind."""
    if not user.has_perm("lean.change_suggestion"):
        return []
    mine = Suggestion.objects.for_staff(user).order_by("pk")
    mine = mine.select_related("contribution", "project")
    again = _("«%(title)s» is not solved, says the one who suggested it.")
    late = _("«%(title)s» has waited too long for an answer.")
    outlived = _("The project of «%(title)s» has ended, and the suggestion has no end yet.")
    reopened = [waits(row, again) for row in mine.reopened()]
    others = mine.overdue() | mine.outlived()
    return reopened + [
        waits(row, outlived if row.project and row.project.has_ended else late) for row in others
    ]


def waits(row: Suggestion, sentence: str) -> Waiting:
    return Waiting(
        text=sentence % {"title": row},
        url=reverse("admin:lean_suggestion_change", args=[row.pk]),
        since=row.contribution.created_at,
    )


def projects(user: User) -> list[Waiting]:
    """Those that nobody has measured again, and those that stand still; each of them once."""
    mine = Project.objects.for_staff(user).filter(withdrawn_at=None)
    unmeasured = mine.unmeasured().annotate(since=Max("changes__made_on")).order_by("since", "pk")
    measure = _("«%(title)s» is not measured again yet.")
    still = _("Nothing has happened with «%(title)s» for a long time.")
    first = {row.pk: stands(row, measure, "lean_project_measures") for row in unmeasured}
    stale = [row for row in mine.stale() if row.pk not in first]
    return [*first.values(), *(stands(row, still, "lean_project_change") for row in stale)]


def stands(row: Any, sentence: str, page: str) -> Waiting:
    return Waiting(
        text=sentence % {"title": row},
        url=reverse(f"admin:{page}", args=[row.pk]),
        since=morning(row.since),
    )


def gains(user: User) -> list[Waiting]:
    """Those that are to be followed up, 3, 6 or 12 months after they began."""
    mine = Project.objects.for_staff(user)
    sentence = _("«%(title)s»: the gain is to be followed up after %(months)d months.")
    return [
        Waiting(
            text=sentence % {"title": gain, "months": months},
            url=reverse("admin:lean_project_gain", args=[gain.project_id, gain.pk]),
            since=morning(gain.day_after(months)),
        )
        for gain in Gain.objects.under_way().filter(project__in=mine).due()
        if (months := gain.due_months)
    ]


def morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
