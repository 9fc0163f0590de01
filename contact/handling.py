"""The verbs of a message, for those who answer it. Each is all of it or nothing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contact import letters
from contact.conversation import Answer
from contact.message import Message
from dialogue.contribution import Contribution, new_key
from dialogue.idnumbers import mask
from lean import circle
from lean.circle import SENT_BEFORE
from lean.models import Suggestion
from municipality.models import Department, Municipality, Person, User

Status, Triage = Message.Status, Message.Triage
OVERTAKEN = gettext_lazy(
    "A colleague has changed this message while you wrote. See above what stands there now. Save "
    "once more if yours still holds."
)


def mark(message: Message) -> str:
    """What a page shows, and sends back with what is done: nobody overwrites a colleague's answer
    or decision unseen."""
    assessed = message.triage_at.isoformat() if message.triage_at else "never"
    shown = [message.status, message.assigned_to_id, message.archive_reference or "-", assessed]
    return " ".join(map(str, [*shown, len(message.answers.all())]))


def held(message: Message) -> Message:
    """Read the row anew, and keep it from others until this is done."""
    row: Message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    return row


def refuse_overtaken(row: Message, seen: str | None) -> None:
    """Raises ValidationError when the row is no longer as `seen`, a mark()."""
    if seen is not None and seen != mark(row):
        raise ValidationError(OVERTAKEN)


@transaction.atomic
def register(*, by: User, token: str, **words: Any) -> Message:
    """Write down what somebody says on the telephone or at the counter.

    Raises ValidationError when the same form has stored something else.
    """
    if words["topic"] == Message.Topic.LEAN:
        words["supervisor"] = words.get("supervisor") or own_supervisor(by)
    supervisor: Person | None = words.get("supervisor")
    words |= {name: mask(words.get(name, "")) for name in ("subject", "text", "name")}
    values = words | {
        "department": supervisor.department if supervisor else None,
        "lang": Municipality.objects.current().lang,
        "assigned_to": None if supervisor else by,
    }
    row, is_new = Message.objects.get_or_create(token=token, defaults=values)
    if not is_new and not row.says(words):
        raise ValidationError(SENT_BEFORE)
    if is_new:
        letters.tell_staff(row)
        letters.tell_receipt(row)
    return row


def own_supervisor(user: User) -> Person | None:
    found: Person | None = Person.objects.filter(user=user, is_supervisor=True).first()
    return found


@transaction.atomic
def answer(
    message: Message, *, by: User, text: str, lang: str, token: str, seen: str | None = None
) -> bool:
    """Put an answer on the receipt page. Returns False where this one is there already. Raises
    ValidationError when the same form has stored another one, or it is no longer as `seen`."""
    row, text = held(message), mask(text)
    if was_sent(row, token=token, text=text):
        return False
    refuse_overtaken(row, seen)
    row.answers.create(token=token, text=text, lang=lang, signature=signature_of(by), made_by=by)
    if not row.has_ended:
        move_to(row, Status.ANSWERED)
    letters.tell_answered(row)
    return True


def was_sent(message: Message, *, token: str, text: str) -> bool:
    found = Answer.objects.filter(token=token).first()
    if found and (found.message_id, found.text) != (message.pk, text):
        raise ValidationError(SENT_BEFORE)
    return found is not None


def signature_of(user: User) -> str:
    person = Person.objects.filter(user=user).select_related("department").first()
    if person is None:
        return user.get_full_name() or str(_("The municipality"))
    return ", ".join(filter(None, [person.byline, str(person.department or "")]))[:200]


@transaction.atomic
def handle(
    message: Message, *, status: str, assigned_to: User | None, seen: str | None = None
) -> None:
    row = held(message)
    if (status, assigned_to) == (row.status, row.assigned_to):
        return  # sent twice
    refuse_overtaken(row, seen)
    row.assigned_to = assigned_to
    move_to(row, Status(status))


def move_to(row: Message, status: Message.Status) -> None:
    """The time that counts for retention is when it was finished the last time."""
    if status != row.status:
        row.closed_at = timezone.now() if status in Message.ENDED else None
    row.status = status
    row.save()


@transaction.atomic
def assess(
    message: Message, *, by: User, triage: str, archive_reference: str, seen: str | None = None
) -> None:
    """Decide about the archive. Who decided the last time, and when, is kept."""
    row = held(message)
    if (triage, archive_reference) == (row.triage, row.archive_reference):
        return  # sent twice
    refuse_overtaken(row, seen)
    row.archive_reference = archive_reference
    if triage != row.triage:
        row.triage = Triage(triage)
        row.triage_by, row.triage_at = by, timezone.now()
    row.save()


@transaction.atomic
def note(message: Message, *, by: User, text: str) -> None:
    """Write a note among staff. The same one sent twice is one."""
    notes, text = held(message).notes, mask(text)
    if not notes.filter(text=text, made_by=by).exists():
        notes.create(text=text, made_by=by)


def bare(text: str) -> str:
    """The words alone: line breaks and capitals do not make a text one's own."""
    return " ".join(text.casefold().split())


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

    Raises ValidationError where the words are the sender's, or it has become another one.
    """
    row = held(message)
    if row.became:
        if row.became.contribution.text != mask(text):
            raise ValidationError(OVERTAKEN)
        return row.became
    if bare(text) == bare(row.text):
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
    made = _("Made suggestion no. %(number)s of it. The sender has said yes.")
    row.notes.create(text=made % {"number": row.became.pk}, made_by=by)
    return row.became
