"""The life of a published text: draft, scheduled, public, withdrawn, purged."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.deletion import ProtectedError
from django.db.models.functions import Lower
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing.attachments import drop_attachments
from publishing.faults import faults
from publishing.links import rich_texts_of, take_links_along, write_address
from publishing.models import OldSlug
from publishing.plain import running_text
from publishing.richtext import RichTextField
from publishing.sanitiser import storable
from publishing.search import SearchText, index, remove
from publishing.slugs import RESERVED, free_slug, small_letters

# What a date may be: addresses and archives are made for these years.
YEARS = range(1900, 3000)


def this_minute() -> datetime:
    """Now, as exact as the form shows it: opening and saving a text does not move it in time."""
    return timezone.now().replace(second=0, microsecond=0)


def may(user: Any, verb: str, model: type[models.Model]) -> bool:
    """Whether the user's role has this verb for texts of this kind."""
    opts = model._meta
    return bool(user.has_perm(f"{opts.app_label}.{get_permission_codename(verb, opts)}"))


class PublicationQuerySet(models.QuerySet):
    """Visibility is asked of the clock in the query: no job flips anything."""

    def published(self) -> Self:
        return self.filter(published_at__lte=timezone.now(), withdrawn_at=None)

    def seen_by_the_public(self) -> Self:
        """Public now or once: what answers 200, 301 or 410, never 404."""
        return self.filter(published_at__lte=timezone.now())

    def withdrawn(self) -> Self:
        return self.seen_by_the_public().filter(withdrawn_at__isnull=False)

    def scheduled(self) -> Self:
        return self.filter(published_at__gt=timezone.now())

    def drafts(self) -> Self:
        return self.filter(published_at=None)

    def for_staff(self, user: Any) -> Self:
        """What a colleague may open behind the login: the same as `Publication.may_open`."""
        if may(user, "publish", self.model):
            return self.all()
        return self.filter(created_by=user.pk) if may(user, "change", self.model) else self.none()


def kinds_of_texts() -> list[Any]:
    """Return every model that is a Publication."""
    return [model for model in apps.get_models() if issubclass(model, Publication)]


