from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import ngettext
from post_office.models import Email

from contact.message import Message
from dialogue.mail import UNSENT
from municipality.models import User
from publishing.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """One's own messages: over the time limit, new, and finished but not assessed; and to those
    with the outbox, that mail fails."""
    if not user.has_perm("contact.view_message"):
        return []
    mine: Any = Message.objects.for_staff(user)
    return [*failing_mail(user), *overdue(mine), *new(mine), *unassessed(mine)]


def failing_mail(user: User) -> list[Waiting]:
    if not user.has_perm("post_office.view_email"):
        return []
    failed = Email.objects.filter(status__in=UNSENT, number_of_retries__gt=0)
    found = failed.aggregate(n=Count("pk"), oldest=Min("created"))
    sentence = ngettext(
        "%(n)d mail could not be sent. We try again by ourselves.",
        "%(n)d mails could not be sent. We try again by ourselves.",
        found["n"],
    )
    return in_words(found, sentence, reverse("admin:post_office_email_changelist"))


def overdue(mine: Any) -> list[Waiting]:
    found = counted(mine.overdue())
    sentence = ngettext(
        "%(n)d message should have been answered by now.",
        "%(n)d messages should have been answered by now.",
        found["n"],
    )
    return in_words(found, sentence, queue("forfalt"))


def new(mine: Any) -> list[Waiting]:
    found = counted(mine.filter(status=Message.Status.NEW))
    sentence = ngettext(
        "%(n)d new message waits for you.", "%(n)d new messages wait for you.", found["n"]
    )
    return in_words(found, sentence, queue("ubesvart"))


def unassessed(mine: Any) -> list[Waiting]:
    found = counted(mine.filter(status__in=Message.ENDED).unassessed())
    sentence = ngettext(
        "%(n)d message is finished, but not assessed for the archive.",
        "%(n)d messages are finished, but not assessed for the archive.",
        found["n"],
    )
    return in_words(found, sentence, queue("ikke-vurdert"))


def counted(rows: Any) -> dict[str, Any]:
    found: dict[str, Any] = rows.aggregate(n=Count("pk"), oldest=Min("created_at"))
    return found


def queue(narrowed: str) -> str:
    return f"{reverse('admin:contact_message_changelist')}?venter={narrowed}"


def in_words(found: dict[str, Any], sentence: str, url: str) -> list[Waiting]:
    if not found["n"]:
        return []
    return [Waiting(text=sentence % {"n": found["n"]}, url=url, since=found["oldest"])]
