"""A citizen's suggestion, and what the municipality makes of it, in the open."""

from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dialogue.contribution import Contribution, Rule
from lean import verdict
from lean.follower import Follow, Support
from lean.project import Project, department_of
from municipality.models import Department
from publishing.publication import may
from publishing.search import SearchText, index

ASKED_AFTER = timedelta(days=28)
ANSWER_WITHIN = timedelta(days=14)
State = Contribution.State


class SuggestionQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(contribution__state=State.PUBLISHED)

    def with_a_page(self) -> Self:
        """What has its own address in public: what is hidden says so there."""
        hidden = models.Q(contribution__state=State.HIDDEN)
        unseen = models.Q(contribution__rule=Rule.OWN_WISH, contribution__published_at=None)
        return self.filter(models.Q(contribution__state=State.PUBLISHED) | hidden & ~unseen)

    def for_lists(self) -> Self:
        rows = self.annotate(supporters=supporters())
        return rows.select_related("contribution", "department", "project")

    def for_staff(self, user: Any) -> Self:
        """Supervisors have all suggestions; a leader those to the own department."""
        if not may(user, "view", self.model):
            return self.none()
        if may(user, "supervise", Project):
            return self.all()
        department = department_of(user)
        return self.filter(department=department) if department else self.none()

    def open(self) -> Self:
        """Public, and not brought to an end."""
        return self.published().exclude(status__in=Suggestion.ENDED)

    def overdue(self) -> Self:
        """Open and without an answer for longer than we have promised."""
        since = timezone.now() - ANSWER_WITHIN
        return self.open().filter(answer=None, contribution__created_at__lt=since)

    def reopened(self) -> Self:
        return self.open().filter(verdict=Suggestion.Verdict.NO)

    def outlived(self) -> Self:
        """Open still, while the project it became has ended. What the author has opened again
        waits by itself."""
        rows = self.open().filter(project__status__in=Project.ENDED)
        return rows.exclude(verdict=Suggestion.Verdict.NO)

    def to_be_asked(self) -> Self:
        """Whose author is to say whether it helped: at an address that is the author's."""
        return self.published().filter(
            status__in=Suggestion.ENDED,
            ended_at__lte=timezone.now() - ASKED_AFTER,
            asked_at=None,
            verdict="",
            contribution__email_confirmed_at__isnull=False,
        )


def supporters() -> Coalesce:
    """How many have confirmed that they support it, or a duplicate of it; nobody counts twice."""
    own = models.OuterRef(models.OuterRef("pk"))
    same = Suggestion.objects.filter(models.Q(pk=own) | models.Q(duplicate_of=own)).order_by()
    rows: Any = Support.objects.confirmed().filter(suggestion__in=same).order_by()
    counted = rows.values(all=models.Value(1)).annotate(
        number=models.Count("address", distinct=True)
    )
    return Coalesce(models.Subquery(counted.values("number")), 0)


