"""Plain functions that make guidelines and editions."""

from datetime import date
from typing import Any

from guidelines.edition_text import written
from guidelines.models import Clause, Edition, EditionAttachment, Guideline, Section
from tests.factories import make_department, numbers

ADOPTED_ON = date(2010, 9, 20)


def make_guideline(**fields: Any) -> Guideline:
    return Guideline.objects.create(
        **{
            "title": f"Retningslinjer for sosiale medier {next(numbers)}",
            "audience": "Alle ansatte",
            "responsible_role": "Kommunedirektør",
        }
        | ({} if "department" in fields else {"department": make_department()})
        | fields
    )


def make_draft(guideline: Guideline | None = None, **fields: Any) -> Edition:
    """Sections A and B with a clause each."""
    edition = Edition.objects.create(guideline=guideline or make_guideline(), **fields)
    make_clause(make_section(edition), heading="Formål", text="Kommunen informerer og lytter.")
    part = make_section(edition, letter="B", heading="Ansattes roller", intro="Del B skal veilede.")
    make_clause(part, heading="Ytringsfrihet", text="Ansatte har ytringsfrihet som alle andre.")
    return edition


def make_section(edition: Edition, **fields: Any) -> Section:
    values = {"letter": "A", "heading": "Offisielle kontoer"} | fields
    return Section.objects.create(edition=edition, **values)


def make_clause(section: Section, **fields: Any) -> Clause:
    values = {"number": section.clauses.count() + 1, "heading": "Svar", "text": "Vi svarer."}
    return Clause.objects.create(section=section, **values | fields)


def make_adopted(guideline: Guideline | None = None, **fields: Any) -> Edition:
    """Adopted by writing the row, past the verbs."""
    return adopted(make_draft(guideline), **fields)


def adopted(edition: Edition, **fields: Any) -> Edition:
    facts = {
        "status": Edition.Status.ADOPTED,
        "adopted_on": ADOPTED_ON,
        "valid_from": ADOPTED_ON,
        "adopted_by": "Rådmannen",
        "case_number": "10/123",
        "adopted_text": written(edition),
    }
    for name, value in (facts | fields).items():
        setattr(edition, name, value)
    edition.save()
    return edition


def make_document(edition: Edition) -> EditionAttachment:
    row = EditionAttachment(text=edition, file="documents/saksframlegg.pdf", name="Saksframlegg")
    EditionAttachment.objects.bulk_create([row])  # no file is written
    return row
