import pytest

from tests.factories import make_municipality, make_picture
from tests.reading import linked_data_of, sharing_of

pytestmark = pytest.mark.django_db

HOME = "https://www.oya.example"


@pytest.fixture(autouse=True)
def site_url(settings):
    settings.SITE_URL = HOME


def test_front_page_tells_machines_who_we_are(client):
    logo = make_picture()
    make_municipality(
        organisation_number="964979901",
        municipality_number="1151",
        introduction="Her skriver vi.",
        logo=logo,
        logo_alt="Fyret",
    )

    found = linked_data_of(client.get("/"))

    assert found == {
        "GovernmentOrganization": {
            "@context": "https://schema.org",
            "@type": "GovernmentOrganization",
            "@id": f"{HOME}/#kommune",
            "name": "Øya kommune",
            "url": f"{HOME}/",
            "logo": {
                "@type": "ImageObject",
                "url": f"{HOME}{logo.file.url}",
                "width": 900,
                "height": 600,
                "caption": "Fyret",
            },
            "identifier": [
                {
                    "@type": "PropertyValue",
                    "propertyID": "organisasjonsnummer",
                    "value": "964979901",
                },
                {"@type": "PropertyValue", "propertyID": "kommunenummer", "value": "1151"},
            ],
            "areaServed": {
                "@type": "AdministrativeArea",
                "name": "Øya kommune",
            },
            "description": "Her skriver vi.",
        }
    }


@pytest.mark.parametrize(("lang", "locale"), [("nb", "nb_NO"), ("nn", "nn_NO")])
def test_front_page_is_shared_in_the_language_of_the_municipality(client, lang, locale):
    make_municipality(lang=lang, tagline="Et øysamfunn")

    response = client.get("/")

    assert sharing_of(response) == {
        "description": "Et øysamfunn",
        "og:type": "website",
        "og:title": "Øya kommune",
        "og:url": f"{HOME}/",
        "og:locale": locale,
        "og:site_name": "Øya kommune",
        "og:description": "Et øysamfunn",
    }


def test_front_page_is_shared_with_the_picture_of_the_municipality(client):
    picture = make_picture()
    make_municipality(picture=picture, picture_alt="Havna")

    shared = sharing_of(client.get("/"))

    assert (shared["og:image"], shared["og:image:alt"]) == (f"{HOME}{picture.file.url}", "Havna")
