"""From draft to repealed: what each verb does, and what it refuses."""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from threading import Thread
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models.deletion import ProtectedError
from django.utils import timezone, translation

from guidelines import adopting
from guidelines.models import Clause, Edition, Guideline
from publishing.models import OldSlug
from tests.guidelines.guidelines import make_adopted, make_draft, make_guideline

pytestmark = pytest.mark.django_db

FACTS: dict[str, Any] = {
    "adopted_on": date(2026, 3, 2),
    "adopted_by": "Kommunestyret",
    "case_number": "26/101",
}


@pytest.fixture(autouse=True)
def _source_language() -> Iterator[None]:
    """The sentences as they stand in the code."""
    with translation.override(None):
        yield


def refusal(verb: Any, *args: Any, **kwargs: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        verb(*args, **kwargs)
    error = caught.value
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def test_first_edition_is_empty_and_has_number_one():
    guideline = make_guideline()

    draft = adopting.new_edition(guideline)

    assert (draft.number, draft.status, draft.sections.count()) == (1, "utkast", 0)


def test_new_edition_is_a_copy_whose_clauses_are_the_same():
    old = make_adopted()

    new = adopting.new_edition(old.guideline)

    assert new.number == 2
    assert contents(new) == contents(old)
    assert {clause.pk for clause in clauses(new)}.isdisjoint(c.pk for c in clauses(old))
    assert new.change_summary == ""
    assert new.text == old.text.replace("Utgave 1", "Utgave 2")


def clauses(edition: Edition) -> Any:
    return Clause.objects.filter(section__edition=edition).select_related("section")


def contents(edition: Edition) -> list[tuple[str, ...]]:
    return [
        (one.section.full_heading, one.section.intro, one.label, one.heading, one.text, one.key)
        for one in clauses(edition)
    ]


def test_there_is_one_draft_at_a_time():
    draft = make_draft()

    assert refusal(adopting.new_edition, draft.guideline) == {
        "": ["There is a draft of a new edition already."]
    }
    assert draft.guideline.editions.count() == 1


def test_hearing_shows_the_draft_and_takes_it_back():
    draft = make_draft()

    adopting.open_hearing(draft, until=timezone.localdate())

    draft.refresh_from_db()
    assert (draft.status, draft.hearing_until) == ("horing", timezone.localdate())
    assert list(Guideline.objects.published()) == [draft.guideline]
    assert list(Edition.objects.public()) == [draft]
    adopting.close_hearing(draft)
    draft.refresh_from_db()
    assert draft.status == "utkast"
    assert not Guideline.objects.published().exists()


def test_hearing_is_refused_for_what_is_past_empty_or_no_draft():
    draft, empty = make_draft(), Edition.objects.create(guideline=make_guideline())
    yesterday = timezone.localdate() - timedelta(days=1)

    assert refusal(adopting.open_hearing, draft, until=yesterday) == {
        "until": ["This day has passed."]
    }
    assert refusal(adopting.open_hearing, empty) == {
        "": ["Write the sections and their clauses first."]
    }
    empty.sections.create(letter="A", heading="Uten punkter")
    assert refusal(adopting.open_hearing, empty) == {"": ["There is no clause in section A yet."]}
    assert refusal(adopting.close_hearing, draft) == {"": ["It is not open for comments."]}
    assert not Edition.objects.public().exists()


def test_adopting_writes_the_facts_and_the_text():
    draft = make_draft()

    adopting.adopt(draft, **FACTS, committee_case_number="KST 4/26", review_by=date(2030, 3, 1))

    row = Edition.objects.get()
    assert (row.status, row.adopted_on, row.adopted_by) == (
        "vedtatt",
        date(2026, 3, 2),
        "Kommunestyret",
    )
    assert (row.valid_from, row.review_by) == (date(2026, 3, 2), date(2030, 3, 1))
    assert row.adopted_text == row.text == expected_text(row.guideline)
    assert row.text_hash == hashlib.sha256(row.text.encode("utf-8")).hexdigest()


def expected_text(guideline: Guideline) -> str:
    return (
        f"{guideline.title}\nUtgave 1\n\n"
        "Del A – Offisielle kontoer\n\n"
        "A1 Formål\nKommunen informerer og lytter.\n\n"
        "Del B – Ansattes roller\n\nDel B skal veilede.\n\n"
        "B1 Ytringsfrihet\nAnsatte har ytringsfrihet som alle andre.\n"
    )


def test_text_is_the_same_whatever_white_space_was_sent():
    draft = make_draft(make_guideline(lang="nn"))
    clauses(draft).filter(section__letter="A").update(
        text="  Ein\tting. \r\n \r\n\r\n To \r\nting."
    )

    assert "\nA1 Formål\nEin ting.\n\nTo\nting.\n\n" in draft.text
    assert draft.text.splitlines()[1] == "Utgåve 1"


def test_the_text_of_an_adopted_edition_does_not_follow_the_title():
    edition = make_adopted()
    before = edition.text_hash
    edition.guideline.title = "Et annet navn"
    edition.guideline.save()

    assert Edition.objects.get().text_hash == before


@time_machine.travel("2026-06-01 12:00")
@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        (
            {"case_number": " "},
            "case_number",
            "Write the case number: nothing is adopted without a case.",
        ),
        ({"adopted_by": ""}, "adopted_by", "Say which body adopted it."),
        ({"adopted_on": None}, "adopted_on", "Say when it was adopted."),
        ({"adopted_on": date(2026, 6, 2)}, "adopted_on", "This day has not come yet."),
        (
            {"valid_from": date(2026, 3, 1)},
            "valid_from",
            "It cannot be valid before it is adopted.",
        ),
        ({"review_by": date(2026, 3, 2)}, "review_by", "The review comes after the adoption."),
    ],
)
def test_adopting_demands_its_facts(facts, field, sentence):
    draft = make_draft()

    assert refusal(adopting.adopt, draft, **FACTS | facts) == {field: [sentence]}

    assert Edition.objects.get().status == "utkast"


