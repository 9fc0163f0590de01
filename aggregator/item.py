"""One entry of somebody whom we follow, as we keep it. Everything in it is plain text."""

from contextlib import suppress
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from aggregator.source import Source
from publishing.search import SearchText, index, remove

# Others' pictures, apart from our own: staff do not choose among them for their texts.
FOLDER = "pictures/fulgt/"


class ItemQuerySet(models.QuerySet):
    def published(self) -> Self:
        """What the public sees. What came through two feeds is shown once."""
        return self.of_the_feed().filter(source__is_active=True)

    def of_the_feed(self) -> Self:
        return self.filter(state=Item.State.SHOWN, copy_of=None)

    def of_kind(self, kind: str) -> Self:
        return self.filter(source__kind=kind)

    def on_front_page(self) -> Self:
        return self.filter(source__on_front_page=True)

    def with_picture(self) -> Self:
        return self.exclude(picture="")

    def pinned(self) -> Self:
        return self.filter(pinned_at__isnull=False)

    def shared(self) -> Self:
        return self.filter(shared_at__isnull=False)

    def newest_of_each(self) -> Self:
        """The newest of these from each source that is followed."""
        own = Item.objects.published().filter(source=models.OuterRef("pk"))
        newest = models.Subquery(own.order_by("-published_at", "-pk").values("pk")[:1])
        return self.filter(pk__in=Source.objects.shown().annotate(newest=newest).values("newest"))

    def not_over(self) -> Self:
        """Without courses that have been."""
        return self.exclude(takes_place_on__lt=timezone.localdate())

    def for_lists(self) -> Self:
        return self.select_related("source")

    def for_sharing(self) -> Self:
        """What is shared, the last first, with what is said of it."""
        rows = self.shared().select_related("source", "shared_by__person")
        return rows.order_by("-shared_at", "-pk")

    def searchable(self) -> Self:
        """The few that the search may know."""
        return self.shared()

    def index_shared(self) -> None:
        """Let the search know what their source is called now, and whether we still follow it."""
        rows: Any = self.shared()
        for row in rows.select_related("source"):
            index(row)

    def forget_shared(self) -> None:
        rows: Any = self.shared()
        for row in rows:
            remove(row)


class Item(models.Model):
    class State(models.TextChoices):
        SHOWN = "vist", _("Shown")
        HIDDEN = "skjult", _("Hidden")
        # The row stays, empty, so that the feed does not bring the entry back.
        DELETED = "slettet", _("Deleted")

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="items"
    )
    # Digests of what the feed calls it, and of where it leads: see aggregator/identity.py
    identity = models.CharField(max_length=64, editable=False, db_index=True)
    link_identity = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    copy_of = models.ForeignKey(
        "self",
        verbose_name=_("came before from another source"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="copies",
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    link = models.URLField(_("link"), max_length=1000, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    author = models.CharField(_("author"), max_length=120, blank=True)
    picture = models.FileField(_("picture"), upload_to=FOLDER, blank=True, editable=False)
    picture_width = models.PositiveIntegerField(default=0, editable=False)
    picture_height = models.PositiveIntegerField(default=0, editable=False)
    picture_alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    # Where the copy is made from; a page never links there.
    picture_address = models.CharField(max_length=1000, blank=True, editable=False)
    picture_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(_("published"))  # never later than we first saw it
    first_seen_at = models.DateTimeField(_("first seen"), default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now, editable=False)  # to the day
    takes_place_on = models.DateField(_("takes place on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.SHOWN)
    pinned_at = models.DateTimeField(_("pinned"), null=True, blank=True)
    shared_at = models.DateTimeField(_("shared"), null=True, blank=True)
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("shared by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    shared_note = models.TextField(_("our note"), max_length=500, blank=True)

    objects: ClassVar[Any] = ItemQuerySet.as_manager()

    # In the search, where only those stand that are shared.
    found_as, found_as_many = _("shared link"), _("shared links")
    is_worldwide: bool  # while it is stored: whether other feeds call it the same

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(
                fields=["source", "-published_at", "-id"],
                condition=models.Q(state="vist", copy_of=None),
                name="newest_entries_of_a_source",
            ),
            models.Index(
                fields=["-published_at", "-id"],
                condition=models.Q(state="vist", copy_of=None),
                name="newest_entries_of_all",
            ),
            models.Index(
                fields=["-shared_at"],
                condition=models.Q(shared_at__isnull=False),
                name="entries_shared_last",
            ),
            models.Index(
                fields=["-pinned_at"],
                condition=models.Q(pinned_at__isnull=False),
                name="entries_pinned_last",
            ),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["source", "identity"], name="an_entry_is_in_a_source_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="slettet")
                | models.Q(title="", summary="", author="", picture="", picture_address=""),
                name="nothing_is_left_of_a_deleted_entry",
            ),
            models.CheckConstraint(
                condition=models.Q(shared_at__isnull=False) | models.Q(shared_note=""),
                name="a_note_stands_with_what_is_shared",
                violation_error_message=_("Share the entry, or leave the note empty."),
            ),
            models.CheckConstraint(
                condition=models.Q(copy_of=None) | ~models.Q(copy_of=models.F("id")),
                name="no_entry_is_a_copy_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        if self.is_shared:
            index(self)

    def get_absolute_url(self) -> str:
        """The page of its own, of one that is shared."""
        return reverse("aggregator:shared_detail", args=[self.pk])

    def search_text(self) -> SearchText | None:
        if not (self.shared_at and self.is_public):
            return None
        return SearchText(
            title=self.headline[:200],
            address=self.get_absolute_url(),
            lang=self.source.lang,
            visible_from=self.shared_at,
            lead=self.shared_note,
            keywords=str(self.source),
            body=self.summary,
        )

    @property
    def is_public(self) -> bool:
        is_shown = self.state == self.State.SHOWN and self.copy_of_id is None
        return is_shown and self.source.is_active

    @property
    def shared_by_whom(self) -> str:
        """Title and name as under our own texts; empty where the municipality alone signs."""
        person = getattr(self.shared_by, "person", None)
        return person.byline if person else ""

    @property
    def headline(self) -> str:
        """Its title; a microblog has none, and begins with its text."""
        return self.title or Truncator(self.summary).words(12, truncate="…") or self.link

    @property
    def words(self) -> str:
        """The text itself, of what is so short that a title only repeats it."""
        return self.summary or self.title

    @property
    def is_pinned(self) -> bool:
        return self.pinned_at is not None

    @property
    def is_shared(self) -> bool:
        return self.shared_at is not None

    def empty(self) -> None:
        """Delete it: nothing is left but its identity, so that it does not come back."""
        name = self.picture.name
        words = ("title", "link", "summary", "author", "picture", "picture_alt", "place")
        for field in (*words, "picture_address", "shared_note"):
            setattr(self, field, "")
        self.picture_width = self.picture_height = 0
        self.takes_place_on = self.pinned_at = self.shared_at = self.shared_by = None
        self.state = self.State.DELETED
        self.save()
        remove_file(name)


def remove_file(name: str | None) -> None:
    """Remove a file when what was written about it is safe."""

    def remove() -> None:
        with suppress(OSError):
            default_storage.delete(str(name))

    if name:
        transaction.on_commit(remove)
