"""What a citizen says, and what the municipality answers: one table for all kinds of it.

Comments, suggestions and answers at a hearing each own one row by a one-to-one relation. So there
is one queue, one log, one way to complain, one retention.
"""

import secrets
from hashlib import sha256
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from municipality.models import Person

LONGEST_TEXT = 50_000
LONGEST_NAME = 80
LONGEST_EXCERPT = 400


def new_key() -> str:
    return secrets.token_urlsafe(16)


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


class Rule(models.TextChoices):
    """Why something is hidden. The first six are the rules of the comment rules page; the last two
    break none, and have no number."""

    TOPIC = "tema", _("off topic")
    ATTACK = "personangrep", _("attack on a person")
    PRIVACY = "personvern", _("personal information about others")
    UNLAWFUL = "ulovlig", _("threats, hate or other unlawful content")
    ADVERT = "reklame", _("advertising or spam")
    CASE = "enkeltsak", _("belongs in a case of its own")
    DUPLICATE = "duplikat", _("the same contribution several times")
    OWN_WISH = "egen", _("removed at the wish of the one who wrote it")


NUMBERS = {
    Rule.TOPIC: 1,
    Rule.ATTACK: 2,
    Rule.PRIVACY: 3,
    Rule.UNLAWFUL: 4,
    Rule.ADVERT: 4,
    Rule.CASE: 5,
}


class ContributionQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(state=Contribution.State.WAITING)

    def published(self) -> Self:
        return self.filter(state=Contribution.State.PUBLISHED)

    def of_all_kinds(self) -> Self:
        """With the row that owns each, whatever kind it is of."""
        return self.select_related(*(kind.name for kind in kinds()))

    def with_results(self) -> Self:
        """With what each became, as far as the public sees it: `results`."""
        return self.prefetch_related(results())


def results(path: str = "became") -> models.Prefetch:
    """What contributions became. `path` leads to it from the rows that are read."""
    public = Contribution.objects.published().of_all_kinds().order_by("pk")
    return models.Prefetch(path, queryset=public, to_attr="results")


class Contribution(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        PUBLISHED = "published", _("Published")
        HIDDEN = "hidden", _("Hidden")
        SPAM = "spam", _("Spam")

    class Channel(models.TextChoices):
        WEB = "web", _("On the website")
        PHONE = "phone", _("By telephone")
        COUNTER = "counter", _("At the counter")
        STAFF = "staff", _("By staff")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    token = models.CharField(max_length=22, unique=True, default=new_key, editable=False)

    title = models.CharField(_("title"), max_length=150, blank=True)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True)
    # What finds the same text again, without reading all the others. Erased with the text.
    text_digest = models.CharField(max_length=64, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=LONGEST_NAME, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    email_confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    lang = models.CharField(_("language"), max_length=2, choices=settings.TEXT_LANGUAGES)
    channel = models.CharField(
        _("channel"), max_length=7, choices=Channel.choices, default=Channel.WEB
    )

    # An answer of the municipality: who signs, and as what at that time.
    person = models.ForeignKey(
        Person,
        verbose_name=_("who signs"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    signature = models.CharField(max_length=200, blank=True, editable=False)

    answers = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="answered_by"
    )
    came_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="became"
    )
    # What it is about, as it was when it came.
    about = models.CharField(_("about"), max_length=200)
    about_excerpt = models.TextField(max_length=LONGEST_EXCERPT, blank=True)
    about_address = models.CharField(max_length=300)

    # A digest under a key that is deleted within a day: see municipality/attempts.py.
    sender = models.CharField(max_length=64, blank=True, editable=False)
    spam_score = models.PositiveSmallIntegerField(_("spam score"), default=0, editable=False)
    held_for = models.CharField(max_length=100, blank=True, editable=False)  # see spam.Reason

    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.WAITING)
    rule = models.CharField(_("rule"), max_length=12, choices=Rule.choices, blank=True)
    created_at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)  # the first time
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    moderators_told_at = models.DateTimeField(null=True, blank=True, editable=False)

    results: list[Self]  # what it became: see with_results()

    objects: ClassVar[Any] = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["created_at", "pk"]
        default_permissions = ("view", "moderate")
        indexes = [
            models.Index(fields=["state", "created_at", "id"], name="contribution_queue"),
            models.Index(fields=["sender", "created_at"], name="contribution_sender"),
            models.Index(fields=["text_digest", "created_at"], name="contribution_text"),
            models.Index(Lower("email"), "created_at", name="contribution_email"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="hidden") | ~models.Q(rule=""),
                name="what_is_hidden_breaks_a_rule",
                violation_error_message=_("Say which rule it breaks."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(published_at__isnull=False),
                name="what_is_published_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Contribution no. %(number)s") % {"number": self.pk}

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.text_digest = digest(self.text) if self.text else ""
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The page of the one who wrote it. Its key is the secret."""
        return reverse("dialogue:contribution", args=[self.key])

    @property
    def kind(self) -> Any:
        """The row that owns this one, such as a comment."""
        return next(filter(None, (getattr(self, kind.name, None) for kind in kinds())), None)

    @property
    def kind_name(self) -> str:
        return str(self.kind._meta.verbose_name) if self.kind else ""

    @property
    def page_address(self) -> str:
        """The page on which it stands in public, when it does: its kind's own, if it has one."""
        own = getattr(self.kind, "get_absolute_url", None)
        return own() if own else self.about_address

    @property
    def public_address(self) -> str:
        return f"{self.page_address}#innspill-{self.pk}"

    @property
    def is_official(self) -> bool:
        return self.person_id is not None

    @property
    def signed(self) -> str:
        """Who said it, as the public sees it."""
        return self.name or gettext("Anonymous")

    @property
    def rule_number(self) -> int | None:
        return NUMBERS.get(Rule(self.rule)) if self.rule else None

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_hidden(self) -> bool:
        return self.state == self.State.HIDDEN

    @property
    def is_taken_back(self) -> bool:
        return self.is_hidden and self.rule == Rule.OWN_WISH

    def says(self, values: dict[str, str]) -> bool:
        return all(getattr(self, name) == value for name, value in values.items())


def kinds() -> list[Any]:
    """The relations through which a kind of contribution owns one."""
    return [relation for relation in Contribution._meta.related_objects if relation.one_to_one]
