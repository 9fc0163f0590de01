from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aggregator.source import Source
from municipality.models import User
from publishing.waiting import Waiting

# More than that are one line: it may be our own network that is down.
FEW = 3


def waiting(user: User) -> list[Waiting]:
    """The sources that nothing has come from, each of them once, and why."""
    if not user.has_perm("aggregator.change_source"):
        return []
    closed = [line(row, row.get_reason_display()) for row in Source.objects.closed()]
    return closed + failing() + silent()


def failing() -> list[Waiting]:
    rows = list(Source.objects.failing_long().order_by("failing_since"))
    if len(rows) > FEW:
        text = ngettext(
            "%(n)s source cannot be fetched for three days or more.",
            "%(n)s sources cannot be fetched for three days or more.",
            len(rows),
        ) % {"n": len(rows)}
        return [Waiting(text=text, url=listed("feiler"), since=rows[0].failing_since)]
    return [line(row, row.get_reason_display(), since=row.failing_since) for row in rows]


def silent() -> list[Waiting]:
    rows = list(Source.objects.unusually_silent().order_by("silent_after"))
    why = _("It is silent for longer than usual.")
    if len(rows) > FEW:
        text = ngettext(
            "%(n)s source is silent for longer than usual.",
            "%(n)s sources are silent for longer than usual.",
            len(rows),
        ) % {"n": len(rows)}
        return [Waiting(text=text, url=listed("stille"), since=rows[0].silent_after)]
    return [line(row, why, since=row.silent_after) for row in rows]


def line(source: Source, why: str, *, since: Any = None) -> Waiting:
    return Waiting(
        text=_("Nothing comes from «%(title)s». %(why)s") % {"title": source, "why": why},
        url=reverse("admin:aggregator_source_change", args=[source.pk]),
        since=since or source.paused_at,
    )


def listed(narrowed: str) -> str:
    return f"{reverse('admin:aggregator_source_changelist')}?tilstand={narrowed}"
