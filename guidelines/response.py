"""What somebody answers while an edition is open for comments. The words are the contribution's;
the place is kept here, as it was when they were written."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogue.contribution import Contribution, Rule
from guidelines.edition import Edition

State = Contribution.State
# What was taken back before it was read by anybody leaves no trace.
NEVER_SEEN = Q(contribution__rule=Rule.OWN_WISH, contribution__published_at=None)


class ResponseQuerySet(models.QuerySet):
    def shown(self) -> Self:
        """What is public, and what is hidden: the page says so in its place."""
        hidden = Q(contribution__state=State.HIDDEN) & ~NEVER_SEEN
        return self.filter(Q(contribution__state=State.PUBLISHED) | hidden)

    def published(self) -> Self:
        return self.filter(contribution__state=State.PUBLISHED)

    def from_people(self) -> Self:
        """Without what the municipality has answered."""
        return self.filter(contribution__answers=None)


class Response(models.Model):
    # What its writer is told when it waits.
    THANKS = _("Thank you for the answer. It becomes visible when we have read it.")

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, related_name="response"
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="responses")
    # Both empty: about the whole of it.
    clause_key = models.CharField(max_length=10, blank=True)
    clause_label = models.CharField(max_length=10, blank=True)  # «A7», as it was numbered then

    objects: ClassVar[Any] = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer at a hearing")
        verbose_name_plural = _("answers at hearings")
        default_permissions = ()
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(clause_key="", clause_label="")
                | (~Q(clause_key="") & ~Q(clause_label="")),
                name="an_answer_about_a_clause_says_which",
            ),
        ]

    def __str__(self) -> str:
        return str(self.contribution)

    def add_answer(self, answer: Contribution) -> "Response":
        """Give the municipality's answer its place below what it answers."""
        place = {"clause_key": self.clause_key, "clause_label": self.clause_label}
        return Response.objects.create(contribution=answer, edition=self.edition, **place)
