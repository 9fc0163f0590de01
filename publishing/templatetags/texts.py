import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing import paragraphs as plain
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


@register.simple_tag
def ago(moment: datetime) -> SafeString:
    """A <time> that reads «i går», «for 3 dager siden», with the local time in its attribute."""
    local = timezone.localtime(moment)
    words = days_ago((timezone.localdate() - local.date()).days)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), words)


def days_ago(days: int) -> str:
    if days < 2:
        return _("yesterday") if days == 1 else _("today")
    if days < 14:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    if days < 60:
        return ngettext("%(n)d week ago", "%(n)d weeks ago", days // 7) % {"n": days // 7}
    if days < 730:
        return ngettext("%(n)d month ago", "%(n)d months ago", days // 30) % {"n": days // 30}
    return ngettext("%(n)d year ago", "%(n)d years ago", days // 365) % {"n": days // 365}


@register.filter
def month_and_year(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "F Y").lower()


@register.filter
def in_threes(number: int | str) -> str:
    """Group digits as Norwegians do: 964 979 901, 12 345."""
    return f"{int(number):,}".replace(",", NO_BREAK_SPACE)


@register.filter
def file_size(size: int) -> str:
    """The size of a file as people say it: 312 kB, 2,4 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}{NO_BREAK_SPACE}kB"
    return f"{size / 1_000_000:.1f}{NO_BREAK_SPACE}MB".replace(".", ",")


@register.filter
def phone(number: str) -> str:
    """Group a telephone number in twos: 52 75 01 00, +47 52 75 01 00."""
    digits = re.sub(r"\s", "", number)
    country, own = (digits[:3], digits[3:]) if digits.startswith("+47") else ("", digits)
    pairs = re.findall("..", own) if len(own) == 8 else [own]
    return NO_BREAK_SPACE.join(filter(None, [country, *pairs]))


@register.filter
def phone_address(number: str) -> str:
    """The address that a telephone dials: tel:+4752750100."""
    digits = re.sub(r"\s", "", number)
    return f"tel:{digits}" if digits.startswith("+") else f"tel:+47{digits}"


@register.filter
def period(length: timedelta) -> str:
    """A length of time in whole days, or in hours when it is shorter: «30 dager», «8 timer»."""
    if length.days:
        return ngettext("%(n)d day", "%(n)d days", length.days) % {"n": length.days}
    hours = length.seconds // 3600
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


@register.filter
def in_norwegian_order(rows: Iterable[Any]) -> list[Any]:
    """Sort what has a name by it: … z æ ø å, whatever the database thinks of them."""
    return sorted(rows, key=lambda row: norwegian_key(str(row)))


@register.filter
def paragraphs(text: str) -> SafeString:
    """Plain text of the public, as paragraphs and links."""
    return plain.paragraphs(text)


@register.filter
def stored_html(html: str) -> SafeString:
    """Print a stored rich text. The one place where HTML is trusted: RichTextField sanitises at
    every save, and nothing edits the text after that."""
    return mark_safe(html)  # noqa: S308
