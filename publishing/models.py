from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from pictures.models import PictureField
from simple_history.models import HistoricalRecords
from taggit.models import TagBase

from publishing.slugs import norwegian_slug


class Picture(models.Model):
    """A cleaned picture. The row exists only when its renditions do: saving writes them first."""

    file = PictureField(
        _("file"),
        upload_to="pictures/",
        width_field="width",
        height_field="height",
        help_text=_("JPEG, PNG, WebP, GIF or AVIF, at most 15 MB. Place and camera are removed."),
    )
    width = models.PositiveIntegerField(_("width"), editable=False, default=0)
    height = models.PositiveIntegerField(_("height"), editable=False, default=0)
    title = models.CharField(
        _("name"), max_length=120, help_text=_("What you will look for in the picture list.")
    )
    alt = models.CharField(
        _("suggested alternative text"),
        max_length=300,
        blank=True,
        help_text=_(
            "What the picture shows, for those who cannot see it. "
            "Each use may say it in its own way."
        ),
    )
    credit = models.CharField(_("photographer or source"), max_length=120, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class PictureUse(models.Model):
    """One picture at one place in another row: the alternative text belongs to the place."""

    picture = models.ForeignKey(
        Picture,
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    picture_alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_(
            "Say what the picture shows. Left empty, the picture's own suggestion is used."
        ),
    )
    picture_decorative = models.BooleanField(
        _("only decoration"),
        default=False,
        help_text=_("The picture says nothing that the text does not say."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if not self.picture or self.picture_decorative or self.picture_alt:
            return
        self.picture_alt = self.picture.alt
        if not self.picture_alt:
            message = _("Write an alternative text, or tick «only decoration».")
            raise ValidationError({"picture_alt": message})

    @property
    def picture_text(self) -> str:
        """The `alt` to print: empty for a decoration."""
        return "" if self.picture_decorative else self.picture_alt


class Tag(TagBase):
    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def slugify(self, tag: str, i: int | None = None) -> str:
        slug = norwegian_slug(tag) or "emne"
        return f"{slug}-{i}" if i else slug


class OldSlug(models.Model):
    """A slug that a text had before. Its address answers 301 to the new one."""

    kind = models.CharField(max_length=60)
    slug = models.SlugField(max_length=80)
    target = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="an_old_slug_has_one_target"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"

    @classmethod
    def remember(cls, instance: models.Model, slug: str) -> None:
        """Let `slug` lead to `instance`; the newest owner of a slug wins."""
        kind = instance._meta.label_lower
        cls.objects.update_or_create(kind=kind, slug=slug, defaults={"target": instance.pk})

    @classmethod
    def of_others(cls, instance: models.Model) -> "models.QuerySet[OldSlug]":
        """The old slugs that lead to other rows than this one."""
        rows = cls.objects.filter(kind=instance._meta.label_lower)
        return rows.exclude(target=instance.pk or 0)

    @classmethod
    def find(cls, model: type[models.Model], slug: str) -> Any:
        """Return the primary key that `slug` belonged to, or None."""
        rows = cls.objects.filter(kind=model._meta.label_lower, slug=slug)
        return rows.values_list("target", flat=True).first()


class SearchEntry(models.Model):
    """What the search knows of one published row: see publishing/search.py, its only writer.

    Drafts and what is withdrawn have none. The stems stand beside it: in a column that only
    PostgreSQL has, or in a table that only SQLite has (migration 0002_search).
    """

    kind = models.CharField(max_length=60)
    object_id = models.PositiveBigIntegerField()
    title = models.CharField(max_length=200)
    address = models.CharField(max_length=300)
    lang = models.CharField(max_length=2)
    text = models.TextField()
    visible_from = models.DateTimeField()
    year = models.PositiveSmallIntegerField(db_index=True)  # of `visible_from`, here
    # The order of `visible_from`, each number once: what is newest is found without sorting.
    position = models.BigIntegerField(null=True, unique=True)
    rules = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"], name="a_row_has_one_search_entry"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.address

    @property
    def kind_name(self) -> str:
        model: Any = apps.get_model(self.kind)
        return str(getattr(model, "found_as", model._meta.verbose_name))
