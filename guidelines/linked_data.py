"""What machines are told about an edition."""

from typing import Any

from django.urls import reverse
from django.utils.text import Truncator

from guidelines.edition import Edition
from municipality.linked_data import publisher
from municipality.models import Municipality
from publishing.addresses import absolute
from publishing.linked_data import filled
from publishing.sharing import Share

FORCE = {True: "https://schema.org/InForce", False: "https://schema.org/NotInForce"}


def share_of(edition: Edition, *, path: str) -> Share:
    guideline = edition.guideline
    return Share(
        title=f"{guideline.title}, {edition.label}",
        path=path,
        lang=guideline.lang,
        description=Truncator(edition.change_summary or guideline.audience).chars(200),
        kind="article",
    )


def document(edition: Edition, municipality: Municipality, *, is_valid: bool) -> dict[str, Any]:
    guideline = edition.guideline
    address = absolute(edition.get_absolute_url())
    json = reverse("guidelines:edition_data", args=[guideline.slug, edition.number])
    data = {
        "@type": "Legislation",
        "@id": address,
        "url": address,
        "name": guideline.title,
        "version": str(edition.number),
        "inLanguage": guideline.lang,
        "publisher": publisher(municipality),
        "legislationType": guideline.get_kind_display(),
        "encoding": {
            "@type": "MediaObject",
            "encodingFormat": "application/json",
            "contentUrl": absolute(json),
        },
    }
    return filled(data | (adoption(edition, is_valid) if edition.is_frozen else {}))


def adoption(edition: Edition, is_valid: bool) -> dict[str, Any]:
    return {
        "legislationDate": day(edition.adopted_on),
        "legislationPassedBy": {"@type": "Organization", "name": edition.adopted_by},
        "legislationIdentifier": edition.case_number,
        "legislationDateVersion": day(edition.valid_from),
        "legislationLegalForce": FORCE[is_valid],
    }


def day(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
