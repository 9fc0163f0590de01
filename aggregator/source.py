"""Somebody whom we follow: where their feed is, and where we show it."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from aggregator.fetch_state import TOO_LONG, FetchState
from aggregator.reason import Reason
from publishing.models import Tag

# The longest pause between two fetches is a day: a copy of two days is an old one.
OLD = timedelta(days=2)
SEARCHED = {"title", "lang", "is_active"}  # columns that the search has with what is shared
MOST_ITEMS = 10_000  # of one source, whatever its feed offers


class TaggedSource(ItemBase):
    content_object = models.ForeignKey("Source", on_delete=models.CASCADE)
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="tagged_sources")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="a_source_has_a_tag_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_object}: {self.tag}"


class SourceQuerySet(models.QuerySet):
    def shown(self) -> Self:
        return self.filter(is_active=True)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def fetched(self) -> Self:
        """Those that the worker asks, now or later."""
        return self.shown().filter(paused_at=None)

    def due(self, now: datetime | None = None) -> Self:
        """Those that it asks now. Nobody waits behind those that are known to fail."""
        at_once = models.Q(next_fetch_at=None)
        due = at_once | models.Q(next_fetch_at__lte=now or timezone.now())
        well_first = models.Case(models.When(failures=0, then=0), default=1)
        waited_longest = models.F("next_fetch_at").asc(nulls_first=True)
        return self.fetched().filter(due).order_by(well_first, waited_longest, "pk")

    def closed(self) -> Self:
        """Said by the website itself to be no more, and not resumed by anybody."""
        return self.shown().filter(paused_at__isnull=False, reason=Reason.GONE)

    def failing_long(self) -> Self:
        return self.fetched().filter(failing_since__lte=timezone.now() - TOO_LONG)

    def unusually_silent(self) -> Self:
        """They answer, and yet nothing new has come for longer than they usually let us wait."""
        return self.fetched().filter(silent_after__lte=timezone.now(), failing_since=None)


class Source(FetchState):  # type: ignore[django-manager-missing]
    class Kind(models.TextChoices):
        BLOG = "blogg", _("Blog")
        PICTURES = "bilder", _("Pictures")
        MICROBLOG = "mikroblogg", _("Microblog")
        NEWS = "nyheter", _("News and courses")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.BLOG)
    title = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("Left empty, the feed's own is used.")
    )
    feed_address = models.URLField(
        _("address of the feed"),
        max_length=500,
        unique=True,
        error_messages={"unique": _("We follow this one already.")},
    )
    home_page = models.URLField(_("home page"), max_length=500, blank=True)
    body = models.CharField(
        _("municipality or body"),
        max_length=120,
        blank=True,
        help_text=_("Who is behind it, where the name does not say so."),
    )
    lang = models.CharField(
        _("language"), max_length=2, choices=settings.TEXT_LANGUAGES, default=settings.LANGUAGE_CODE
    )
    tags = TaggableManager(
        _("tags"), through=TaggedSource, blank=True, help_text=_("Words with commas between.")
    )
    on_front_page = models.BooleanField(_("on the front page"), default=True)
    on_lean = models.BooleanField(
        _("with LEAN"), default=False, help_text=_("News from others who take part in LEAN.")
    )
    is_active = models.BooleanField(
        _("followed"),
        default=True,
        help_text=_("Not followed, nothing of it is fetched or shown."),
    )
    keep_most = models.PositiveIntegerField(
        _("most entries"),
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_ITEMS)],
        help_text=_("The oldest ones go. What is pinned or shared stays."),
    )
    keep_days = models.PositiveIntegerField(
        _("days that entries stay"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(36_500)],
        help_text=_("Left empty, they stay until there are too many."),
    )
    added_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(failures=0) | models.Q(failing_since__isnull=False),
                name="a_failing_source_has_failed_since_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.feed_address

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The search has its name, and finds nothing of what we do not follow."""
        super().save(*args, **kwargs)
        written = kwargs.get("update_fields")
        if written is None or SEARCHED & set(written):
            self.items.index_shared()

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self.items.forget_shared()
        return super().delete(*args, **kwargs)

    @property
    def state(self) -> str:
        return super().state if self.is_active else gettext("We do not follow it.")

    @property
    def old_since(self) -> datetime | None:
        """When it was last heard, where that is long ago."""
        heard = self.last_success_at
        return heard if heard and heard <= timezone.now() - OLD else None
