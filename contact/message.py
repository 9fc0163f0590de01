"""What somebody writes to a supervisor. It is private: nothing of it is ever public."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from contact.deadlines import due_on
from dialogue.contribution import LONGEST_NAME, LONGEST_TEXT, Contribution, new_key
from lean.models import Project, Suggestion
from lean.project import department_of
from municipality.models import Department, Municipality, Person
from publishing.publication import may

LONGEST_SUBJECT = 150
DIGITS = 6


class MessageQuerySet(models.QuerySet):
    def for_staff(self, user: Any) -> Self:
        """What is addressed to the user or the user's department, or is in the user's hands. What
        is addressed to nobody who can read it belongs to those who edit the site."""
        if not may(user, "view", self.model):
            return self.none()
        if user.is_superuser:
            return self.all()
        mine = models.Q(supervisor__user=user.pk) | models.Q(assigned_to=user.pk)
        department = department_of(user)
        if department:
            mine |= models.Q(department=department)
        if may(user, "receive", self.model):
            mine |= NOBODYS
        return self.filter(mine)

    def open(self) -> Self:
        return self.exclude(status__in=Message.ENDED)

    def overdue(self) -> Self:
        return self.open().filter(due_on__lt=timezone.localdate())

    def unassessed(self) -> Self:
        return self.filter(triage=Message.Triage.NOT_ASSESSED)

    def for_lists(self) -> Self:
        return self.select_related("supervisor", "department", "assigned_to")


# No supervisor was chosen, or nobody logs in as the one who was.
NOBODYS = (
    models.Q(supervisor=None)
    | models.Q(supervisor__user=None)
    | models.Q(supervisor__user__is_active=False)
)


class Message(models.Model):
    class Topic(models.TextChoices):
        LEAN = "lean", _("An improvement of a service (LEAN)")
        WEBSITE = "nettstedet", _("This website")
        ACCESSIBILITY = "uu", _("Universal design")
        OTHER = "annet", _("Something else")

    class Status(models.TextChoices):
        NEW = "ny", _("New")
        WORKING = "arbeid", _("Under way")
        ANSWERED = "besvart", _("Answered")
        CLOSED = "avsluttet", _("Closed")

    class Triage(models.TextChoices):
        NOT_ASSESSED = "", _("Not assessed")
        JOURNAL = "journal", _("To be put in the journal")
        ARCHIVE = "arkiv", _("To be archived")
        NONE = "ingen", _("Not worth archiving")
        WRONG_PLACE = "feil", _("Wrong recipient")

    ENDED: ClassVar[tuple[str, ...]] = (Status.ANSWERED, Status.CLOSED)
    # What stays until it is in the archive: see contact/retention.py.
    TO_ARCHIVE: ClassVar[tuple[str, ...]] = (Triage.JOURNAL, Triage.ARCHIVE)

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    token = models.CharField(max_length=22, unique=True, default=new_key, editable=False)

    topic = models.CharField(_("topic"), max_length=10, choices=Topic.choices, default=Topic.LEAN)
    supervisor = models.ForeignKey(
        Person,
        verbose_name=_("supervisor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
    )
    # That of the supervisor when it came.
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
    )
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT, blank=True)
    text = models.TextField(_("message"), max_length=LONGEST_TEXT, blank=True)
    name = models.CharField(_("name"), max_length=LONGEST_NAME, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    lang = models.CharField(_("language"), max_length=2, choices=settings.TEXT_LANGUAGES)
    channel = models.CharField(
        _("channel"),
        max_length=7,
        choices=Contribution.Channel.choices,
        default=Contribution.Channel.WEB,
    )
    # What it is about, where it was written from there.
    project = models.ForeignKey(
        Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    suggestion = models.ForeignKey(
        Suggestion, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    # The public suggestion that staff made of it, with the sender's yes.
    became = models.OneToOneField(
        Suggestion, on_delete=models.SET_NULL, null=True, blank=True, related_name="message"
    )

    # A digest under a key that is deleted within a day: see municipality/attempts.py.
    sender = models.CharField(max_length=64, blank=True, editable=False)
    held_for = models.CharField(max_length=100, blank=True, editable=False)  # see spam.Reason

    status = models.CharField(_("status"), max_length=9, choices=Status.choices, default=Status.NEW)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="messages",
    )
    due_on = models.DateField(_("answer before"), editable=False)
    created_at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    triage = models.CharField(
        _("archive assessment"), max_length=7, choices=Triage.choices, blank=True
    )
    triage_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    triage_at = models.DateTimeField(null=True, blank=True, editable=False)
    archive_reference = models.CharField(_("archive reference"), max_length=40, blank=True)

    objects: ClassVar[Any] = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["due_on", "pk"]
        default_permissions = ("add", "change", "view", "receive")
        indexes = [models.Index(fields=["sender", "created_at"], name="message_sender")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(triage="")
                | models.Q(triage_by__isnull=False, triage_at__isnull=False),
                name="who_assessed_a_message_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="avsluttet") | models.Q(closed_at__isnull=False),
                name="a_closed_message_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.due_on is None:
            self.due_on = self.first_due_on()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The receipt, for the one who wrote. Its key is the secret."""
        return reverse("contact:receipt", args=[self.key])

    def first_due_on(self) -> date:
        is_about_accessibility = self.topic == self.Topic.ACCESSIBILITY
        received = timezone.localdate(self.created_at)
        return due_on(received, is_about_accessibility=is_about_accessibility)

    @cached_property
    def number(self) -> str:
        return self.number_with(Municipality.objects.current().message_prefix)

    def number_with(self, prefix: str) -> str:
        """The number that people are given: UTS-2026-000123."""
        return f"{prefix}-{timezone.localdate(self.created_at).year}-{self.pk:0{DIGITS}}"

    @property
    def has_ended(self) -> bool:
        return self.status in self.ENDED

    @property
    def is_overdue(self) -> bool:
        return not self.has_ended and self.due_on < timezone.localdate()

    @property
    def is_for_supervisor(self) -> bool:
        return self.topic == self.Topic.LEAN

    def says(self, values: dict[str, Any]) -> bool:
        return all(getattr(self, name) == value for name, value in values.items())
