"""Addresses in plain letters. Norwegian letters are spelt out, never dropped."""

from django.db import models
from django.utils.text import slugify

NORWEGIAN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a"})

# Words that are addresses of their own beside the slugs.
RESERVED = frozenset({"kontoer", "utkast", "nytt", "emne"})


def norwegian_slug(text: str, *, max_length: int = 80) -> str:
    """Return `text` as a slug of at most `max_length` characters, cut between words."""
    slug = slugify(text.translate(NORWEGIAN))
    if len(slug) > max_length:
        slug = slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]
    return slug


def free_slug(instance: models.Model, text: str, *, reserved: frozenset[str] = RESERVED) -> str:
    """Return a slug that is neither reserved nor taken by another row of the same model."""
    base = norwegian_slug(text) or "uten-tittel"
    others = type(instance)._default_manager.exclude(pk=instance.pk)
    taken = set(others.filter(slug__startswith=base).values_list("slug", flat=True)) | reserved
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
