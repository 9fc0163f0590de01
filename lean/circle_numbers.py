"""What has come out of it all, in a few numbers for the front page and for /lean/."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q, Sum

from dialogue.contribution import Contribution
from lean.flow import Flow, Step
from lean.project import Project
from lean.suggestion import Suggestion

Status = Project.Status


@dataclass(frozen=True, kw_only=True)
class CircleNumbers:
    suggestions: int
    answered: int
    under_way: int
    carried_out: int
    lead_time_gone: timedelta  # of projects that are carried out; less than nothing when worse


def circle_numbers() -> CircleNumbers:
    """Three queries, whatever there is."""
    answered = Q(answer__state=Contribution.State.PUBLISHED)
    said = Suggestion.objects.published().aggregate(
        suggestions=Count("pk"), answered=Count("pk", filter=answered)
    )
    projects = Project.objects.published().aggregate(
        under_way=Count("pk", filter=Q(status__in=[Status.ONGOING, Status.MEASURING])),
        carried_out=Count("pk", filter=Q(status=Status.DONE)),
    )
    return CircleNumbers(**said, **projects, lead_time_gone=lead_time_gone())


def lead_time_gone() -> timedelta:
    """Before minus after, of the carried out projects that have drawn both."""
    done = Project.objects.published().filter(status=Status.DONE)
    minutes: dict[int, dict[str, int]] = {}
    steps = Step.objects.filter(flow__project__in=done).order_by()
    for row in steps.values("flow__project", "flow__kind").annotate(
        minutes=Sum(F("work_minutes") + F("waiting_minutes"))
    ):
        minutes.setdefault(row["flow__project"], {})[row["flow__kind"]] = row["minutes"]
    both = [kinds for kinds in minutes.values() if len(kinds) == len(Flow.Kind)]
    gone = sum(kinds[Flow.Kind.BEFORE] - kinds[Flow.Kind.AFTER] for kinds in both)
    return timedelta(minutes=gone)
