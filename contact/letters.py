"""The mails about a message: a number and a link, never a word of it, and no name."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from contact.message import Message
from dialogue.letters import MOST_UNCONFIRMED, sender_name
from dialogue.mail import post
from municipality.models import Municipality
from publishing.addresses import absolute


def tell_receipt(message: Message) -> None:
    if message.email and not has_had_enough(message):
        tell_sender(
            message,
            subject=_("We have received message %(number)s"),
            line=_(
                "Thank you. %(municipality)s has received your message. On the page below you can "
                "follow it, and read the answer. If it was not you who wrote, you need do nothing."
            ),
        )


def tell_answered(message: Message) -> None:
    if message.email:
        tell_sender(
            message,
            subject=_("Message %(number)s has got an answer"),
            line=_("%(municipality)s has answered your message. The answer stands here:"),
        )


def has_had_enough(message: Message) -> bool:
    """A form must not fill somebody's mailbox."""
    since = message.created_at - timedelta(days=1)
    lately = Message.objects.filter(email__iexact=message.email, created_at__gt=since)
    return bool(lately.count() > MOST_UNCONFIRMED)


def tell_sender(message: Message, *, subject: str, line: str) -> None:
    facts = {"number": message.number, "municipality": sender_name()}
    link = absolute(message.get_absolute_url())
    post(to=message.email, subject=subject % facts, text=f"{line % facts}\n\n{link}\n")


def tell_staff(message: Message) -> None:
    address = recipient(message)
    if not address:
        return
    facts = {"number": message.number}
    link = absolute(reverse("admin:contact_message_change", args=[message.pk]))
    line = _("A message waits for you. You read it when you have logged in:")
    post(to=address, subject=_("New message %(number)s") % facts, text=f"{line}\n\n{link}\n")


def recipient(message: Message) -> str:
    """The supervisor who was chosen; else the municipality's editor; else the municipality."""
    municipality = Municipality.objects.current()
    for person in (message.supervisor, municipality.editor):
        user = person.user if person else None
        if user and user.is_active and user.email:
            return user.email
    return municipality.email