class Publication(models.Model):
    # The columns that are the text, the title first: «sist oppdatert» follows them, and the search
    # reads them.
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("title",)
    SURVIVE_PURGE: ClassVar[tuple[str, ...]] = ("slug", "lang")

    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        blank=True,
        validators=[small_letters],
        error_messages={
            "invalid": small_letters.message,
            "unique": _("Another text has this address."),
        },
        help_text=_("The last part of the web address. Made from the title when left empty."),
    )
    lang = models.CharField(
        _("language"), max_length=2, choices=settings.TEXT_LANGUAGES, default=settings.LANGUAGE_CODE
    )
    published_at = models.DateTimeField(
        _("published"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("Empty is a draft. A time to come is a plan: the text shows itself then."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(
        _("reason for withdrawal"), max_length=300, blank=True, editable=False
    )
    updated_at = models.DateTimeField(_("last updated"), null=True, blank=True, editable=False)
    change_note = models.CharField(
        _("what was changed"),
        max_length=200,
        blank=True,
        help_text=_("Stands beside «last updated» when you change a text that is already public."),
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    history: ClassVar[Any]  # each text keeps its own
    objects: ClassVar[Any] = PublicationQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions: ClassVar[tuple[str, ...]] = (
            "add", "change", "delete", "view", "publish", "purge",
        )  # fmt: skip
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) ^ ~models.Q(withdrawn_reason=""),
                name="%(class)s_is_withdrawn_with_a_reason",
                violation_error_message=_("Say why the text is withdrawn."),
            ),
            models.CheckConstraint(
                condition=models.Q(slug=Lower("slug")),
                name="%(class)s_has_an_address_in_lower_case",
                violation_error_message=small_letters.message,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, touch: bool = True, **kwargs: Any) -> None:
        """Save the whole row. `touch=False` leaves «last updated» alone."""
        with transaction.atomic():
            before = self._stored()
            self.slug = self.slug or (before.slug if before else self._free_slug())
            self.version = (before.version if before else 0) + 1
            if touch and before and before.has_been_public and self._text_differs(before):
                self.updated_at = timezone.now()
            if before and before.has_been_public and before.slug != self.slug:
                OldSlug.remember(self, before.slug)
            if before is None or before.get_absolute_url() == self.get_absolute_url():
                super().save(*args, **kwargs)
            else:
                self._save_and_move(before.get_absolute_url(), *args, **kwargs)
            index(self)

    def get_absolute_url(self) -> str:
        """The permanent address; the preview for what has no date yet."""
        raise NotImplementedError

    def _save_and_move(self, old: str, *args: Any, **kwargs: Any) -> None:
        new = self.get_absolute_url()
        write_address(self, old, new)
        super().save(*args, **kwargs)
        take_links_along(self, old, new, kinds=kinds_of_texts())

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.has_been_public:
            raise ProtectedError("What has been public is withdrawn, never deleted.", {self})
        with transaction.atomic():
            remove(self)
            drop_attachments(self)
            return super().delete(*args, **kwargs)

    def clean(self) -> None:
        errors: dict[str, Any] = {}
        try:
            super().clean()
        except ValidationError as error:
            error.update_error_dict(errors)
        self.title = " ".join(storable(self.title).split())
        if not any(letter.isalnum() for letter in self.title):
            errors["title"] = _("Write a title.")
        if self.slug in self.reserved_slugs():
            errors["slug"] = _("This word is an address of its own. Choose another.")
        elif OldSlug.of_others(self).filter(slug=self.slug).exists():
            errors["slug"] = _("This address leads to another text. Choose another.")
        before = self._stored()
        if before and before.has_been_public and not self.has_been_public:
            message = _("This text has been public. Withdraw it instead of moving its date.")
            errors["published_at"] = message
        if self.published_at and self.published_at.year not in YEARS:
            errors["published_at"] = _("Write a year from 1900 to 2999.")
        if self.published_at:
            errors |= self.faults()
        if errors:
            raise ValidationError(errors)

    def reserved_slugs(self) -> frozenset[str]:
        """Words that cannot be the address of this text, because they are addresses already."""
        return RESERVED

    def _free_slug(self) -> str:
        old = OldSlug.of_others(self)
        return free_slug(self, self.title, reserved=self.reserved_slugs(), old=old)

    def _stored(self) -> Self | None:
        rows: Any = type(self)._default_manager.filter(pk=self.pk)
        stored: Self | None = rows.first() if self.pk else None
        return stored

    def _text_differs(self, other: Self) -> bool:
        return any(getattr(self, name) != getattr(other, name) for name in self.TEXT_FIELDS)

    @property
    def has_been_public(self) -> bool:
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def is_public(self) -> bool:
        return self.has_been_public and self.withdrawn_at is None

    @property
    def is_purged(self) -> bool:
        """Removed for good: nothing is left to put back."""
        return self.withdrawn_at is not None and not self.history.exists()

    def search_text(self) -> SearchText | None:
        """What the search may know: nothing of a draft, nothing of what is withdrawn."""
        if self.published_at is None or self.withdrawn_at:
            return None
        return SearchText(
            title=self.title,
            address=resolve_url(self),
            lang=self.lang,
            visible_from=self.published_at,
            body=" ".join(self._in_plain_text(name) for name in self.TEXT_FIELDS[1:]),
        )

    def _in_plain_text(self, name: str) -> str:
        written: str = getattr(self, name)
        is_rich = isinstance(self._meta.get_field(name), RichTextField)
        return running_text(written) if is_rich else written

    def may_open(self, user: Any) -> bool:
        """Those who publish see every text; those who write see their own."""
        if may(user, "publish", type(self)):
            return True
        return may(user, "change", type(self)) and self.created_by_id == user.pk

    def may_edit(self, user: Any) -> bool:
        """Those who publish change every text; those who write their own, while it is a draft."""
        if not (may(user, "change", type(self)) and self.may_open(user)):
            return False
        return self.published_at is None or may(user, "publish", type(self))

    def faults(self) -> dict[str, list[str]]:
        """What universal design forbids, as {field name: sentences}."""
        found = {name: faults(getattr(self, name)) for name in rich_texts_of(type(self))}
        return {name: sentences for name, sentences in found.items() if sentences}

    def publish(self, *, at: datetime | None = None) -> None:
        """Make the text public, now or at a time to come. Raises ValidationError for faults."""
        self.published_at = at or this_minute()
        self.full_clean()
        self.save()

    def withdraw(self, *, reason: str) -> None:
        """Take a public text away: its address answers 410 with the reason."""
        self.withdrawn_at, self.withdrawn_reason = timezone.now(), reason
        self.save(touch=False)

    def put_back(self) -> None:
        self.withdrawn_at, self.withdrawn_reason = None, ""
        self.save(touch=False)

    def purge(self, *, reason: str) -> None:
        """Remove a leaked secret for good: text and history go, the address answers 410."""
        for field in self._meta.concrete_fields:
            if field.name in self.SURVIVE_PURGE or field.is_relation:
                continue
            if isinstance(field, models.CharField | models.TextField):
                setattr(self, field.name, "")
        self.title = gettext("Removed text")
        self.withdrawn_at, self.withdrawn_reason = timezone.now(), reason
        self.save(touch=False)
        drop_attachments(self)
        self.history.all().delete()
