"""Where a picture is used: in rows that have chosen it, and in texts that show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db import models, transaction
from django.urls import NoReverseMatch, reverse
from simple_history.models import HistoricalChanges

from publishing.links import rich_texts_of
from publishing.models import Picture
from publishing.pictures import save_or_sweep
from publishing.publication import Publication
from publishing.richtext import RichTextField, stored_form


@dataclass(frozen=True)
class Use:
    """One picture at one place."""

    row: Any
    field: models.Field

    def __str__(self) -> str:
        kind = str(self.row._meta.verbose_name)
        return f"{kind[:1].upper()}{kind[1:]} «{self.row}»: {self.field.verbose_name}"

    @property
    def admin_url(self) -> str:
        """Where staff change it; empty for what has no page of its own."""
        opts = self.row._meta
        try:
            return reverse(
                f"{admin.site.name}:{opts.app_label}_{opts.model_name}_change", args=[self.row.pk]
            )
        except NoReverseMatch:
            return ""


def uses_of(picture: Picture) -> list[Use]:
    return [*chosen(picture), *shown_in_texts(picture)]


def chosen(picture: Picture) -> Iterator[Use]:
    for model in living_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is Picture:
                rows = model._base_manager.filter(**{field.name: picture})
                yield from (Use(row, field) for row in rows)


def shown_in_texts(picture: Picture) -> Iterator[Use]:
    # The attribute, with its quote: one address may be the beginning of another.
    sources = [f'src="{address}"' for address in addresses_of(picture)]
    for model in living_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, RichTextField):
                there = models.Q(
                    *[(f"{field.name}__contains", source) for source in sources],
                    _connector=models.Q.OR,
                )
                yield from (Use(row, field) for row in model._base_manager.filter(there))


def addresses_of(picture: Picture) -> set[str]:
    """Return the picture's address, and those that it had before it was changed."""
    names = {picture.file.name, *picture.history.values_list("file", flat=True)}
    return {picture.file.storage.url(name) for name in names if name}


def living_models() -> list[type[models.Model]]:
    """Every table but those that remember what was."""
    return [model for model in apps.get_models() if not issubclass(model, HistoricalChanges)]


def is_locked(picture: Picture) -> bool:
    """Whether it stands in a text that is never changed, and so keeps its file."""
    return any(getattr(use.row, "is_frozen", False) for use in shown_in_texts(picture))


def change_picture(picture: Picture) -> None:
    """Save a picture, and anew the texts whose markup is written from it. That is no change of
    the texts: «last updated» stays. Old files stay too, for the history."""
    with transaction.atomic():
        save_or_sweep(picture)
        for text in {use.row for use in shown_in_texts(picture)}:
            if not getattr(text, "is_frozen", False) and is_out_of_date(text):
                save_anew(text)


def save_anew(text: models.Model) -> None:
    if isinstance(text, Publication):
        text.save(touch=False)
    else:
        text.save()


def is_out_of_date(text: models.Model) -> bool:
    stored = [getattr(text, name) for name in rich_texts_of(type(text))]
    return any(stored_form(html) != html for html in stored)
