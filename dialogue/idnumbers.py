"""National identity numbers in free text: found, so that they are never stored.

The rules are Skatteetaten's: two control digits, and a date in front; from 2032 the first control
digit may also leave 1, 2 or 3. Nothing is looked up, and no number is ever logged.
"""

import re
from calendar import monthrange
from collections.abc import Iterator

from django.utils.translation import gettext as _

# What people write between the digits: spaces and line breaks of all kinds, full stops, slashes,
# and what looks like a hyphen. A few of them at a time, so that the work is bounded.
GAP = r"[\s./\-\u00ad\u200b\u2010-\u2015\u2060\u2212\ufeff]{1,3}"
GAPS = GAP.replace("{1,3}", "{0,3}")
# The date whole, in pairs, or digit by digit. An account in a bank is written 4-2-5, and shares a
# control digit with these numbers; a date with its century (15.05.2024) is not a pair too many.
CANDIDATE = re.compile(
    rf"""(?<!\d)(?=(
    \d{{6}} (?:{GAPS}\d){{5}}
    | \d\d{GAP}\d\d{GAP}\d\d (?:\d{{5}} | {GAP}\d (?:{GAPS}\d){{4}})
    | \d (?:{GAP}\d){{10}}
    )(?!\d))""",
    re.VERBOSE,
)
FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
FIRST_REMAINDERS = {0, 1, 2, 3}
# What is added to the month of made-up numbers and of help numbers.
MONTHS_ADDED = (0, 40, 65, 80)
DAY_ADDED = 40  # of a D number, for those who have not got one of the ordinary kind
HEALTH = "89"  # what a number of the health sector begins with; bank accounts do too


def identity_numbers(text: str) -> list[str]:
    """Return what is written like a number of a person, as it stands in the text."""
    return [text[start:end] for start, end in places(text)]


def mask(text: str) -> str:
    """Return `text` without the numbers. All digits go: the first six are a birth date.

    What may be a number of the health sector stays: it is more often an account in a bank.
    """
    kept, after = [], 0
    for start, end in places(text):
        if text[start] not in HEALTH:
            kept += [text[after:start], _("[identity number removed]")]
            after = end
    return "".join([*kept, text[after:]])


def places(text: str) -> Iterator[tuple[int, int]]:
    """Where the numbers stand. What is no number may begin within the same digits as one."""
    free = 0
    for found in CANDIDATE.finditer(text):
        start, end = found.span(1)
        if start >= free and is_number(found[1]):
            free = end
            yield start, end


def is_number(candidate: str) -> bool:
    digits = [int(digit) for digit in candidate if digit.isdigit()]
    first = sum(a * b for a, b in zip(digits, FIRST_WEIGHTS, strict=False)) % 11
    second = sum(a * b for a, b in zip(digits, SECOND_WEIGHTS, strict=True)) % 11
    if first not in FIRST_REMAINDERS or second != 0:
        return False
    return str(digits[0]) in HEALTH or is_date(digits)


def is_date(digits: list[int]) -> bool:
    day, month, year = (digits[i] * 10 + digits[i + 1] for i in (0, 2, 4))
    day -= DAY_ADDED if day > DAY_ADDED else 0
    months = [month - added for added in MONTHS_ADDED if 1 <= month - added <= 12]
    return any(
        1 <= day <= monthrange(century + year, found)[1]
        for found in months
        for century in (1900, 2000)
    )
