"""What is measured, and what may be said of it. A difference is only called better where it is."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from lean.follower import Follow
from lean.numbers import with_unit
from lean.project import Project

FEWEST = 5  # fewer persons than this are never shown: people would know who they are
# A group that is so many times as large as the other is not the same group.
ALIKE = 2


class Indicator(models.Model):
    class Better(models.TextChoices):
        LOWER = "lavere", _("Lower is better")
        HIGHER = "hoyere", _("Higher is better")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(_("what is measured"), max_length=120)
    unit = models.CharField(_("unit"), max_length=20)
    better = models.CharField(_("direction"), max_length=6, choices=Better.choices)
    method = models.CharField(_("how it is measured"), max_length=300)
    # The baseline is locked when the project starts: see triggers.py.
    baseline_value = models.DecimalField(
        _("baseline"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    baseline_on = models.DateField(_("date of the baseline"), null=True, blank=True)
    baseline_people = models.PositiveIntegerField(
        _("number of persons behind the baseline"), null=True, blank=True
    )
    target = models.DecimalField(
        _("target"), max_digits=12, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["pk"]
        default_permissions = ()
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(baseline_value=None, baseline_on=None)
                | models.Q(baseline_value__isnull=False, baseline_on__isnull=False),
                name="a_baseline_has_a_value_and_a_date",
                violation_error_message=_("A baseline has both a value and a date."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def outcome(self, readings: list["Reading"]) -> "Outcome":
        """What came of it, from the last reading in time since the project started."""
        since = [reading for reading in readings if not self.is_before_the_start(reading)]
        return Outcome(self, since[-1] if since else None)

    def is_before_the_start(self, reading: "Reading") -> bool:
        start = self.project.started_on
        return start is None or reading.measured_on < start


class Reading(models.Model):
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="readings")
    measured_on = models.DateField(_("date"))
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    people = models.PositiveIntegerField(_("number of persons behind it"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["measured_on", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "measured_on"],
                name="an_indicator_is_read_once_a_day",
                violation_error_message=_("There is a reading of this day already."),
            ),
        ]

    def __str__(self) -> str:
        value = with_unit(Decimal(self.value), self.indicator.unit)
        return f"{date_format(self.measured_on)}: {value}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic(savepoint=False):
            is_new = self._state.adding
            super().save(*args, **kwargs)
            if is_new:
                Follow.objects.note(project=self.indicator.project_id)

    @property
    def is_hidden(self) -> bool:
        return too_few(self.people)


def too_few(people: int | None) -> bool:
    return people is not None and people < FEWEST


@dataclass(frozen=True)
class Outcome:
    """The baseline against one reading."""

    indicator: Indicator
    reading: Reading | None

    @property
    def is_hidden(self) -> bool:
        """Too few persons on either side for anything to be said in public."""
        return too_few(self.indicator.baseline_people) or bool(
            self.reading and self.reading.is_hidden
        )

    @property
    def is_comparable(self) -> bool:
        if self.indicator.baseline_value is None or self.reading is None or self.is_hidden:
            return False
        before, after = self.indicator.baseline_people, self.reading.people
        if before is None or after is None:
            return before is after
        return max(before, after) <= ALIKE * min(before, after)

    @property
    def difference(self) -> Decimal | None:
        if not self.is_comparable or self.reading is None:
            return None
        return self.reading.value - (self.indicator.baseline_value or Decimal(0))

    @property
    def percent(self) -> Decimal | None:
        """The difference in per cent of the baseline; never of nothing."""
        if self.difference is None or not self.indicator.baseline_value:
            return None
        return 100 * self.difference / abs(self.indicator.baseline_value)

    @property
    def is_better(self) -> bool | None:
        """None where nothing can be said, or nothing has changed."""
        if not self.difference:
            return None
        goes_down = self.difference < 0
        return goes_down == (self.indicator.better == Indicator.Better.LOWER)
