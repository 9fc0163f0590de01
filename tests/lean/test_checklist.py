"""The questions of the five principles, and each project's own copy of them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from lean.checklist import CheckItem, Question
from lean.checklist_template import QUESTIONS, put_questions
from lean.principles import Principle
from tests.factories import make_user
from tests.lean.projects import make_project

pytestmark = pytest.mark.django_db


def questions_of(project) -> list[str]:
    return list(project.checklist.values_list("question", flat=True))


def test_every_site_has_the_questions_from_the_start():
    counts = [Question.objects.filter(principle=principle).count() for principle in Principle]

    assert counts == [5, 6, 5, 5, 6]


def test_questions_are_put_in_place_once():
    Question.objects.filter(key="1.1").update(text="Vårt eget spørsmål?")
    Question.objects.filter(key="1.2").update(is_active=False)

    put_questions()

    assert Question.objects.count() == 27
    assert Question.objects.get(key="1.1").text == "Vårt eget spørsmål?"
    assert Question.objects.get(key="1.2").is_active is False


@pytest.mark.parametrize(("lang", "place"), [("nb", 0), ("nn", 2)])
def test_new_project_gets_its_copy_in_its_own_language(lang, place):
    project = make_project(lang=lang)

    assert questions_of(project) == [row[place] for rows in QUESTIONS.values() for row in rows]
    assert set(project.checklist.values_list("state", flat=True)) == {"ikke"}


def test_changed_template_changes_no_project_that_is_there():
    old = make_project()
    first = Question.objects.get(key="1.1")
    first.text = "Hvem er det til for?"
    first.save()
    Question.objects.filter(key="1.2").update(is_active=False)

    new = make_project()

    assert (len(questions_of(old)), len(questions_of(new))) == (27, 26)
    assert questions_of(old)[0] != "Hvem er det til for?"
    assert questions_of(new)[0] == "Hvem er det til for?"


def test_project_that_is_saved_again_keeps_its_one_copy():
    project = make_project()

    project.save()

    assert project.checklist.count() == 27


@pytest.mark.parametrize(
    "lacking", ["evidence_text", "ticked_by", "ticked_on"], ids=["evidence", "who", "when"]
)
def test_database_wants_evidence_who_and_when_of_a_tick(lacking):
    item = make_project().checklist.first()
    whole = {"evidence_text": "Referat.", "ticked_by": make_user(), "ticked_on": date(2026, 3, 1)}
    nothing = {"evidence_text": ""}.get(lacking)

    with pytest.raises(IntegrityError), transaction.atomic():
        CheckItem.objects.filter(pk=item.pk).update(state="gjort", **whole | {lacking: nothing})

    assert CheckItem.objects.filter(pk=item.pk).update(state="gjort", **whole) == 1