def test_a_later_edition_says_what_is_changed():
    draft = adopting.new_edition(make_adopted().guideline)

    assert refusal(adopting.adopt, draft, **FACTS) == {
        "": ["Write first what is changed, and why."]
    }


def test_what_not_everybody_can_read_is_not_adopted():
    draft = make_draft(saksframlegg='<p><a href="https://oya.example/">her</a></p>')

    assert list(refusal(adopting.adopt, draft, **FACTS)) == [""]
    assert Edition.objects.get().status == "utkast"


def test_a_new_edition_replaces_the_one_before():
    old = make_adopted()
    draft = adopting.new_edition(old.guideline)
    Edition.objects.filter(pk=draft.pk).update(change_summary="B1 er klarere.")

    adopting.adopt(draft, **FACTS, valid_from=date(2026, 4, 1))

    rows = {row.number: row for row in Edition.objects.all()}
    assert (rows[1].status, rows[1].valid_to) == ("erstattet", date(2026, 3, 31))
    assert (rows[2].status, rows[2].valid_to) == ("vedtatt", None)
    guideline = old.guideline
    assert guideline.valid_edition(date(2010, 9, 19)) is None
    assert guideline.valid_edition(date(2026, 3, 31)) == rows[1]
    assert guideline.valid_edition(date(2026, 4, 1)) == rows[2]
    assert guideline.valid_edition() == rows[2]
    assert guideline.adopted_edition == rows[2]
    assert guideline.edition_in_the_making is None


def test_the_edition_before_was_not_adopted_later():
    draft = adopting.new_edition(make_adopted().guideline)
    Edition.objects.filter(pk=draft.pk).update(change_summary="Klarere.")

    assert refusal(adopting.adopt, draft, **FACTS | {"adopted_on": date(2010, 1, 1)}) == {
        "adopted_on": ["The edition before it was adopted later than that."]
    }


def test_the_first_edition_is_significant():
    draft = make_draft(significance=Edition.Significance.EDITORIAL)

    adopting.adopt(draft, **FACTS)

    assert Edition.objects.get().is_significant


def test_repealed_edition_holds_until_its_last_day():
    edition = make_adopted()

    adopting.repeal(edition, last_day=date(2026, 1, 31), decision="Kommunestyret, sak 3/26")

    row = Edition.objects.get()
    assert (row.status, row.repealed_by) == ("opphevet", "Kommunestyret, sak 3/26")
    assert row.guideline.valid_edition(date(2026, 1, 31)) == row
    assert row.guideline.valid_edition(date(2026, 2, 1)) is None
    assert list(Guideline.objects.published()) == [row.guideline]


def test_repealing_is_refused_without_a_decision_or_before_the_first_day():
    edition, draft = make_adopted(), make_draft()

    assert refusal(adopting.repeal, draft, last_day=date(2026, 1, 1), decision="Sak") == {
        "": ["Only what is adopted can be repealed."]
    }
    assert refusal(adopting.repeal, edition, last_day=date(2026, 1, 1), decision=" ") == {
        "decision": ["Write who has repealed it, and in which case."]
    }
    assert refusal(adopting.repeal, edition, last_day=date(2010, 1, 1), decision="Sak") == {
        "last_day": ["It was not valid yet on that day."]
    }
    edition.refresh_from_db()
    assert edition.status == "vedtatt"


def test_an_edition_is_adopted_once():
    draft = make_draft()
    adopting.adopt(draft, **FACTS)

    assert refusal(adopting.adopt, draft, **FACTS | {"case_number": "26/999"}) == {
        "": ["Somebody has adopted this edition already. Nothing is changed."]
    }
    assert Edition.objects.get().case_number == "26/101"


@pytest.mark.django_db(transaction=True)
def test_two_who_adopt_at_once_get_one_yes_and_one_sentence():
    draft = make_draft()
    answers: list[str] = []

    def try_it(number: str) -> None:
        try:
            with translation.override(None):  # each thread has its own language
                adopting.adopt(draft, **FACTS | {"case_number": number})
            answers.append("yes")
        except ValidationError as error:
            answers.extend(error.messages)
        finally:
            connection.close()

    threads = [Thread(target=try_it, args=(f"26/{n}",)) for n in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [
        "Somebody has adopted this edition already. Nothing is changed.",
        "yes",
    ]
    assert Edition.objects.get().status == "vedtatt"


def test_a_changed_address_leads_on_when_it_has_been_public():
    guideline = make_adopted(make_guideline(slug="gammel")).guideline
    guideline.slug = "ny"
    guideline.save()

    assert OldSlug.find(Guideline, "gammel") == guideline.pk


@pytest.mark.parametrize("word", ["kontoer", "utkast"])
def test_reserved_words_are_no_addresses(word):
    guideline = Guideline(title="Kontoer", slug=word)

    assert make_guideline(title=word).slug == f"{word}-2"
    assert refusal(guideline.full_clean)["slug"] == [
        "This word is an address of its own. Choose another."
    ]


def test_what_is_public_is_not_deleted():
    draft, heard, adopted = make_draft(), make_draft(), make_adopted()
    adopting.open_hearing(heard)
    heard.refresh_from_db()

    for edition in (heard, adopted):
        with pytest.raises(ProtectedError):
            edition.delete()
    draft.delete()
    assert set(Edition.objects.all()) == {heard, adopted}
