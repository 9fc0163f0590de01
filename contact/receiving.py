"""A message that has come in: stored once, together with the mails about it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from contact import letters
from contact.forms import ContactForm
from contact.message import Message
from dialogue.receiving import once, reasons_to_hold
from dialogue.senders import admit, sender_of
from dialogue.spam import Reason

# A message is never held back from its supervisor; what these say gets no receipt by mail, since
# nobody has proven that the address is the sender's.
SUSPICIOUS = {Reason.MANY, Reason.TRAP}


def receive(form: ContactForm, request: HttpRequest) -> Message | None:
    """Store what a valid form says. Returns None when the form must be given back."""
    values = words(form)

    def store() -> Message:
        message, reasons = draft(form, request, values)
        message.save(force_insert=True)
        letters.tell_staff(message)
        if not SUSPICIOUS.intersection(reasons):
            letters.tell_receipt(message)
        return message

    return once(form, Message, values=values, store=store)


def draft(
    form: ContactForm, request: HttpRequest, values: dict[str, Any]
) -> tuple[Message, list[Reason]]:
    """Raises TooMuch."""
    sender = sender_of(request)
    reasons = reasons_to_hold(form, values["text"], pressure=admit(sender, Message))
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
