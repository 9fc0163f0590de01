"""Rounds of improvement: planned, done, checked, corrected; each step after the one before it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lean.project import Project


def told_on_a_day(step: str) -> models.CheckConstraint:
    """What was done has a day, and a day says what was done."""
    return models.CheckConstraint(
        condition=Q(**{step: "", f"{step}_on": None})
        | (~Q(**{step: ""}) & Q(**{f"{step}_on__isnull": False})),
        name=f"what_is_{step}_has_a_day",
        violation_error_message=_("Write both what was done, and the day."),
    )


def comes_after(step: str, before: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{step: ""})
        | (~Q(**{before: ""}) & Q(**{f"{step}_on__gte": F(f"{before}_on")})),
        name=f"what_is_{step}_was_{before}_before",
        violation_error_message=_("The steps of a round follow each other, and so do their days."),
    )


class Round(models.Model):
    STEPS: ClassVar[tuple[str, ...]] = ("planned", "done", "checked", "corrected")
    NAMES: ClassVar[tuple[Any, ...]] = (_("Plan"), _("Do"), _("Check"), _("Correct"))

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("number"))
    planned = models.TextField(_("plan"), max_length=400)
    planned_on = models.DateField(_("planned on"), default=timezone.localdate)
    done = models.TextField(_("do"), max_length=400, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    checked = models.TextField(_("check"), max_length=400, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    corrected = models.TextField(_("correct"), max_length=400, blank=True)
    corrected_on = models.DateField(_("corrected on"), null=True, blank=True)

    class Meta:
        verbose_name = _("PUKK round")
        verbose_name_plural = _("PUKK rounds")
        ordering = ["number"]
        default_permissions = ()
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["project", "number"], name="a_project_has_one_round_of_a_number"
            ),
            models.CheckConstraint(
                condition=~Q(planned=""),
                name="a_round_begins_with_a_plan",
                violation_error_message=_("A round begins with a plan."),
            ),
            *(told_on_a_day(step) for step in ("done", "checked", "corrected")),
            comes_after("done", "planned"),
            comes_after("checked", "done"),
            comes_after("corrected", "checked"),
        ]

    def __str__(self) -> str:
        return _("Round %(number)d") % {"number": self.number}

    @property
    def all_steps(self) -> list[tuple[str, str, Any]]:
        """Name, what is written and its day, of all four."""
        return [
            (str(name), getattr(self, step), getattr(self, f"{step}_on"))
            for step, name in zip(self.STEPS, self.NAMES, strict=True)
        ]

    @property
    def steps(self) -> list[tuple[str, str, Any]]:
        """As far as the round has come."""
        return [step for step in self.all_steps if step[1]]
