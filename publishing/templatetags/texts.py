from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from publishing.sorting import norwegian_key

register = template.Library()

LONG = "l j. F Y"  # fredag 17. september 2010
NO_BREAK_SPACE = "\u00a0"


@register.simple_tag
def long_date(moment: datetime) -> SafeString:
    """A <time> that reads «fredag 17. september 2010», with the local time in its attribute."""
    local = timezone.localtime(moment)
    stamp = local.isoformat(timespec="seconds")
    return format_html('<time datetime="{}">{}</time>', stamp, date_format(local, LONG).lower())


@register.filter
def month_and_year(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "F Y").lower()


@register.filter
def in_threes(number: int | str) -> str:
    """Group digits as Norwegians do: 964 979 901, 12 345."""
    return f"{int(number):,}".replace(",", NO_BREAK_SPACE)


@register.filter
def in_norwegian_order(rows: Iterable[Any]) -> list[Any]:
    """Sort what has a name by it: … z æ ø å, whatever the database thinks of them."""
    return sorted(rows, key=lambda row: norwegian_key(str(row)))


@register.filter
def stored_html(html: str) -> SafeString:
    """Print a stored rich text. The one place where HTML is trusted: RichTextField sanitises at
    every save, and nothing edits the text after that."""
    return mark_safe(html)  # noqa: S308
