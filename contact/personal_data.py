from typing import Any

from contact.conversation import Answer, Note
from contact.message import Message
from contact.retention import may_go
from publishing.personal_data import Holding


def messages_of(email: str) -> Any:
    return Message.objects.filter(email__iexact=email)


def erase_message(message: Message) -> str:
    """The law on archives goes before: what is to be kept is not erased (article 17.3 b and d)."""
    if not may_go().filter(pk=message.pk).exists():
        return f"message {message.pk} is not assessed, or is to be archived first"
    message.delete()
    return ""


def goes_with_the_message(_row: Any) -> str:
    return ""


HOLDINGS = [
    # Before the message, with which they go.
    Holding(
        model=Note,
        columns=("text",),
        find=lambda email: Note.objects.filter(message__in=messages_of(email)),
        erase=goes_with_the_message,
    ),
    Holding(
        model=Answer,
        columns=("text",),
        find=lambda email: Answer.objects.filter(message__in=messages_of(email)),
        erase=goes_with_the_message,
    ),
    Holding(
        model=Message,
        columns=("subject", "text", "name", "email", "created_at", "archive_reference"),
        find=messages_of,
        erase=erase_message,
    ),
]
