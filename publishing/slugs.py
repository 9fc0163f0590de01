"""Addresses in plain letters. Norwegian letters are spelt out, never dropped."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

NORWEGIAN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a"})

# Words that are addresses of their own beside the slugs.
RESERVED = frozenset({"kontoer", "utkast", "nytt", "emne"})

small_letters = RegexValidator(
    r"^[-a-z0-9_]+\Z",
    _("Use small letters from a to z, digits and hyphens alone."),
)


def norwegian_slug(text: str, *, max_length: int = 80) -> str:
    """Return `text` as a slug of at most `max_length` characters, cut between words."""
    slug = slugify(text.translate(NORWEGIAN))
    if len(slug) > max_length:
        slug = slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]
    return slug


def free_slug(
    instance: models.Model,
    text: str,
    *,
    reserved: frozenset[str],
    old: models.QuerySet[Any],
    max_length: int = 80,
) -> str:
    """Return a slug that is not reserved, that no other row of the same model has, and that is
    not among the `old` ones, which still lead to others."""
    base = norwegian_slug(text, max_length=max_length) or "uten-tittel"
    others = type(instance)._default_manager.exclude(pk=instance.pk)
    # What all the candidates begin with, up to number 9999.
    begin = base[: max_length - 5]
    found = [
        rows.filter(slug__startswith=begin).values_list("slug", flat=True) for rows in (others, old)
    ]
    taken = reserved.union(*found)
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base[: max_length - len(str(number)) - 1]}-{number}"
    return slug
