import re
from typing import Any

from django.db.models import Q
from post_office.models import Email, Log

from dialogue.contribution import Contribution
from dialogue.decision import Complaint
from dialogue.moderation import take_back
from publishing.personal_data import Holding, delete


def contributions_of(email: str) -> Any:
    return Contribution.objects.filter(email__iexact=email)


def complaints_of(email: str) -> Any:
    return Complaint.objects.filter(contribution__in=contributions_of(email))


def whole(email: str) -> str:
    """A pattern for the address as it stands in other text: not as a part of a longer one."""
    return rf"(^|[^\w.+-]){re.escape(email)}($|[^\w.-]|[.]($|\s))"


def mails_to(email: str) -> Any:
    pattern = whole(email)
    return Email.objects.filter(Q(to__iregex=pattern) | Q(message__iregex=pattern))


def erase_contribution(row: Contribution) -> str:
    """As if the author had taken it back: text, name and address go."""
    take_back(row)
    Contribution.objects.filter(pk=row.pk).update(
        title="", text="", text_digest="", name="", email="", email_confirmed_at=None
    )
    return ""


def erase_complaint(row: Complaint) -> str:
    Complaint.objects.filter(pk=row.pk).update(text="", answer="")
    return ""


HOLDINGS = [
    Holding(model=Complaint, columns=("text", "answer"), find=complaints_of, erase=erase_complaint),
    Holding(
        model=Contribution,
        columns=("title", "text", "name", "email", "created_at"),
        find=contributions_of,
        erase=erase_contribution,
    ),
    # What a mail server answered names the address.
    Holding(
        model=Log,
        columns=("message",),
        find=lambda email: Log.objects.filter(
            Q(email__in=mails_to(email)) | Q(message__iregex=whole(email))
        ),
        erase=delete,
    ),
    Holding(model=Email, columns=("to", "subject", "message"), find=mails_to, erase=delete),
]
