"""An improvement project: what was wrong, what was done, and whether it helped."""

import uuid
from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.deletion import ProtectedError
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from lean.follower import Follow
from municipality.models import Department, Person, User
from publishing.attachments import Attachment
from publishing.models import PictureUse
from publishing.publication import Publication, PublicationQuerySet, may
from publishing.richtext import RichTextField

# A project that nobody has touched for so long waits for somebody.
STALE = timedelta(days=60)
SIGNS_OF_LIFE = (
    "changes__made_on",
    "indicators__readings__measured_on",
    "checklist__ticked_on",
    "countermeasures__done_on",
    "gains__follow_ups__measured_on",
    "rounds__planned_on",
)


class Scale(models.IntegerChoices):
    """How large an effort or an effect is thought to be: a guess, made together."""

    VERY_SMALL = 1, _("1 – very small")
    SMALL = 2, _("2 – small")
    MIDDLING = 3, _("3 – middling")
    LARGE = 4, _("4 – large")
    VERY_LARGE = 5, _("5 – very large")


class ProjectQuerySet(PublicationQuerySet):
    def for_staff(self, user: Any) -> Self:
        """Supervisors have all projects; a leader those of the own department."""
        if may(user, "supervise", self.model):
            return self.all()
        department = department_of(user)
        if department is None or not may(user, "change", self.model):
            return self.none()
        return self.filter(department=department)

    def for_lists(self) -> Self:
        return self.select_related("department", "picture", "supervisor")

    def under_way(self) -> Self:
        return self.filter(status__in=[Project.Status.ONGOING, Project.Status.MEASURING])

    def unmeasured(self) -> Self:
        """To be measured again, or carried out, and nothing is read since the start."""
        done = models.Q(status=Project.Status.DONE, not_measured_because="")
        rows = self.filter(models.Q(status=Project.Status.MEASURING) | done)
        read = models.Q(indicators__readings__measured_on__gte=models.F("started_on"))
        return rows.exclude(models.Exists(Project.objects.filter(read, pk=models.OuterRef("pk"))))

    def stale(self) -> Self:
        """Planned or under way, and nothing has happened for long; the longest first."""
        begun = (Project.Status.PLANNED, Project.Status.ONGOING, Project.Status.MEASURING)
        long_ago = timezone.localdate() - STALE
        rows = self.filter(status__in=begun).alive_since()
        return rows.filter(since__lt=long_ago).order_by("since", "pk")

    def alive_since(self) -> Self:
        """With the day of the last thing that happened, as `since`."""
        return self.annotate(
            since=Greatest(*(Coalesce(last(day), date.min) for day in SIGNS_OF_LIFE))
        )


def last(day: str, which: Any = models.Max) -> models.Subquery:
    """The newest of these days, of the same project; with Min, the oldest."""
    rows: Any = Project.objects.filter(pk=models.OuterRef("pk")).order_by()
    return models.Subquery(rows.values("pk").annotate(last=which(day)).values("last"))


def department_of(user: Any) -> int | None:
    """Return the key of the department that the user's person belongs to."""
    person = Person.objects.filter(user=user.pk).first() if user.pk else None
    return person.department_id if person else None


