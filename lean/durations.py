"""Lengths of time as people say and write them: «2 timer og 15 minutter», and «2 t 15 min» where
many stand close together.

A day is 24 hours: what is counted is how long somebody waits, weekends included.
"""

import re
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NO_BREAK_SPACE = "\u00a0"
HOUR, DAY, WEEK = 60, 24 * 60, 7 * 24 * 60
LONGEST = 10 * 365 * DAY  # what takes more than ten years is mistyped

# Bokmål, nynorsk, and the English of the source; as people begin the words, so they may end them.
UNITS = {
    "min": 1, "minutt": 1, "minutter": 1, "minuttar": 1, "m": 1,
    "t": HOUR, "time": HOUR, "timer": HOUR, "timar": HOUR, "h": HOUR,
    "d": DAY, "dag": DAY, "dager": DAY, "dagar": DAY, "døgn": DAY, "day": DAY, "days": DAY,
    "hour": HOUR, "hours": HOUR, "u": WEEK, "uke": WEEK, "uker": WEEK, "veke": WEEK, "veker": WEEK,
}  # fmt: skip
PART = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,2})?)\s*([a-zæøå]*)\.?\s*(?:og\s+)?", re.IGNORECASE)


def said(length: timedelta) -> str:
    """In words, and never rounded."""
    days, hours, minutes = parts_of(length)
    parts = [
        ngettext("%(n)d day", "%(n)d days", days) % {"n": days} if days else "",
        ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours} if hours else "",
        ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
        if minutes or not (days or hours)
        else "",
    ]
    *first, last = [joined(part) for part in parts if part]
    return (
        _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last
    )


def roughly(length: timedelta) -> str:
    """In words, for a large number: to the hour where it is a day or more."""
    hour = timedelta(hours=1)
    return said(length if length < timedelta(days=1) else round(length / hour) * hour)


def short(length: timedelta) -> str:
    """For tables, drawings and fields; never rounded."""
    days, hours, minutes = parts_of(length)
    parts = [
        _("%(n)d d") % {"n": days} if days else "",
        _("%(n)d h") % {"n": hours} if hours else "",
        _("%(n)d min") % {"n": minutes} if minutes or not (days or hours) else "",
    ]
    return joined(" ".join(filter(None, parts)))


def parts_of(length: timedelta) -> tuple[int, int, int]:
    """Days, hours and minutes."""
    days, rest = divmod(round(length / timedelta(minutes=1)), DAY)
    return days, *divmod(rest, HOUR)


def joined(text: str) -> str:
    return text.replace(" ", NO_BREAK_SPACE)


def minutes_of(text: str) -> int:
    """Read what a person wrote; a bare number is minutes.

    Raises ValueError.
    """
    text = text.replace(NO_BREAK_SPACE, " ").strip()
    parts = PART.findall(text)
    if not parts or PART.sub("", text):
        raise ValueError(text)
    if len(parts) > 1 and not all(unit for _number, unit in parts):
        raise ValueError(text)
    try:
        total = sum(number_of(number) * UNITS[unit.lower() or "min"] for number, unit in parts)
    except KeyError as error:
        raise ValueError(text) from error
    return round(total)


def number_of(text: str) -> float:
    return float(text.replace(",", "."))
