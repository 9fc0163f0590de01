"""How much may be under way at once: limits on the columns of the board. Above the soft one there
is a warning; a project that would pass the hard one is refused."""

from typing import Any, ClassVar, Self

from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lean.project import Project, department_of
from municipality.models import Department
from publishing.publication import may

Status = Project.Status


class ColumnLimitQuerySet(models.QuerySet):
    def for_staff(self, user: Any) -> Self:
        """Supervisors have all limits; a leader those of the own department."""
        if may(user, "supervise", Project):
            return self.all()
        return self.filter(department=department_of(user) or 0)

    def met_by(self, project: Project) -> Self:
        """Those that the project counts against where it stands now."""
        here = models.Q(department=None) | models.Q(department=project.department_id)
        return self.filter(here, status=project.status)

    def of_board(self, department: Department | None) -> dict[str, Any]:
        """{status: limit}"""
        rows: Any = self.filter(department=department)
        return {limit.status: limit for limit in rows}


class ColumnLimit(models.Model):
    # What has come to its end takes nobody's time.
    COLUMNS: ClassVar[list[Any]] = [
        (status.value, status.label)
        for status in (Status.IDEA, Status.PLANNED, Status.ONGOING, Status.MEASURING)
    ]

    status = models.CharField(_("column"), max_length=12, choices=COLUMNS)
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="column_limits",
        help_text=_("Left empty, it is for all departments together."),
    )
    soft = models.PositiveSmallIntegerField(
        _("recommended at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("More projects than this give a warning."),
    )
    hard = models.PositiveSmallIntegerField(
        _("never more than"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("A project that would be one too many is refused."),
    )

    objects: ClassVar[Any] = ColumnLimitQuerySet.as_manager()

    class Meta:
        verbose_name = _("limit of the board")
        verbose_name_plural = _("limits of the board")
        ordering = ["department__position", "status", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["status", "department"],
                name="a_department_has_one_limit_for_a_column",
                violation_error_message=_("This column has its limit already: change that one."),
            ),
            models.UniqueConstraint(
                fields=["status"],
                condition=models.Q(department=None),
                name="the_municipality_has_one_limit_for_a_column",
                violation_error_message=_("This column has its limit already: change that one."),
            ),
            models.CheckConstraint(
                condition=models.Q(soft__isnull=False) | models.Q(hard__isnull=False),
                name="a_limit_is_soft_or_hard",
                violation_error_message=_("Write at least one of the two limits."),
            ),
            models.CheckConstraint(
                condition=models.Q(soft=None)
                | models.Q(hard=None)
                | models.Q(soft__lte=models.F("hard")),
                name="a_warning_comes_before_a_refusal",
                violation_error_message=_("What is recommended cannot be more than the most."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}, {self.where}"

    @property
    def where(self) -> str:
        return str(self.department or gettext("the whole municipality"))

    @property
    def in_words(self) -> str:
        """Both limits, for the head of a column."""
        facts = {"soft": self.soft, "hard": self.hard}
        if self.soft and self.hard:
            return gettext("At best %(soft)d at once, never more than %(hard)d") % facts
        if self.hard:
            return gettext("Never more than %(hard)d at once") % facts
        return gettext("At best %(soft)d at once") % facts

    def held_by(self, project: Project) -> int:
        """How many other projects stand in the column, those that are not public too."""
        others = Project.objects.filter(status=self.status, withdrawn_at=None)
        if self.department_id:
            others = others.filter(department=self.department_id)
        return int(others.exclude(pk=project.pk).count())


@transaction.atomic
def refusal(project: Project) -> str:
    """Why the project cannot come to where it stands now; nothing when it can, or stands there
    already. Two who fill the last place at once come one after the other: the limit is held
    until the transaction ends."""
    stored = Project.objects.filter(pk=project.pk).values("status", "department_id").first()
    now = {"status": project.status, "department_id": project.department_id}
    if stored == now or project.withdrawn_at:
        return ""
    limits = ColumnLimit.objects.met_by(project).filter(hard__isnull=False)
    for limit in limits.select_for_update(of=("self",)).order_by("pk"):
        is_there = stored and stored["status"] == project.status and limit.department_id is None
        others = limit.held_by(project)
        if limit.hard and not is_there and others >= limit.hard:
            return gettext(
                "«%(column)s» is full: %(where)s has %(n)d there, and the limit is %(limit)d. "
                "Finish or stop one first."
            ) % facts(limit, others, limit.hard)
    return ""


def warning(project: Project) -> str:
    """That there is more in the column, with this project, than is recommended."""
    for limit in ColumnLimit.objects.met_by(project).select_related("department"):
        there = limit.held_by(project) + 1
        if limit.soft and there > limit.soft:
            return gettext(
                "«%(column)s» has more than is recommended: %(where)s has %(n)d there, and at "
                "best %(limit)d. Finish something before you begin on more."
            ) % facts(limit, there, limit.soft)
    return ""


def facts(limit: ColumnLimit, number: int, most: int) -> dict[str, Any]:
    return {
        "column": limit.get_status_display(),
        "where": limit.where,
        "n": number,
        "limit": most,
    }
