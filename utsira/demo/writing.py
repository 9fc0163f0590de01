"""Puts messages in the demo's inbox: a new one, one that is late, one that is answered.

They are as old as they are on the day that the demo is loaded. One that is there is left alone.
The citizens are invented, and say so.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from contact.message import Message
from municipality.models import Person


@dataclass(frozen=True, kw_only=True)
class DemoMessage:
    mark: str  # the token by which a refresh finds it
    days_old: int
    supervisor: str
    subject: str
    text: str
    name: str = ""
    lang: str = "nb"
    status: str = Message.Status.NEW
    note: str = ""
    answer: str = ""


MESSAGES = [
    DemoMessage(
        mark="demo-message-shelf",
        days_old=1,
        supervisor="Bjørn Aadnesen",
        subject="Hvem fyller hylla på kaia?",
        text=(
            "Hei! Vi som bruker venterommet på kaia, lurer på hvem som fyller hylla med papir og "
            "såpe. Den var tom både lørdag og søndag."
        ),
        name="Ingrid (demo)",
    ),
    DemoMessage(
        mark="demo-message-form",
        days_old=20,
        supervisor="Arild Søyland",
        subject="Skjemaet for SFO",
        text="Eg fekk ikkje lagt inn to barn i det nye skjemaet. Kan de sjå på det?",
        name="Torbjørn (demo)",
        lang="nn",
        status=Message.Status.WORKING,
        note="Snakk med skolen før du svarer.",
    ),
    DemoMessage(
        mark="demo-message-board",
        days_old=34,
        supervisor="Arild Søyland",
        subject="Kan vi få se tavla?",
        text="Går det an å komme innom en mandag og se hvordan dere arbeider med tavla?",
        name="Solveig (demo)",
        status=Message.Status.ANSWERED,
        answer="Ja, hjertelig velkommen. Vi møtes ved tavla mandager klokka 8.15.",
    ),
]


def put_messages(people: dict[str, Person]) -> None:
    there = set(Message.objects.values_list("token", flat=True))
    for message in MESSAGES:
        if message.mark not in there:
            put_message(message, people[message.supervisor])


def put_message(message: DemoMessage, supervisor: Person) -> None:
    author: Any = supervisor.user
    received = timezone.now() - timedelta(days=message.days_old)
    finished = received + timedelta(days=2) if message.answer else None
    row = Message.objects.create(
        token=message.mark,
        supervisor=supervisor,
        department=supervisor.department,
        subject=message.subject,
        text=message.text,
        name=message.name,
        lang=message.lang,
        status=message.status,
        created_at=received,
        closed_at=finished,
    )
    if message.note:
        row.notes.create(text=message.note, made_by=author)
    if finished:
        row.answers.create(
            text=message.answer,
            lang=message.lang,
            # Made-up words are nobody's: they are signed without a name.
            signature=f"{supervisor.title}, {supervisor.department}",
            made_by=author,
            made_at=finished,
        )
