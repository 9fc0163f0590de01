"""Five times why: each answer is what the next question asks about, the last is the root cause."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lean.project import Project

MOST = 5


class Why(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="whys")
    position = models.PositiveSmallIntegerField(_("order"))
    question = models.CharField(_("why"), max_length=160)
    answer = models.CharField(_("because"), max_length=240)

    class Meta:
        verbose_name = _("why")
        verbose_name_plural = _("five times why")
        ordering = ["position"]
        default_permissions = ()
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["project", "position"], name="a_project_asks_each_why_once"
            ),
            models.CheckConstraint(
                condition=models.Q(position__gte=1, position__lte=MOST),
                name="why_is_asked_at_most_five_times",
            ),
            models.CheckConstraint(
                condition=~models.Q(question="") & ~models.Q(answer=""),
                name="a_why_has_its_answer",
                violation_error_message=_("Write both the question and the answer."),
            ),
        ]

    def __str__(self) -> str:
        return self.question
