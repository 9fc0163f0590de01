"""Those who follow by mail, and those who support a suggestion.

A follower's address is kept for as long as something is followed: the mails need it. A supporter's
is not kept at all: a digest of it is enough to count an address once.
"""

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from dialogue.contribution import new_key

TELL_EVERY = timedelta(days=1)


class Follower(models.Model):
    email = models.EmailField(unique=True)  # in small letters: see address_of()
    # Stands in the mails alone, and leads to the page where all of it can be stopped.
    key = models.CharField(max_length=32, unique=True, default=new_key)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("lean:follower", args=[self.key])


class WishQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def unconfirmed(self) -> Self:
        return self.filter(confirmed_at=None)

    def asked_since(self, moment: Any) -> Self:
        return self.filter(asked_at__gt=moment)


class FollowQuerySet(WishQuerySet):
    def note(self, **about: Any) -> None:
        """Let the next digest tell that something has happened. It belongs to the transaction of
        what happened, so that nothing is told of what was not, and nothing is left out."""
        self.confirmed().filter(**about).update(changes=models.F("changes") + 1)


class Wish(models.Model):
    """What somebody asked for with an address, and confirms by the button that a mail leads to."""

    key = models.CharField(max_length=32, unique=True, default=new_key)
    sender = models.CharField(max_length=64, blank=True)  # see dialogue/senders.py
    asked_at = models.DateTimeField(default=timezone.now)  # the last time it was mailed about
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return self.key


class Follow(Wish):
    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="follows")
    suggestion = models.ForeignKey(
        "lean.Suggestion",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="followed_by",
    )
    project = models.ForeignKey(
        "lean.Project", on_delete=models.CASCADE, null=True, blank=True, related_name="followed_by"
    )
    # What has happened since the last digest.
    changes = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = FollowQuerySet.as_manager()

    class Meta(Wish.Meta):
        ordering = ["confirmed_at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(suggestion=None, project__isnull=False)
                | models.Q(suggestion__isnull=False, project=None),
                name="a_follower_follows_a_suggestion_or_a_project",
            ),
            models.UniqueConstraint(
                fields=["follower", "suggestion"], name="a_suggestion_is_followed_once"
            ),
            models.UniqueConstraint(
                fields=["follower", "project"], name="a_project_is_followed_once"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("lean:follow", args=[self.key])

    @property
    def thing(self) -> Any:
        return self.suggestion or self.project

    @property
    def is_public(self) -> bool:
        if self.suggestion:
            return bool(self.suggestion.contribution.is_published)
        return bool(self.project and self.project.is_public)

    @property
    def name(self) -> str:
        """Without a word of what a citizen wrote: it goes by mail."""
        if self.suggestion_id:
            return _("Suggestion no. %(number)s") % {"number": self.suggestion_id}
        return _("A project")


class Support(Wish):
    suggestion = models.ForeignKey(
        "lean.Suggestion", on_delete=models.CASCADE, related_name="supports"
    )
    address = models.CharField(max_length=64)  # a digest: see digest_of()

    objects: ClassVar[Any] = WishQuerySet.as_manager()

    class Meta(Wish.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["suggestion", "address"], name="an_address_supports_a_suggestion_once"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("lean:support", args=[self.key])


def address_of(email: str) -> str:
    """One person writes an address with large and small letters as it comes."""
    return email.strip().lower()


def digest_of(email: str) -> str:
    digest: str = salted_hmac("lean.support", address_of(email), algorithm="sha256").hexdigest()
    return digest
