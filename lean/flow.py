"""The value stream of a project, before and after: steps, and what they add up to."""

from dataclasses import dataclass
from datetime import timedelta
from math import prod
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lean.principles import Waste
from lean.project import Project


class Flow(models.Model):
    class Kind(models.TextChoices):
        BEFORE = "for", _("Before")
        AFTER = "etter", _("After")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="flows")
    kind = models.CharField(_("before or after"), max_length=5, choices=Kind.choices)
    drawn_on = models.DateField(_("drawn"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    # The last day that the steps of a map before were changed after the start of its project.
    changed_on = models.DateField(null=True, blank=True, editable=False)
    # Counts the changes of the whole map: two colleagues never overwrite each other.
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("flowchart")
        verbose_name_plural = _("flowcharts")
        ordering = ["-kind"]  # «for» before «etter»
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind"], name="a_project_has_one_flow_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.get_kind_display()}"

    @property
    def is_locked(self) -> bool:
        """What an ended project says it has won is counted from its map before."""
        return self.kind == self.Kind.BEFORE and self.project.has_ended


class Step(models.Model):
    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("step"), max_length=80)
    role = models.CharField(_("role"), max_length=80, blank=True)
    work_minutes = models.PositiveIntegerField(_("work time in minutes"), default=0)
    waiting_minutes = models.PositiveIntegerField(
        _("waiting time before it, in minutes"), default=0
    )
    right_first_time = models.PositiveSmallIntegerField(
        _("per cent right the first time"), null=True, blank=True
    )
    waste = models.CharField(_("waste"), max_length=14, choices=Waste.choices, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["position", "pk"]
        default_permissions = ()
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(work_minutes__gte=0, waiting_minutes__gte=0),
                name="a_step_takes_no_negative_time",
                violation_error_message=_("Time cannot be less than nothing."),
            ),
            models.CheckConstraint(
                condition=models.Q(right_first_time=None)
                | models.Q(right_first_time__gte=0, right_first_time__lte=100),
                name="at_most_all_of_it_is_right_the_first_time",
                violation_error_message=_("Write a number from 0 to 100."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def work(self) -> timedelta:
        return timedelta(minutes=self.work_minutes)

    @property
    def waiting(self) -> timedelta:
        return timedelta(minutes=self.waiting_minutes)


@dataclass(frozen=True, kw_only=True)
class FlowTotals:
    """What the steps of one flow add up to."""

    steps: int
    work: timedelta
    waiting: timedelta
    yield_share: float | None  # 0 to 1; None where a step has no share

    @property
    def lead(self) -> timedelta:
        return self.work + self.waiting

    @property
    def efficiency(self) -> float | None:
        """The part of the lead time in which something is done, 0 to 1."""
        return self.work / self.lead if self.lead else None


def totals(steps: list[Step]) -> FlowTotals:
    shares = [step.right_first_time for step in steps]
    return FlowTotals(
        steps=len(steps),
        work=sum((step.work for step in steps), timedelta()),
        waiting=sum((step.waiting for step in steps), timedelta()),
        yield_share=prod(share / 100 for share in shares if share is not None)
        if steps and None not in shares
        else None,
    )
