"""The verbs of a message, for those who answer it. Each is all of it or nothing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contact import letters
from contact.conversation import Answer
from contact.message import Message
from dialogue.contribution import Contribution, new_key
from dialogue.idnumbers import mask
from lean import circle
from lean.models import Suggestion
from municipality.models import Department, Municipality, Person, User

Status, Triage = Message.Status, Message.Triage


def held(message: Message) -> Message:
    """Read the row anew, and keep it from others until this is done."""
    row: Message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    return row


@transaction.atomic
def register(*, by: User, token: str, **words: Any) -> Message:
    """Write down what somebody says on the telephone or at the counter."""
    supervisor: Person | None = words.get("supervisor")
    words["subject"], words["text"] = mask(words["subject"]), mask(words["text"])
    values = words | {
        "department": supervisor.department if supervisor else None,
        "topic": words.get("topic") or Message.Topic.LEAN,
        "lang": Municipality.objects.current().lang,
        "assigned_to": None if supervisor else by,
    }
    row, is_new = Message.objects.get_or_create(token=token, defaults=values)
    if is_new:
        letters.tell_staff(row)
        letters.tell_receipt(row)
    return row


@transaction.atomic
def answer(message: Message, *, by: User, text: str, lang: str, token: str) -> bool:
    """Put an answer on the receipt page. Returns False where this one is there already."""
    row = held(message)
    if Answer.objects.filter(token=token).exists():
        return False
    row.answers.create(
        token=token, text=mask(text), lang=lang, signature=signature_of(by), made_by=by
    )
    if not row.has_ended:
        move_to(row, Status.ANSWERED)
    letters.tell_answered(row)
    return True


def signature_of(user: User) -> str:
    person = Person.objects.filter(user=user).select_related("department").first()
    if person is None:
        return user.get_full_name() or str(_("The municipality"))
    return ", ".join(filter(None, [person.byline, str(person.department or "")]))[:200]


@transaction.atomic
def handle(message: Message, *, status: str, assigned_to: User | None) -> None:
    row = held(message)
    row.assigned_to = assigned_to
    move_to(row, Status(status))


def move_to(row: Message, status: Message.Status) -> None:
    """The time that counts for retention is when it was closed the last time."""
    if status != row.status:
        row.closed_at = timezone.now() if status == Status.CLOSED else None
    row.status = status
    row.save()


@transaction.atomic
def assess(message: Message, *, by: User, triage: str, archive_reference: str) -> None:
    """Decide about the archive. Who decided the last time, and when, is kept."""
    row = held(message)
    row.archive_reference = archive_reference
    if triage != row.triage:
        row.triage = Triage(triage)
        row.triage_by, row.triage_at = by, timezone.now()
    row.save()


@transaction.atomic
def make_suggestion(
    message: Message,
    *,
    by: User,
    title: str,
    text: str,
    department: Department | None = None,
    is_about_website: bool = False,
) -> Suggestion:
    """Make a public suggestion in staff's own words: no name and no address goes with it.

    Raises ValidationError where the words are the sender's.
    """
    row = held(message)
    if row.became:
        return row.became
    if text.strip() == row.text.strip():
        raise ValidationError({"text": _("Say it in your own words: the message is private.")})
    row.became = circle.register(
        by=by,
        channel=Contribution.Channel.STAFF,
        title=title,
        text=text,
        token=new_key(),
        department=department,
        is_about_website=is_about_website,
    )
    row.save()
    note = _("Made suggestion no. %(number)s of it. The sender has said yes.")
    row.notes.create(text=note % {"number": row.became.pk}, made_by=by)
    return row.became
