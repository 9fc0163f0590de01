"""The official accounts elsewhere: the register that shows whether an account is really ours."""

from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from municipality.models import Department

on_the_web = URLValidator(schemes=["http", "https"])


class OfficialAccountQuerySet(models.QuerySet):
    def for_lists(self) -> Self:
        """Those in use first, those that are closed last."""
        order = {"aktiv": 0, "hviler": 1, "lagt_ned": 2}
        cases = [models.When(status=status, then=place) for status, place in order.items()]
        rows = self.select_related("department")
        return rows.order_by(models.Case(*cases), Lower("platform"), Lower("name"), "pk")


class OfficialAccount(models.Model):
    class Status(models.TextChoices):
        ACTIVE = "aktiv", _("In use")
        RESTING = "hviler", _("Resting")
        RETIRED = "lagt_ned", _("Closed down")

    DAYS: ClassVar[tuple[str, ...]] = (
        "opened_on", "approved_on", "privacy_assessed_on", "reviewed_on",
    )  # fmt: skip

    platform = models.CharField(
        _("platform"), max_length=40, help_text=_("Such as Facebook, Instagram or a blog.")
    )
    name = models.CharField(
        _("account name"), max_length=80, help_text=_("As people see it there, such as @name.")
    )
    address = models.URLField(
        _("address"),
        max_length=300,
        validators=[on_the_web],
        help_text=_("The whole address of the account, so that anybody can compare it."),
    )
    purpose = models.CharField(
        _("purpose"), max_length=300, help_text=_("What it is for, in one or two sentences.")
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        on_delete=models.PROTECT,
        related_name="accounts",
    )
    responsible = models.CharField(
        _("responsible role"), max_length=80, help_text=_("A role, not a name.")
    )
    opened_on = models.DateField(_("opened"), null=True, blank=True)
    approved_by = models.CharField(
        _("approved by"),
        max_length=120,
        blank=True,
        help_text=_("Such as the chief executive. A role, not a name."),
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    privacy_assessed_on = models.DateField(_("privacy assessed"), null=True, blank=True)
    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=8, choices=Status.choices, default=Status.ACTIVE
    )
    archived_where = models.CharField(
        _("where it is archived"),
        max_length=200,
        blank=True,
        help_text=_("What was said there, when it is closed down."),
    )

    history = HistoricalRecords()

    objects: ClassVar[Any] = OfficialAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("official account")
        verbose_name_plural = _("official accounts")
        ordering = ["platform", "name"]
        constraints = [
            models.UniqueConstraint(
                Lower("address"),
                name="an_account_stands_once_in_the_register",
                violation_error_message=_("This address stands in the register already."),
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by="", approved_on=None)
                | (~models.Q(approved_by="") & models.Q(approved_on__isnull=False)),
                name="an_approval_has_a_date_and_somebody",
                violation_error_message=_("Say both who approved the account and when."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.platform}: {self.name}"

    def get_absolute_url(self) -> str:
        return f"{reverse('guidelines:account_list')}#konto-{self.pk}"

    def clean(self) -> None:
        errors = {}
        if "@" in urlsplit(self.address).netloc:
            errors["address"] = _("Leave out what stands before @: the address comes after it.")
        for name in self.DAYS:
            day = getattr(self, name)
            if day and day > timezone.localdate():
                errors[name] = _("This day has not come yet.")
        if errors:
            raise ValidationError(errors)

    @property
    def is_active(self) -> bool:
        return self.status == self.Status.ACTIVE

    @property
    def is_retired(self) -> bool:
        return self.status == self.Status.RETIRED
