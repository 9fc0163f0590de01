"""The database holds an adopted edition by itself, whoever writes to it."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from guidelines.models import Clause, Edition, EditionAttachment, Section
from guidelines.triggers import FACTS, LOCKS
from tests.guidelines.guidelines import (
    adopted,
    make_adopted,
    make_clause,
    make_document,
    make_draft,
    make_section,
)

pytestmark = pytest.mark.django_db

STATUSES = Edition.Status.values
STEPS = {
    ("utkast", "horing"),
    ("horing", "utkast"),
    ("utkast", "vedtatt"),
    ("horing", "vedtatt"),
    ("vedtatt", "erstattet"),
    ("vedtatt", "opphevet"),
}


def refuses(statement: str, *values: object) -> None:
    with (
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)


@pytest.fixture
def edition() -> Edition:
    draft = make_draft()
    make_document(draft)
    return adopted(draft)


def test_all_triggers_are_in_the_database():
    assert LOCKS.missing() == set()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite cannot switch one off")
def test_a_trigger_that_is_switched_off_is_missing():
    name = "guidelines_clause_is_not_changed"
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE guidelines_clause DISABLE TRIGGER {name}")

    assert LOCKS.missing() == {name}


def test_every_column_of_an_edition_is_locked_or_moves_by_a_rule():
    columns = {field.column for field in Edition._meta.concrete_fields}

    assert columns == {*FACTS, "id", "status", "valid_to", "repealed_by"}


@pytest.mark.parametrize("column", FACTS)
def test_no_fact_of_an_adopted_edition_changes(edition, column):
    other = {
        "guideline_id": make_draft().guideline_id,
        "number": 7,
        "version": 9,
        "hearing_until": date(2026, 1, 1),
        "adopted_on": date(2009, 1, 1),
        "valid_from": date(2012, 1, 1),
        "review_by": date(2030, 1, 1),
    }.get(column, "noe annet")

    refuses(f"UPDATE guidelines_edition SET {column} = %s WHERE id = %s", other, edition.pk)  # noqa: S608


@pytest.mark.parametrize("table", ["section", "clause", "editionattachment"])
def test_no_part_of_an_adopted_edition_is_removed(edition, table):
    refuses(f"DELETE FROM guidelines_{table}")  # noqa: S608


def test_an_adopted_edition_is_not_removed(edition):
    refuses("DELETE FROM guidelines_edition WHERE id = %s", edition.pk)


def test_words_of_an_adopted_edition_do_not_change(edition):
    refuses("UPDATE guidelines_clause SET text = 'Noe annet'")
    refuses("UPDATE guidelines_clause SET number = number + 10")
    refuses("UPDATE guidelines_section SET intro = 'Noe annet'")
    refuses("UPDATE guidelines_editionattachment SET name = 'Noe annet'")


def test_nothing_is_added_to_an_adopted_edition(edition):
    section = edition.sections.get(letter="A")

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        make_clause(section)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        make_section(edition, letter="C")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        make_document(edition)


def test_nothing_is_moved_into_or_out_of_an_adopted_edition(edition):
    draft = make_draft()

    refuses("UPDATE guidelines_section SET edition_id = %s", draft.pk)
    refuses(
        "UPDATE guidelines_section SET edition_id = %s, letter = 'D' WHERE edition_id = %s",
        edition.pk,
        draft.pk,
    )
    refuses(
        "UPDATE guidelines_clause SET section_id = %s, number = 9 WHERE section_id = %s",
        edition.sections.get(letter="A").pk,
        draft.sections.get(letter="A").pk,
    )


def test_a_draft_stays_open(edition):
    draft = make_draft()

    assert Clause.objects.filter(section__edition=draft).update(text="Noe annet") == 2
    assert Section.objects.filter(edition=draft).update(intro="") == 2
    draft.delete()
    assert not Edition.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("new", STATUSES)
@pytest.mark.parametrize("old", STATUSES)
def test_status_moves_by_its_steps_alone(old, new):
    edition = make_draft()
    if old != "utkast":
        adopted(edition) if old in Edition.FROZEN else edition
        change(edition, old)
    if (old, new) in STEPS or old == new:
        change(edition, new)
    else:
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            change(edition, new)


def change(edition: Edition, status: str) -> None:
    """Write the status, and whatever the constraints ask of it."""
    if edition.status == status:
        return
    if status == "vedtatt":
        adopted(edition)
        return
    ended = {"valid_to": date(2026, 1, 1)} if status in ("erstattet", "opphevet") else {}
    Edition.objects.filter(pk=edition.pk).update(status=status, **ended)
    edition.refresh_from_db()


def test_an_edition_begins_as_a_draft():
    guideline = make_draft().guideline

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Edition.objects.create(
            guideline=guideline,
            status="vedtatt",
            adopted_text="Tekst",
            adopted_by="Rådmannen",
            case_number="10/123",
            adopted_on=date(2010, 9, 20),
            valid_from=date(2010, 9, 20),
        )


def test_the_end_of_an_edition_is_said_once(edition):
    refuses("UPDATE guidelines_edition SET valid_to = '2026-01-01'")
    change(edition, "erstattet")

    refuses("UPDATE guidelines_edition SET valid_to = '2027-01-01'")
    refuses("UPDATE guidelines_edition SET repealed_by = 'Noen'")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
def test_no_row_takes_the_place_of_a_locked_one(edition):
    """REPLACE removes the row in the way without asking the triggers of DELETE."""
    draft = make_draft()
    section = edition.sections.get(letter="A")
    clause = section.clauses.get()
    theirs = draft.sections.get(letter="A").clauses.get()

    refuses("UPDATE OR REPLACE guidelines_clause SET id = %s WHERE id = %s", clause.pk, theirs.pk)
    refuses(
        "INSERT OR REPLACE INTO guidelines_clause (id, section_id, number, heading, text, key)"
        " VALUES (%s, %s, 5, '', '', 'x')",
        clause.pk,
        draft.sections.get(letter="A").pk,
    )
    refuses(
        "UPDATE OR REPLACE guidelines_edition SET guideline_id = %s WHERE id = %s",
        edition.guideline_id,
        draft.pk,
    )
    refuses("UPDATE OR REPLACE guidelines_edition SET id = %s WHERE id = %s", edition.pk, draft.pk)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", ["edition", "section", "clause", "editionattachment"])
def test_no_table_is_emptied(edition, table):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing of the fixture waits

    refuses(f"TRUNCATE guidelines_{table} CASCADE")


def test_two_editions_are_not_adopted_at_once(edition):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_adopted(edition.guideline)


def test_documents_stay_with_an_adopted_edition(edition):
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        edition.attachments.all().delete()

    assert EditionAttachment.objects.count() == 1
