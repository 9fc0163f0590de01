"""Links between our own texts: they are taken along when an address changes."""

import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q

from publishing.richtext import RichTextField


def take_links_along(mover: Any, old: str, new: str, *, kinds: Iterable[Any]) -> None:
    """Write `new` for `old` in every other text of these `kinds` that links there. That is no
    change of the text: «last updated» stays."""
    for kind in kinds:
        wanted = [(f"{name}__contains", old) for name in rich_texts_of(kind)]
        for text in kind._base_manager.filter(Q(*wanted, _connector=Q.OR)) if wanted else []:
            if text != mover and write_address(text, old, new):
                text.save(touch=False)


def write_address(text: Any, old: str, new: str) -> bool:
    """Write `new` for `old` in the links of `text`, saving nothing; return if there were any."""
    ours = re.escape(settings.SITE_URL.rstrip("/"))
    link = re.compile(rf'(<a [^>]*?href=")(?:{ours})?{re.escape(old)}(?=["#?])')
    found = 0
    for name in rich_texts_of(type(text)):
        written, number = link.subn(lambda match: match[1] + new, getattr(text, name))
        setattr(text, name, written)
        found += number
    return found > 0


def rich_texts_of(model: Any) -> list[str]:
    return [field.name for field in model._meta.fields if isinstance(field, RichTextField)]
