"""What moderators decided, and what was said against it. The log is made of these rows."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogue.contribution import LONGEST_TEXT, NUMBERS, Contribution, Rule, new_key


class DecisionQuerySet(models.QuerySet):
    def in_the_log(self) -> Self:
        """What the municipality has kept from the public, and looked at again: not what was
        published in the ordinary way, nor what people removed themselves."""
        ordinary = [Decision.Outcome.PUBLISHED, Decision.Outcome.TAKEN_BACK]
        return self.exclude(outcome__in=ordinary).select_related("against")

    def hiding(self) -> Self:
        return self.filter(outcome__in=[Decision.Outcome.HIDDEN, Decision.Outcome.SPAM])


class Decision(models.Model):
    class Outcome(models.TextChoices):
        PUBLISHED = "published", _("published")
        HIDDEN = "hidden", _("hidden")
        SPAM = "spam", _("stopped as spam")
        RESTORED = "restored", _("shown again")
        UPHELD = "upheld", _("complaint looked at, still hidden")
        REPEALED = "repealed", _("complaint looked at, shown again")
        TAKEN_BACK = "taken_back", _("removed by the one who wrote it")

    contribution = models.ForeignKey(
        Contribution, on_delete=models.SET_NULL, null=True, related_name="decisions"
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    rule = models.CharField(_("rule"), max_length=12, choices=Rule.choices, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    # The decision that was looked at again. It stays known when the contribution is gone.
    against = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_same_person = models.BooleanField(default=False)
    made_at = models.DateTimeField(_("date"), default=timezone.now, db_index=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who decided"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar[Any] = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-made_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_outcome_display()

    @property
    def broken_rule(self) -> Rule | None:
        """What is stopped as spam is given no rule, but there is one, and its writer is told so."""
        if self.rule:
            return Rule(self.rule)
        if self.outcome == self.Outcome.SPAM:
            return Rule.ADVERT
        return self.against.broken_rule if self.against else None

    @property
    def rule_number(self) -> int | None:
        return NUMBERS.get(self.broken_rule) if self.broken_rule else None


class Complaint(models.Model):
    class Outcome(models.TextChoices):
        REPEALED = "repealed", _("Show it again")
        UPHELD = "upheld", _("Keep it hidden")

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="complaints"
    )
    token = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    text = models.TextField(_("what you think is wrong"), max_length=LONGEST_TEXT, blank=True)
    made_at = models.DateTimeField(_("received"), default=timezone.now)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ["made_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"],
                condition=models.Q(outcome=""),
                name="one_complaint_is_open_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.contribution)

    @property
    def result(self) -> str:
        """The outcome, said to the one who complained."""
        repealed = self.outcome == self.Outcome.REPEALED
        return str(_("You were right: it is shown again.") if repealed else _("It stays hidden."))

    @property
    def is_open(self) -> bool:
        return not self.outcome
