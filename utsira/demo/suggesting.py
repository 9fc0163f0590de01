"""Puts the demo's suggestions in place. One that is there is left alone: people try things out."""

from datetime import datetime
from typing import Any

from dialogue.contribution import Contribution
from dialogue.moderation import signature
from lean.circle import about, take_in
from lean.follower import digest_of
from lean.models import Event, Project, Suggestion
from municipality.models import Department, Person
from utsira.demo.suggestions import SUGGESTIONS, DemoSuggestion


def put_suggestions(people: dict[str, Person], departments: dict[str, Department]) -> None:
    there = set(Contribution.objects.values_list("token", flat=True))
    for suggestion in SUGGESTIONS:
        if suggestion.mark not in there:
            put_suggestion(suggestion, people, departments.get(suggestion.department))


def put_suggestion(
    suggestion: DemoSuggestion, people: dict[str, Person], department: Department | None
) -> None:
    is_about_website = department is None
    said = Contribution.objects.create(
        token=suggestion.mark,
        title=suggestion.title,
        text=suggestion.text,
        name=suggestion.name,
        lang=suggestion.lang,
        **public_since(suggestion.made_at),
        **about(department, is_about_website),
    )
    row = take_in(said, department=department, is_about_website=is_about_website)
    for status, moment in suggestion.steps:
        if status == Suggestion.Status.PLANNED and suggestion.project:
            become(row, suggestion.project, moment)
        step(row, suggestion, status, moment, people)
    if suggestion.verdict:
        judge(row, *suggestion.verdict)
    support(row, suggestion)
    row.moderated()


def public_since(moment: datetime) -> dict[str, Any]:
    state = Contribution.State.PUBLISHED
    return {"state": state, "created_at": moment, "published_at": moment, "decided_at": moment}


def become(row: Suggestion, slug: str, moment: datetime) -> None:
    row.project = Project.objects.get(slug=slug)
    row.save()
    row.events.create(kind=Event.Kind.BECAME, project=row.project, made_at=moment)


def step(
    row: Suggestion,
    suggestion: DemoSuggestion,
    status: str,
    moment: datetime,
    people: dict[str, Person],
) -> None:
    row.status = status
    if row.has_ended:
        row.answer = answer(row, suggestion, moment, people[suggestion.signer])
        row.ended_at = moment
        duplicate = Suggestion.objects.filter(contribution__token=suggestion.duplicate_of)
        row.duplicate_of = duplicate.first() if suggestion.duplicate_of else None
    row.save()
    row.events.create(status=status, made_at=moment)


def answer(
    row: Suggestion, suggestion: DemoSuggestion, moment: datetime, person: Person
) -> Contribution:
    said = row.contribution
    made: Contribution = Contribution.objects.create(
        text=suggestion.answer,
        name=person.name,
        person=person,
        signature=signature(person),
        lang=said.lang,
        channel=Contribution.Channel.STAFF,
        answers=said,
        about=said.about,
        about_address=said.about_address,
        **public_since(moment),
    )
    return made


def support(row: Suggestion, suggestion: DemoSuggestion) -> None:
    """By nobody in particular: only digests of addresses are kept."""
    for number in range(suggestion.supporters):
        address = digest_of(f"{suggestion.mark}-{number}@utsira.example")
        row.supports.create(
            address=address, asked_at=suggestion.made_at, confirmed_at=suggestion.made_at
        )


def judge(row: Suggestion, verdict: str, moment: datetime) -> None:
    row.verdict, row.asked_at = verdict, moment
    if verdict == Suggestion.Verdict.NO:
        row.status, row.ended_at = Suggestion.Status.CONSIDERED, None
    row.save()
    row.events.create(kind=Event.Kind.VERDICT, verdict=verdict, made_at=moment)
    if verdict == Suggestion.Verdict.NO:
        row.events.create(status=row.status, made_at=moment)
