"""Measured values as people write and read them: «1 234,5 timer»."""

import re
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from lean.durations import NO_BREAK_SPACE

WRITTEN = re.compile(
    r"([-\u2212]?[0-9][0-9 ]*)(?:[.,]([0-9]{1,2}))?\s*([^0-9\s.,-][^0-9]*)?", re.ASCII
)
MINUS, LONGEST = "\u2212", 10


class OtherUnit(ValueError):
    pass


def value_of(text: str, *, unit: str) -> Decimal:
    """Read a number, with or without its unit.

    Raises OtherUnit for another unit, ValueError for what is no number.
    """
    text = " ".join(text.replace(NO_BREAK_SPACE, " ").split())
    found = WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    whole, decimals, written = found.groups()
    whole = whole.replace(" ", "").replace(MINUS, "-")
    if len(whole.lstrip("-")) > LONGEST:
        raise ValueError(text)
    if written and unit_word(written) != unit_word(unit):
        raise OtherUnit(written)
    return Decimal(f"{whole}.{decimals or 0}")


def unit_word(unit: str) -> str:
    return unit.strip().rstrip(".").casefold()


def number(value: Decimal) -> str:
    """Decimals where there are some, digits in threes, a real minus."""
    value = value.normalize()
    decimals = max(0, -int(value.as_tuple().exponent))
    text = number_format(abs(value), decimals, use_l10n=True, force_grouping=True)
    return f"{MINUS if value < 0 else ''}{text.replace(' ', NO_BREAK_SPACE)}"


def with_unit(value: Decimal, unit: str) -> str:
    return f"{number(value)}{NO_BREAK_SPACE}{unit}"


def signed(value: Decimal) -> str:
    return f"+{number(value)}" if value > 0 else number(value)


def percent(value: Decimal) -> str:
    """A difference in whole per cent; what is less than one is said so."""
    whole = round(value)
    if value and not whole:
        return _("under %(n)s %%") % {"n": 1}
    return f"{signed(Decimal(whole))}{NO_BREAK_SPACE}%"
