"""What a project gives, after KS and DFØ: expected and realised apart, and never added together."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from lean.project import Project

MOST = 1_000_000_000  # what is more is mistyped
FIFTH = Decimal("0.2")  # a deviation above it wants an explanation
TOO_MUCH = _("That is more than a milliard. Look at the number.")


class GainQuerySet(models.QuerySet):
    def under_way(self) -> "GainQuerySet":
        """Of projects that have begun, not withdrawn: what is only an idea gives nothing yet."""
        return self.filter(project__status__in=Project.STARTED, project__withdrawn_at=None)

    def due(self) -> list["Gain"]:
        """Those that somebody has to follow up today, each with `due_months`; longest due first."""
        first = timezone.localdate() - timedelta(days=89)  # three months are that, or more
        rows: Any = self.filter(starts_on__lte=first).annotate(
            last=models.Max("follow_ups__months")
        )
        found: list[Gain] = [gain for gain in rows.order_by("pk") if gain.due_months]
        return sorted(found, key=lambda gain: gain.day_after(gain.due_months or 0))


class Gain(models.Model):
    class Kind(models.TextChoices):
        TIME = "spart_tid", _("Time saved")
        COST = "unngatt", _("Costs avoided")
        QUALITY = "kvalitet", _("Better quality")

    # Time and money are added up, each by itself; quality is counted, for its scales differ.
    UNITS: ClassVar[dict[str, Any]] = {
        Kind.TIME: _("hours per year"),
        Kind.COST: _("kroner per year"),
    }

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="gains")
    # What is expected is locked once the gain is followed up: see triggers.py.
    kind = models.CharField(_("kind of gain"), max_length=9, choices=Kind.choices)
    what = models.CharField(_("what the gain is"), max_length=200)
    owner_role = models.CharField(_("owner of the gain"), max_length=80)
    scale = models.CharField(_("scale"), max_length=40, blank=True)
    expected_value = models.DecimalField(
        _("expected"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    expected_low = models.DecimalField(
        _("at least"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    expected_high = models.DecimalField(
        _("at most"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    expected_words = models.CharField(_("expected, in words"), max_length=200, blank=True)
    expected_on = models.DateField(_("day of the estimate"), default=timezone.localdate)
    starts_on = models.DateField(_("the gain begins"), default=timezone.localdate)

    objects: ClassVar[Any] = GainQuerySet.as_manager()

    class Meta:
        verbose_name = _("gain")
        verbose_name_plural = _("gains")
        ordering = ["pk"]
        default_permissions = ()
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(kind="kvalitet")
                | Q(expected_value__isnull=False, scale="", expected_words=""),
                name="hours_and_kroner_are_a_number",
                violation_error_message=_("Hours and kroner are a number, without a scale."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="kvalitet")
                | (Q(expected_value__isnull=False) & ~Q(scale=""))
                | (Q(expected_value=None, scale="") & ~Q(expected_words="")),
                name="quality_is_on_a_scale_or_in_words",
                violation_error_message=_("Quality is a number on a scale, or said in words."),
            ),
            models.CheckConstraint(
                condition=Q(expected_value=None)
                | Q(expected_value__gt=0, expected_value__lte=MOST),
                name="an_expected_gain_is_more_than_nothing",
                violation_error_message=_("An expected gain is more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(expected_low=None, expected_high=None)
                | Q(
                    expected_low__isnull=False,
                    expected_high__isnull=False,
                    expected_low__gte=0,
                    expected_value__isnull=False,
                    expected_low__lte=models.F("expected_value"),
                    expected_high__gte=models.F("expected_value"),
                    expected_high__lte=MOST,
                ),
                name="an_expected_gain_lies_within_its_uncertainty",
                violation_error_message=_(
                    "What is expected lies between «at least» and «at most»: write both or neither."
                ),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__gte=models.F("expected_on")),
                name="a_gain_is_expected_before_it_begins",
                violation_error_message=_("A gain cannot begin before it was expected."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def unit(self) -> str:
        return str(self.UNITS.get(self.kind, self.scale))

    @property
    def is_in_words(self) -> bool:
        return self.expected_value is None

    @property
    def due_months(self) -> int | None:
        """The newest follow-up that ought to be there and is not: one that was missed is missed.
        `last` comes from `due()`."""
        today, last = timezone.localdate(), getattr(self, "last", None) or 0
        due = [months for months in FollowUp.After.values if self.day_after(months) <= today]
        return due[-1] if due and due[-1] > last else None

    def day_after(self, months: int) -> date:
        """The day when it is to be followed up; the last of a month that is too short."""
        years, month = divmod(self.starts_on.month - 1 + months, 12)
        year = self.starts_on.year + years
        return date(year, month + 1, min(self.starts_on.day, monthrange(year, month + 1)[1]))


class FollowUp(models.Model):
    """What came of a gain. It is corrected, never removed: the expectation stays locked."""

    class After(models.IntegerChoices):
        THREE = 3, _("After 3 months")
        SIX = 6, _("After 6 months")
        TWELVE = 12, _("After 12 months")

    gain = models.ForeignKey(Gain, on_delete=models.CASCADE, related_name="follow_ups")
    months = models.PositiveSmallIntegerField(_("when"), choices=After.choices)
    measured_on = models.DateField(_("date"))
    value = models.DecimalField(
        _("realised"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    words = models.CharField(_("realised, in words"), max_length=200, blank=True)
    used_for = models.CharField(_("what it was used for"), max_length=200, blank=True)
    because = models.CharField(_("why it differs"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["months"]
        default_permissions = ()
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["gain", "months"],
                name="a_gain_is_followed_up_once_at_a_time",
                violation_error_message=_("There is a follow-up of this time already."),
            ),
            models.CheckConstraint(
                condition=Q(months__in=[3, 6, 12]),
                name="a_gain_is_followed_up_after_3_6_and_12_months",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, value__gte=0, value__lte=MOST)
                | (Q(value=None) & ~Q(words="")),
                name="a_realised_gain_is_not_less_than_nothing",
                violation_error_message=_("A realised gain is a number from 0 up, or words."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_months_display())

    def clean(self) -> None:
        errors: dict[str, Any] = {}
        if self.measured_on:
            errors |= self._too_early()
        if self.is_explained is False:
            sentence = _("It differs by more than 20 per cent from what was expected. Say why.")
            errors["because"] = sentence
        if errors:
            raise ValidationError(errors)

    def _too_early(self) -> dict[str, Any]:
        gain = self.gain
        if self.measured_on < gain.expected_on:
            text = _("The gain was expected on %(day)s, and cannot be realised before that.")
            return {"measured_on": text % {"day": date_format(gain.expected_on)}}
        if self.measured_on < gain.starts_on:
            text = _("The gain begins on %(day)s. It is followed up after that.")
            return {"measured_on": text % {"day": date_format(gain.starts_on)}}
        return {}

    @property
    def deviation(self) -> Decimal | None:
        """Part of what was expected: −0.25 is a quarter less. None for what is said in words."""
        expected = self.gain.expected_value
        if self.value is None or not expected:
            return None
        return (self.value - expected) / expected

    @property
    def is_explained(self) -> bool | None:
        """None where there is nothing to explain."""
        deviation = self.deviation
        if deviation is None or abs(deviation) <= FIFTH:
            return None
        return bool(self.because.strip())
