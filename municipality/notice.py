"""Driftsmeldinger: what people must know now, on every page until it is over."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

USUAL_LENGTH = timedelta(hours=6)


def usual_end() -> datetime:
    """Return the end that the form suggests: the next whole quarter after the usual length."""
    end = timezone.now() + USUAL_LENGTH
    return end + timedelta(minutes=-end.minute % 15, seconds=-end.second)


class NoticeQuerySet(models.QuerySet):
    def active(self) -> Self:
        """What stands now, a crisis first. The clock is asked here: no job ends a notice."""
        now = timezone.now()
        crisis_first = models.Case(models.When(kind=Notice.Kind.CRISIS, then=0), default=1)
        running = self.filter(starts_at__lte=now, ends_at__gt=now)
        return running.order_by(crisis_first, "-starts_at", "-pk")


class Notice(models.Model):
    class Kind(models.TextChoices):
        BOAT = "boat", _("Boat")
        WATER = "water", _("Water")
        CRISIS = "crisis", _("Crisis")
        OTHER = "other", _("Notice")

    # Designsystemet's names of colours.
    COLOURS: ClassVar[dict[str, str]] = {
        Kind.BOAT: "warning",
        Kind.WATER: "info",
        Kind.CRISIS: "danger",
        Kind.OTHER: "neutral",
    }

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.OTHER)
    text = models.CharField(
        _("text"),
        max_length=300,
        help_text=_("What has happened, whom it concerns, and what they should do."),
    )
    link = models.URLField(
        _("link"),
        blank=True,
        help_text=_("Where to read more, if there is such a place."),
    )
    link_text = models.CharField(_("where the link leads"), max_length=80, blank=True)
    starts_at = models.DateTimeField(
        _("shown from"), default=timezone.now, help_text=_("Left empty, it is shown at once.")
    )
    ends_at = models.DateTimeField(_("shown until"), default=usual_end, db_index=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("raised by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    history = HistoricalRecords()

    objects: ClassVar[Any] = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("starts_at")),
                name="a_notice_ends_after_it_starts",
                violation_error_message=_("The notice must end after it starts."),
            ),
            models.CheckConstraint(
                condition=models.Q(link="") | ~models.Q(link_text=""),
                name="a_link_of_a_notice_says_where_it_leads",
                violation_error_message=_("Say where the link leads."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        if self._state.adding and self.ends_at and self.ends_at <= timezone.now():
            raise ValidationError({"ends_at": _("Choose a time to come.")})

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def colour(self) -> str:
        return self.COLOURS[self.kind]

    @property
    def role(self) -> str:
        """How a screen reader takes it: a crisis interrupts, the others wait their turn."""
        return "alert" if self.kind == self.Kind.CRISIS else "status"

    def end(self) -> None:
        """Take the notice away now, also one that has not begun."""
        self.ends_at = timezone.now()
        self.starts_at = min(self.starts_at, self.ends_at)
        self.save()
