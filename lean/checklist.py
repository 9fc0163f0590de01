"""The checklist over the five principles. Each project has its own copy of the questions, so that
a changed template changes no project that is under way."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lean.principles import Principle
from lean.project import Project, ProjectAttachment


class Question(models.Model):
    """A row of the template, edited by supervisors."""

    principle = models.PositiveSmallIntegerField(_("principle"), choices=Principle.choices)
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    text = models.CharField(_("question (bokmål)"), max_length=200)
    text_nn = models.CharField(_("question (nynorsk)"), max_length=200)
    evidence = models.CharField(_("what shows it (bokmål)"), max_length=200)
    evidence_nn = models.CharField(_("what shows it (nynorsk)"), max_length=200)
    is_active = models.BooleanField(_("for new projects"), default=True)
    # What came with the program, so that it is put in place once.
    key = models.CharField(max_length=4, blank=True, editable=False)

    class Meta:
        verbose_name = _("question of the checklist")
        verbose_name_plural = _("questions of the checklist")
        ordering = ["principle", "position", "pk"]

    def __str__(self) -> str:
        return self.text


class CheckItemManager(models.Manager["CheckItem"]):
    def copy_template(self, project: Project) -> None:
        """Give the project its own copy of the questions, in its own language."""
        in_nynorsk = project.lang == "nn"
        self.bulk_create(
            CheckItem(
                project=project,
                principle=question.principle,
                position=number,
                question=question.text_nn if in_nynorsk else question.text,
                hint=question.evidence_nn if in_nynorsk else question.evidence,
            )
            for number, question in enumerate(Question.objects.filter(is_active=True), 1)
        )


class CheckItem(models.Model):
    class State(models.TextChoices):
        NOT_BEGUN = "ikke", _("Not begun")
        BEGUN = "pabegynt", _("Begun")
        DONE = "gjort", _("Done")
        NOT_RELEVANT = "uaktuelt", _("Not relevant")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="checklist")
    principle = models.PositiveSmallIntegerField(_("principle"), choices=Principle.choices)
    position = models.PositiveSmallIntegerField(default=0)
    question = models.CharField(_("question"), max_length=200)
    hint = models.CharField(_("what shows it"), max_length=200)
    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.NOT_BEGUN
    )
    evidence_text = models.TextField(_("evidence: text"), max_length=1000, blank=True)
    evidence_link = models.URLField(_("evidence: link"), blank=True)
    evidence_file = models.ForeignKey(
        ProjectAttachment,
        verbose_name=_("evidence: document of the project"),
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
    )
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    ticked_on = models.DateField(_("date"), null=True, blank=True, editable=False)

    objects = CheckItemManager()

    class Meta:
        verbose_name = _("check point")
        verbose_name_plural = _("checklist")
        ordering = ["principle", "position", "pk"]
        default_permissions = ()
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~models.Q(state="gjort")
                | (
                    models.Q(ticked_by__isnull=False, ticked_on__isnull=False)
                    & (
                        ~models.Q(evidence_text="")
                        | ~models.Q(evidence_link="")
                        | models.Q(evidence_file__isnull=False)
                    )
                ),
                name="what_is_ticked_has_evidence",
                violation_error_message=_("Show it first: write, link to or choose the evidence."),
            ),
        ]

    def __str__(self) -> str:
        return self.question
