"""Puts the demo's guidelines and accounts in place. A guideline that is there is left alone: what
is adopted never changes, and people try things out."""

from datetime import datetime
from typing import Any

from dialogue.contribution import Contribution
from dialogue.moderation import signature
from guidelines.adopting import adopt, new_edition, open_hearing
from guidelines.clause import Clause, new_clause_key
from guidelines.hearing import responses_path
from guidelines.models import Edition, Guideline, OfficialAccount, Response
from municipality.models import Department, Person
from utsira.demo.guidelines import (
    ACCOUNTS,
    ADOPTIONS,
    FIRST,
    GUIDELINE,
    HEADINGS,
    INTROS,
    PROPOSED,
    PROPOSED_CHANGES,
    RESPONSES,
    SECOND,
    SLUG,
    A,
    DemoAdoption,
    DemoResponse,
)
from utsira.demo.suggesting import public_since

Keys = dict[str, str]  # the key of each clause by its name


def put_guidelines(people: dict[str, Person], departments: dict[str, Department]) -> None:
    for row in ACCOUNTS:
        put_account(row, departments)
    if Guideline.objects.filter(slug=SLUG).exists():
        return
    keys: Keys = {}
    guideline = Guideline.objects.create(
        department=departments["administrasjon-kultur"], **GUIDELINE
    )
    editions = [FIRST, {part: merged(part) for part in SECOND}]
    for words, adoption in zip(editions, ADOPTIONS, strict=True):
        edition = new_edition(guideline)
        put_words(edition, words, keys)
        put_adoption(edition, adoption)
    propose(guideline, keys, people)


def put_account(row: dict[str, Any], departments: dict[str, Department]) -> None:
    values = row | {"department": departments[row["department"]]}
    OfficialAccount.objects.get_or_create(address=row["address"], defaults=values)


def merged(part: str) -> dict[str, tuple[str, str]]:
    return {name: words or FIRST[part][name] for name, words in SECOND[part].items()}


def put_words(edition: Edition, words: dict[str, Any], keys: Keys) -> None:
    """In place of those that the draft has got from the edition before it."""
    edition.sections.all().delete()
    for letter, clauses in words.items():
        section = edition.sections.create(
            letter=letter, heading=HEADINGS[letter], intro=INTROS[letter]
        )
        for number, (name, (heading, text)) in enumerate(clauses.items(), 1):
            key = keys.setdefault(name, new_clause_key())
            section.clauses.create(number=number, heading=heading, text=text, key=key)


def put_adoption(edition: Edition, adoption: DemoAdoption) -> None:
    texts = {"saksframlegg": adoption.saksframlegg, "change_summary": adoption.changes}
    for name, text in texts.items():
        setattr(edition, name, text)
    edition.save()
    adopt(edition, **adoption.facts)


def propose(guideline: Guideline, keys: Keys, people: dict[str, Person]) -> None:
    edition = new_edition(guideline)
    edition.change_summary = PROPOSED_CHANGES
    edition.save()
    name, heading, text = PROPOSED
    section = edition.sections.get(letter=A)
    section.clauses.create(number=section.clauses.count() + 1, heading=heading, text=text)
    keys[name] = section.clauses.get(heading=heading).key
    open_hearing(edition)
    for response in RESPONSES:
        put_response(edition, response, keys.get(response.clause, ""), people)


def put_response(
    edition: Edition, response: DemoResponse, key: str, people: dict[str, Person]
) -> None:
    clause = Clause.objects.filter(section__edition=edition, key=key).first()
    title = edition.guideline.title
    about = {
        "about": f"{clause} – {title}" if clause else title,
        "about_excerpt": clause.text if clause else "",
        "about_address": responses_path(edition),
    }
    said = Contribution.objects.create(
        token=response.mark,
        text=response.text,
        name=response.name,
        lang=edition.guideline.lang,
        **about,
        **public_since(response.made_at),
    )
    place = {"clause_key": key, "clause_label": clause.label} if clause else {}
    row = Response.objects.create(contribution=said, edition=edition, **place)
    if response.answer:
        text, signer, moment = response.answer
        row.add_answer(answer(said, text, people[signer], moment, about))


def answer(
    said: Contribution, text: str, person: Person, moment: datetime, about: dict[str, str]
) -> Contribution:
    made: Contribution = Contribution.objects.create(
        text=text,
        name=person.name,
        person=person,
        signature=signature(person),
        lang=said.lang,
        channel=Contribution.Channel.STAFF,
        answers=said,
        **about,
        **public_since(moment),
    )
    return made
