"""One edition of a guideline: a draft, perhaps heard, adopted by a body, and from then on fixed.

What is adopted never changes: see triggers.py. A later edition replaces it.
"""

import hashlib
from datetime import date, datetime, time
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.deletion import ProtectedError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guidelines.edition_text import written
from guidelines.guideline import Guideline
from publishing.attachments import Attachment, drop_attachments
from publishing.richtext import RichTextField


class EditionQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(status__in=Edition.PUBLIC)

    def adopted(self) -> Self:
        """Adopted now or once: what stands for ever."""
        return self.filter(status__in=Edition.FROZEN)

    def valid(self, on: date) -> Self:
        """What held on that day, the latest adopted first."""
        rows = self.adopted().filter(valid_from__lte=on)
        return rows.filter(Q(valid_to=None) | Q(valid_to__gte=on)).order_by("-number")

    def to_be_reviewed(self) -> Self:
        """Adopted, and the deadline of the review has passed."""
        overdue = Q(review_by__lt=timezone.localdate())
        return self.filter(overdue, status=Edition.Status.ADOPTED)

    def for_lists(self) -> Self:
        return self.select_related("guideline__department")


class Edition(models.Model):
    class Status(models.TextChoices):
        DRAFT = "utkast", _("Draft")
        HEARING = "horing", _("Open for comments")
        ADOPTED = "vedtatt", _("Adopted")
        REPLACED = "erstattet", _("Replaced")
        REPEALED = "opphevet", _("Repealed")

    class Significance(models.TextChoices):
        SIGNIFICANT = "vesentlig", _("Significant: it is to be read and signed again")
        EDITORIAL = "redaksjonell", _("Editorial: nothing new is asked of anybody")

    IN_THE_MAKING: ClassVar[tuple[str, ...]] = (Status.DRAFT, Status.HEARING)
    FROZEN: ClassVar[tuple[str, ...]] = (Status.ADOPTED, Status.REPLACED, Status.REPEALED)
    PUBLIC: ClassVar[tuple[str, ...]] = (Status.HEARING, *FROZEN)

    guideline = models.ForeignKey(
        Guideline,
        verbose_name=_("guideline"),
        on_delete=models.PROTECT,
        related_name="editions",
    )
    number = models.PositiveSmallIntegerField(_("edition"), editable=False)
    status = models.CharField(
        _("status"), max_length=9, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    significance = models.CharField(
        _("significance"),
        max_length=12,
        choices=Significance.choices,
        default=Significance.SIGNIFICANT,
    )
    change_summary = models.TextField(
        _("what is changed, and why"),
        max_length=1000,
        blank=True,
        help_text=_("A few sentences for those who know the edition before."),
    )
    hearing_until = models.DateField(_("comments before"), null=True, blank=True, editable=False)

    # Set by adopt(), and never changed again.
    adopted_on = models.DateField(_("adopted"), null=True, blank=True, editable=False)
    adopted_by = models.CharField(_("adopted by"), max_length=120, blank=True, editable=False)
    case_number = models.CharField(_("case number"), max_length=40, blank=True, editable=False)
    committee_case_number = models.CharField(
        _("case number of the body"), max_length=40, blank=True, editable=False
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True, editable=False)
    review_by = models.DateField(_("to be reviewed before"), null=True, blank=True, editable=False)
    adopted_text = models.TextField(blank=True, editable=False)

    # Set once, when it is replaced or repealed. The last day is one on which it holds.
    valid_to = models.DateField(_("valid to and including"), null=True, blank=True, editable=False)
    repealed_by = models.CharField(
        _("decision to repeal it"), max_length=200, blank=True, editable=False
    )

    saksframlegg = RichTextField(
        "saksframlegg",
        blank=True,
        help_text=_(
            "What the body was given to decide on, as text that everybody can read. The file may "
            "stand beside it."
        ),
    )
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["guideline__title", "-number"]
        default_permissions = ("add", "change", "delete", "view", "adopt")
        constraints = [
            models.UniqueConstraint(
                fields=["guideline", "number"], name="an_edition_has_a_number_of_its_own"
            ),
            models.UniqueConstraint(
                fields=["guideline"],
                condition=Q(status="vedtatt"),
                name="a_guideline_has_one_adopted_edition",
                violation_error_message=_("Another edition has been adopted meanwhile."),
            ),
            models.UniqueConstraint(
                fields=["guideline"],
                condition=Q(status__in=["utkast", "horing"]),
                name="a_guideline_has_one_edition_in_the_making",
                violation_error_message=_("There is a draft of a new edition already."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="editions_are_counted_from_one"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["utkast", "horing"])
                | Q(adopted_on__isnull=False, valid_from__isnull=False)
                & ~Q(adopted_by="")
                & ~Q(case_number=""),
                name="an_adopted_edition_says_when_by_whom_and_in_which_case",
                violation_error_message=_(
                    "An adopted edition has a date, a body and a case number."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["utkast", "horing"], adopted_text="")
                | Q(status__in=["vedtatt", "erstattet", "opphevet"]) & ~Q(adopted_text=""),
                name="an_adopted_edition_has_its_text",
            ),
            models.CheckConstraint(
                condition=Q(review_by=None) | Q(adopted_on=None) | Q(review_by__gt=F("adopted_on")),
                name="an_edition_is_reviewed_after_it_is_adopted",
                violation_error_message=_("The review comes after the adoption."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(adopted_on=None)
                | Q(valid_from__gte=F("adopted_on")),
                name="an_edition_is_not_valid_before_it_is_adopted",
                violation_error_message=_("It cannot be valid before it is adopted."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["erstattet", "opphevet"], valid_to__isnull=False)
                | Q(status__in=["utkast", "horing", "vedtatt"], valid_to=None),
                name="an_edition_that_has_ended_has_a_last_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guideline}, {self.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new one gets the next number."""
        if not self.number:
            last = self.guideline.editions.aggregate(last=models.Max("number"))["last"]
            self.number = (last or 0) + 1
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("guidelines:edition_detail", args=[self.guideline.slug, self.number])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.is_public:
            raise ProtectedError("What is adopted or open for comments stays.", {self})
        with transaction.atomic():
            drop_attachments(self)
            return super().delete(*args, **kwargs)

    @property
    def label(self) -> str:
        return gettext("edition %(number)d") % {"number": self.number}

    @property
    def is_frozen(self) -> bool:
        return self.status in self.FROZEN

    @property
    def is_public(self) -> bool:
        return self.status in self.PUBLIC

    @property
    def begins(self) -> datetime:
        """The first moment of the day from which it holds; of a proposal, this moment."""
        if self.valid_from is None:
            return timezone.now()
        return timezone.make_aware(datetime.combine(self.valid_from, time()))

    @property
    def never_held(self) -> bool:
        """Another came in its place, or it was repealed, before its first day."""
        first, last = self.valid_from, self.valid_to
        return first is not None and last is not None and last < first

    @property
    def is_open_for_comments(self) -> bool:
        is_over = self.hearing_until is not None and self.hearing_until < timezone.localdate()
        return self.status == self.Status.HEARING and not is_over

    @property
    def is_significant(self) -> bool:
        return self.significance == self.Significance.SIGNIFICANT

    @property
    def review_is_overdue(self) -> bool:
        is_past = self.review_by is not None and self.review_by < timezone.localdate()
        return is_past and self.status == self.Status.ADOPTED

    @property
    def text(self) -> str:
        """The edition as one plain string. That of an adopted one is stored, and never changes."""
        return self.adopted_text or written(self)

    @property
    def other_title(self) -> str:
        """That under which it was adopted, where its guideline has another one by now."""
        title = self.adopted_text.partition("\n")[0]
        return "" if title == self.guideline.title else title

    @property
    def text_hash(self) -> str:
        """SHA-256 of the UTF-8 of `text`, in hexadecimal digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    # What publishing/media.py asks of a text that has documents. Nothing here is ever withdrawn.

    withdrawn_at = None
    withdrawn_reason = ""

    @property
    def has_been_public(self) -> bool:
        return self.is_public


class EditionAttachment(Attachment):
    text = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="attachments")
