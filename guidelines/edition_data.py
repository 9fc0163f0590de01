"""An edition for machines. The member `text` is what the printed hash is made of."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import conditional_page, require_safe

from guidelines.clause import Clause, Section
from guidelines.edition import Edition
from guidelines.linked_data import day
from guidelines.shelf import shelf_of, standing, whole
from guidelines.views import found, moved
from publishing.addresses import absolute


@require_safe
@conditional_page
def edition_data(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    guideline = found(slug)
    if guideline.slug != slug:
        return moved(request, slug, guideline)
    edition = whole(shelf_of(guideline).numbered(number))
    sections = edition.sections.prefetch_related("clauses")
    told = facts(edition) | {
        "sections": [section_data(edition, row) for row in sections],
        "saksframlegg": edition.saksframlegg or None,
        "attachments": [
            {"name": row.name, "address": absolute(row.file.url)}
            for row in edition.attachments.all()
        ],
        "text": edition.text,
        "sha256": edition.text_hash,
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})


def facts(edition: Edition) -> dict[str, Any]:
    guideline = edition.guideline
    return {
        "title": guideline.title,
        "kind": guideline.kind,
        "lang": guideline.lang,
        "audience": guideline.audience,
        "department": guideline.department.name,
        "responsible": guideline.responsible_role,
        "address": absolute(edition.get_absolute_url()),
        "edition": edition.number,
        "status": edition.status,
        "standing": str(standing(edition)),
        "significance": edition.significance,
        "changes": edition.change_summary or None,
        "hearing_until": day(edition.hearing_until),
        "adopted_on": day(edition.adopted_on),
        "adopted_by": edition.adopted_by or None,
        "case_number": edition.case_number or None,
        "committee_case_number": edition.committee_case_number or None,
        "valid_from": day(edition.valid_from),
        "valid_to": day(edition.valid_to),
        "repealed_by": edition.repealed_by or None,
        "review_by": day(edition.review_by),
    }


def section_data(edition: Edition, section: Section) -> dict[str, Any]:
    return {
        "letter": section.letter,
        "heading": section.heading,
        "intro": section.intro or None,
        "clauses": [clause_data(edition, section, row) for row in section.clauses.all()],
    }


def clause_data(edition: Edition, section: Section, row: Clause) -> dict[str, Any]:
    section.edition = edition  # else each clause asks for it
    return {
        "key": row.key,
        "label": row.label,
        "heading": row.heading,
        "text": row.text,
        "address": absolute(row.permanent_url),
    }