class Project(Publication, PictureUse):
    class Status(models.TextChoices):
        IDEA = "ide", _("Idea")
        PLANNED = "planlagt", _("Planned")
        ONGOING = "i_gang", _("Under way")
        MEASURING = "males", _("Being measured")
        DONE = "gjennomfort", _("Carried out")
        STOPPED = "stanset", _("Stopped")

    STARTED: ClassVar[tuple[str, ...]] = (Status.ONGOING, Status.MEASURING, Status.DONE)
    ENDED: ClassVar[tuple[str, ...]] = (Status.DONE, Status.STOPPED)
    SURVIVE_PURGE: ClassVar[tuple[str, ...]] = (*Publication.SURVIVE_PURGE, "status")
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = (
        "title", "summary", "problem", "for_whom", "root_cause", "learned",
    )  # fmt: skip

    # What feed readers know the project by, whatever becomes of its address.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    summary = models.TextField(
        _("in short"),
        max_length=400,
        help_text=_("One or two sentences that say what is wrong, and what you want instead."),
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        on_delete=models.PROTECT,
        related_name="projects",
    )
    owner_role = models.CharField(
        _("owner"), max_length=80, help_text=_("A role, not a name: «Leder for pleie og omsorg».")
    )
    supervisor = models.ForeignKey(
        Person,
        verbose_name=_("supervisor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"is_supervisor": True},
        related_name="projects",
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.IDEA
    )
    # From this day the baselines are locked: see triggers.py. It never changes.
    started_on = models.DateField(_("started"), null=True, blank=True, editable=False)

    effort = models.PositiveSmallIntegerField(
        _("effort"),
        choices=Scale.choices,
        null=True,
        blank=True,
        help_text=_("How much work it is. The board shows effort against effect."),
    )
    effect = models.PositiveSmallIntegerField(
        _("effect"),
        choices=Scale.choices,
        null=True,
        blank=True,
        help_text=_("How much better it gets for those it is for."),
    )

    problem = RichTextField(_("the problem"), blank=True)
    for_whom = models.TextField(_("whom it is for"), max_length=600, blank=True)
    root_cause = RichTextField(_("the root cause"), blank=True)
    learned = RichTextField(_("what we learned"), blank=True)
    not_measured_because = models.CharField(
        _("not measured because"),
        max_length=300,
        blank=True,
        help_text=_("A project that is carried out has a measurement after, or says why not."),
    )
    stopped_because = models.CharField(_("stopped because"), max_length=300, blank=True)

    history = HistoricalRecords()

    objects: ClassVar[Any] = ProjectQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-published_at", "-pk"]
        default_permissions = (*Publication.Meta.default_permissions, "supervise")
        constraints = [
            *Publication.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(status__in=["i_gang", "males", "gjennomfort"])
                | models.Q(started_on__isnull=False),
                name="a_project_under_way_has_a_start",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="stanset") | ~models.Q(stopped_because=""),
                name="a_stopped_project_says_why",
                violation_error_message=_("Say why the project is stopped."),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A status that is new gets its date, and a new project its checklist."""
        with transaction.atomic():
            before = self._stored()
            if self.status in self.STARTED and self.started_on is None:
                self.started_on = timezone.localdate()
            super().save(*args, **kwargs)
            if before is None:
                self.checklist.copy_template(self)
            if before is None or before.status != self.status:
                self.changes.create(status=self.status)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.started_on:
            raise ProtectedError("A project that has begun is stopped, never deleted.", {self})
        with transaction.atomic():
            self.checklist.all().delete()  # it holds the documents that are its evidence
            return super().delete(*args, **kwargs)

    def clean(self) -> None:
        errors: dict[str, Any] = {}
        try:
            super().clean()
        except ValidationError as error:
            error.update_error_dict(errors)
        errors |= self.lacking()
        if errors:
            raise ValidationError(errors)

    def lacking(self) -> dict[str, Any]:
        """What the status still needs, as {field name: sentence}."""
        if self.lacks_measurement:
            return {"status": self._unmeasured()}
        if self.status == self.Status.STOPPED and not self.stopped_because:
            return {"stopped_because": _("Say why the project is stopped.")}
        return {}

    def _unmeasured(self) -> Any:
        if self._is_read():
            return _(
                "What is measured has no baseline, so nothing shows whether it helped. Measure "
                "what has one, or write why it is not measured."
            )
        return _("Measure again first, or write why it is not measured.")

    def get_absolute_url(self) -> str:
        """The permanent address; the preview for what has no date yet."""
        if self.published_at is None:
            return reverse("lean:project_preview", args=[self.pk])
        return reverse("lean:project_detail", args=[self.slug])

    def reserved_slugs(self) -> frozenset[str]:
        """«feed.json» is the feed's."""
        return super().reserved_slugs() | {"feed"}

    def purge(self, *, reason: str) -> None:
        for parts in (self.countermeasures, self.checklist, self.flows):
            parts.all().delete()
        for told in (self.gains, self.rounds, self.whys):
            told.all().delete()
        self.picture = None
        if self.status == self.Status.STOPPED:
            self.status = self.Status.PLANNED  # the reason goes too
        super().purge(reason=reason)
        self.indicators.all().delete()  # the lock lets go of what is withdrawn

    def may_open(self, user: User) -> bool:
        if may(user, "supervise", type(self)):
            return True
        own = self.department_id == department_of(user)
        return own and may(user, "change", type(self))

    def may_edit(self, user: User) -> bool:
        return may(user, "change", type(self)) and self.may_open(user)

    @property
    def has_ended(self) -> bool:
        return self.status in self.ENDED

    @property
    def is_measured(self) -> bool:
        """Whether something was measured after the start that was measured before it too."""
        return self._is_read(baseline_value__isnull=False)

    def _is_read(self, **which: Any) -> bool:
        """Whether one of these indicators has a reading from the start on."""
        if not (self.pk and self.started_on):
            return False
        which["readings__measured_on__gte"] = self.started_on
        return self.indicators.filter(**which).exists()

    @property
    def lacks_measurement(self) -> bool:
        """Whether it is called carried out, and nobody says what came of it, or why not."""
        is_done = self.status == self.Status.DONE
        return is_done and not (self.not_measured_because or self.is_measured)


class StatusChange(models.Model):
    """When a project came to a status: the line on its page."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="changes")
    status = models.CharField(max_length=12, choices=Project.Status.choices)
    made_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["made_on", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_status_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic(savepoint=False):
            is_new = self._state.adding
            super().save(*args, **kwargs)
            if is_new:
                Follow.objects.note(project=self.project)


class Countermeasure(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="countermeasures")
    what = models.CharField(_("what"), max_length=200)
    who = models.CharField(_("who"), max_length=80, help_text=_("A role, not a name."))
    due_on = models.DateField(_("when"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("countermeasure")
        verbose_name_plural = _("countermeasures")
        ordering = ["due_on", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.what


class ProjectAttachment(Attachment):
    text = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="attachments")
