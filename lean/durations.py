"""Lengths of time as people say and write them: «9 dager», «3 d 4 t», «2 timer 15 min».

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
    """One unit in words, two or more in short: a length is never rounded."""
    minutes = round(length / timedelta(minutes=1))
    days, rest = divmod(minutes, DAY)
    hours, minutes = divmod(rest, HOUR)
    if days and not rest:
        return joined(ngettext("%(n)d day", "%(n)d days", days) % {"n": days})
    if days:
        parts = [_("%(n)d d") % {"n": days}, _("%(n)d h") % {"n": hours} if hours else ""]
    else:
        words = ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
        parts = [words if hours else ""]
    if minutes or not any(parts):
        parts.append(_("%(n)d min") % {"n": minutes})
    return joined(" ".join(filter(None, parts)))


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
