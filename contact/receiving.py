"""A message that has come in: stored once, together with the mails about it."""

from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contact import letters
from contact.forms import ContactForm
from contact.message import Message
from dialogue import spam
from dialogue.receiving import refuse
from dialogue.senders import TooMuch, admit, sender_of
from dialogue.spam import Reason

# A message is never held back from its supervisor; what these say gets no receipt by mail, since
# nobody has proven that the address is the sender's.
SUSPICIOUS = {Reason.MANY, Reason.TRAP}


def receive(form: ContactForm, request: HttpRequest) -> Message | None:
    """Store what a valid form says. Returns None when the form must be given back."""
    found = sent_before(form)
    if found:
        return the_same(form, found)
    try:
        with transaction.atomic():
            message, reasons = draft(form, request)
            message.save(force_insert=True)
            letters.tell_staff(message)
            if not SUSPICIOUS.intersection(reasons):
                letters.tell_receipt(message)
    except TooMuch as refusal:
        refuse(form, refusal)
        return None
    except IntegrityError:
        found = sent_before(form)  # at the same moment as this
        if found is None:
            raise
        return the_same(form, found)
    return message


def sent_before(form: ContactForm) -> Message | None:
    found: Message | None = Message.objects.filter(token=form.valid_token.nonce).first()
    return found


def the_same(form: ContactForm, found: Message) -> Message | None:
    """The same words sent twice get the same receipt; other words are another message."""
    if found.says(words(form)):
        return found
    form.renew_token()
    form.give_back(_("You have sent this form before, with another text. Send it once more."))
    return None


def draft(form: ContactForm, request: HttpRequest) -> tuple[Message, list[Reason]]:
    """Raises TooMuch."""
    sender = sender_of(request)
    pressure = admit(sender, Message)
    values = words(form)
    signs = spam.reasons(
        text=values["text"],
        trapped=form.is_trapped,
        age=form.valid_token.age,
        masked=form.is_masked,
    )
    reasons = [*signs, *pressure]
    message = Message(
        **values,
        token=form.valid_token.nonce,
        department=values["supervisor"] and values["supervisor"].department,
        lang=get_language(),
        sender=sender[0],
        held_for=" ".join(reasons),
        project=form.cleaned_data["project"],
        suggestion=form.cleaned_data["suggestion"],
    )
    return message, reasons


def words(form: ContactForm) -> dict[str, Any]:
    given = form.cleaned_data
    same = {name: given[name] for name in ("topic", "supervisor", "subject", "name", "email")}
    return same | {"text": given["message"]}
