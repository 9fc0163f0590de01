"""What machines are told about the municipality."""

from typing import Any

from municipality.models import Municipality
from publishing.addresses import absolute
from publishing.linked_data import filled, image_object
from publishing.sharing import Share


def publisher(municipality: Municipality) -> dict[str, Any]:
    """The municipality as it signs a text."""
    return filled(
        {
            "@type": "GovernmentOrganization",
            "@id": absolute("/#kommune"),
            "name": municipality.name,
            "url": absolute("/"),
            "logo": image_object(municipality.logo, municipality.logo_alt),
        }
    )


def organisation(municipality: Municipality) -> dict[str, Any]:
    """The municipality as it presents itself."""
    area = {"@type": "AdministrativeArea", "name": municipality.name}
    numbers = {
        "organisasjonsnummer": municipality.organisation_number,
        "kommunenummer": municipality.municipality_number,
    }
    identifiers = [
        {"@type": "PropertyValue", "propertyID": name, "value": number}
        for name, number in filled(numbers).items()
    ]
    more = {"identifier": identifiers, "areaServed": area, "description": municipality.introduction}
    return publisher(municipality) | filled(more)


def share_of(municipality: Municipality) -> Share:
    """The front page."""
    return Share(
        title=municipality.name,
        path="/",
        lang=municipality.lang,
        description=municipality.introduction or municipality.tagline,
        picture=municipality.picture,
        picture_text=municipality.picture_text,
    )
