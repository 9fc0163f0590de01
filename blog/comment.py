"""Comments on posts. What is said, by whom and in which state is the contribution's."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dialogue.contribution import Contribution, Rule, results

State = Contribution.State
# What was taken back before it was read by anybody leaves no trace.
NEVER_SEEN = Q(contribution__rule=Rule.OWN_WISH, contribution__published_at=None)


class CommentQuerySet(models.QuerySet):
    def published(self) -> Self:
        """What can be read. An answer stands under its comment, or where that was: see threads."""
        first = Q(contribution__answers=None)
        under = Q(contribution__answers__state__in=[State.PUBLISHED, State.HIDDEN])
        return self.filter(first | under, contribution__state=State.PUBLISHED)

    def shown(self) -> Self:
        """What is public, and what is hidden: the page says so in its place."""
        hidden = Q(contribution__state=State.HIDDEN) & ~NEVER_SEEN
        return self.filter(Q(contribution__state=State.PUBLISHED) | hidden)

    def on_public_posts(self) -> Self:
        return self.filter(post__published_at__lte=timezone.now(), post__withdrawn_at=None)


class Comment(models.Model):
    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, related_name="comment"
    )
    post = models.ForeignKey("blog.Post", on_delete=models.CASCADE, related_name="comments")

    objects: ClassVar[Any] = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        default_permissions = ()

    # What its writer is told when it waits.
    THANKS = _("Thank you for the comment. It becomes visible when we have read it.")

    def __str__(self) -> str:
        return str(self.contribution)

    def add_answer(self, answer: Contribution) -> "Comment":
        """Give the municipality's answer its place among the comments."""
        return Comment.objects.create(contribution=answer, post=self.post)

    def staff_links(self, user: Any) -> list[tuple[str, str]]:
        """What staff may make of it: see docs/architecture.md."""
        said = self.contribution
        if said.is_official or not said.is_published or not user.has_perm("lean.add_suggestion"):
            return []
        page = reverse("admin:lean_suggestion_from", args=[said.pk])
        return [(gettext("Make a suggestion of it"), page)]


def number_of_comments() -> Coalesce:
    """How many comments the post of the outer query has, to annotate it with."""
    rows = Comment.objects.published().filter(post=OuterRef("pk")).order_by().values("post")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


@dataclass
class Thread:
    """A comment and the answers to it, oldest first."""

    first: Contribution
    answers: list[Contribution] = field(default_factory=list)


def threads(comments: CommentQuerySet) -> list[Thread]:
    """Two levels, each row with what it became. An answer whose comment is not shown is not shown
    either."""
    rows = comments.select_related("contribution").prefetch_related(results("contribution__became"))
    said: list[Any] = [comment.contribution for comment in rows]
    said.sort(key=lambda row: (row.created_at, row.pk))
    found = {row.pk: Thread(row) for row in said if row.answers_id is None}
    for row in said:
        if row.answers_id in found:
            found[row.answers_id].answers.append(row)
    return list(found.values())