class Suggestion(models.Model):
    class Status(models.TextChoices):
        RECEIVED = "mottatt", _("Received")
        CONSIDERED = "vurderes", _("Being considered")
        PLANNED = "planlagt", _("Planned")
        ONGOING = "i_gang", _("Under way")
        DONE = "gjennomfort", _("Carried out")
        PARTLY = "delvis", _("Carried out in part")
        REFUSED = "avslatt", _("Refused")
        DUPLICATE = "duplikat", _("Duplicate")

    class Verdict(models.TextChoices):
        YES = "ja", _("Solved")
        PARTLY = "delvis", _("Solved in part")
        NO = "nei", _("Not solved")

    ENDED: ClassVar[tuple[str, ...]] = (
        Status.DONE, Status.PARTLY, Status.REFUSED, Status.DUPLICATE,
    )  # fmt: skip

    # What its author is told when it waits.
    THANKS = _("Thank you for the suggestion. It becomes visible when we have read it.")

    # The number of a suggestion is its contribution's: one number in mails and addresses.
    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, primary_key=True, related_name="suggestion"
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="suggestions",
    )
    is_about_website = models.BooleanField(_("about this website"), default=False)
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.RECEIVED
    )
    answer = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    project = models.ForeignKey(
        Project,
        verbose_name=_("project"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="suggestions",
    )
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates"
    )
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    verdict = models.CharField(max_length=6, choices=Verdict.choices, blank=True, editable=False)

    objects: ClassVar[Any] = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["-contribution"]
        default_permissions = ("add", "change", "view")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status__in=["gjennomfort", "delvis", "avslatt", "duplikat"])
                | models.Q(answer__isnull=False, ended_at__isnull=False),
                name="what_has_ended_has_an_answer",
                violation_error_message=_("Answer the suggestion before you end it."),
            ),
            models.CheckConstraint(
                condition=~models.Q(status="duplikat") | models.Q(duplicate_of__isnull=False),
                name="a_duplicate_is_of_another",
                violation_error_message=_("Say which suggestion it is the same as."),
            ),
            models.CheckConstraint(
                condition=~models.Q(duplicate_of=models.F("contribution")),
                name="no_suggestion_is_a_duplicate_of_itself",
                violation_error_message=_("A suggestion is no duplicate of itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.contribution.title or str(self.contribution)

    def get_absolute_url(self) -> str:
        return reverse("lean:suggestion_detail", args=[self.pk])

    def search_text(self) -> SearchText | None:
        said = self.contribution
        if not said.is_published or said.published_at is None:
            return None
        answer = self.answer.text if self.answer and self.answer.is_published else ""
        return SearchText(
            title=said.title,
            address=self.get_absolute_url(),
            lang=said.lang,
            visible_from=said.published_at,
            body=f"{said.text} {answer}",
        )

    @property
    def has_ended(self) -> bool:
        return self.status in self.ENDED

    @property
    def is_reopened(self) -> bool:
        return not self.has_ended and self.verdict == self.Verdict.NO

    @property
    def is_outrun(self) -> bool:
        """Whether the project has come further than we say here."""
        if self.project is None or self.has_ended or self.is_reopened:
            return False
        is_begun = self.project.status in (Project.Status.ONGOING, Project.Status.MEASURING)
        return self.project.has_ended or (is_begun and self.status != self.Status.ONGOING)

    @property
    def addressee(self) -> str:
        """What it is about, as far as anybody has said."""
        return str(_("This website")) if self.is_about_website else str(self.department or "")

    @property
    def answer_due_on(self) -> date:
        return timezone.localdate(self.contribution.created_at + ANSWER_WITHIN)

    @property
    def is_overdue(self) -> bool:
        waits = not self.has_ended and not self.answer_id
        return waits and self.answer_due_on < timezone.localdate()

    # What the dialogue asks of a kind of contribution: see docs/architecture.md

    def moderated(self) -> None:
        """What is public now is found, and what is hidden is not."""
        index(self)

    def add_answer(self, answer: Contribution) -> None:
        self.answer = answer
        self.save(update_fields=["answer"])
        Follow.objects.note(suggestion=self)

    def own_page(self, proof: str) -> tuple[str, dict[str, Any]]:
        may_judge = verdict.proves(self, proof)
        title = gettext("Suggestion no. %(number)s") % {"number": self.pk}
        context = {"suggestion": self, "proof": proof, "may_judge": may_judge}
        return "lean/_own_page.html", {"kind_title": title, **context}

    def author_says(self, verb: str, proof: str) -> None:
        if verb in self.Verdict.values:
            verdict.judge(self, said=verb, proof=proof)

    def staff_links(self, user: Any) -> list[tuple[str, str]]:
        if not type(self).objects.for_staff(user).filter(pk=self.pk).exists():
            return []
        page = reverse("admin:lean_suggestion_change", args=[self.pk])
        return [(gettext("Status, official answer and project"), page)]


class Event(models.Model):
    """One point on the open timeline of a suggestion."""

    class Kind(models.TextChoices):
        STATUS = "status", _("status")
        BECAME = "prosjekt", _("became a project")
        VERDICT = "dom", _("the author's answer")

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.STATUS)
    status = models.CharField(max_length=12, choices=Suggestion.Status.choices, blank=True)
    verdict = models.CharField(max_length=6, choices=Suggestion.Verdict.choices, blank=True)
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_kind_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic(savepoint=False):
            is_new = self._state.adding
            super().save(*args, **kwargs)
            if is_new:
                Follow.objects.note(suggestion=self.suggestion)

    @property
    def is_public(self) -> bool:
        return self.project is None or self.project.is_public
