from datetime import timedelta
from decimal import Decimal

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from lean.durations import roughly, said
from lean.durations import short as in_short
from lean.numbers import with_unit

register = template.Library()

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@register.filter
def duration(length: timedelta) -> str:
    """A length of time as people say it: «2 timer og 15 minutter», «3 dager og 4 timer»."""
    return roughly(length)


@register.filter
def short(length: timedelta) -> str:
    """A length of time where many stand close together: «2 t 15 min», «3 d 4 t», «9 d»."""
    return in_short(length)


@register.filter
def about(length: timedelta) -> str:
    """A length of time for a large number: whole days, or whole hours when it is shorter."""
    unit = DAY if abs(length) >= DAY else HOUR
    return said(round(length / unit) * unit)


@register.filter
def measured(value: Decimal, unit: str) -> str:
    """A measured value with its unit: «1 234,5 timer»."""
    return with_unit(value, unit)


@register.filter
def breakable(name: str) -> SafeString:
    """A name that may go on in a new line after a slash: «Administrasjon/kultur»."""
    parts = name.split("/")
    rows = [(part, mark_safe("/<wbr>")) for part in parts[:-1]]  # noqa: S308  no part of the name
    return format_html_join("", "{}{}", [*rows, (parts[-1], "")])
