from datetime import timedelta
from decimal import Decimal

from django import template

from lean.durations import said
from lean.numbers import with_unit

register = template.Library()


@register.filter
def duration(length: timedelta) -> str:
    """A length of time as people say it: «2 timer 15 min», «3 d 4 t», «9 dager»."""
    return said(length)


@register.filter
def measured(value: Decimal, unit: str) -> str:
    """A measured value with its unit: «1 234,5 timer»."""
    return with_unit(value, unit)
