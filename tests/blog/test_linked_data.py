from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories import make_department, make_municipality, make_person, make_picture, make_post
from tests.reading import linked_data_of, read, sharing_of

pytestmark = pytest.mark.django_db

OSLO = ZoneInfo("Europe/Oslo")
HOME = "https://www.oya.example"
SEPTEMBER = datetime(2010, 9, 17, 13, 5, tzinfo=OSLO)
NASTY = "</script><b>\"LEAN\" & 'fisk'</b> --> æøå"


@pytest.fixture(autouse=True)
def municipality(settings):
    settings.SITE_URL = HOME
    return make_municipality()


def test_post_tells_machines_what_it_is(client):
    post = make_post(
        title="LEAN",
        lang="nn",
        published_at=SEPTEMBER,
        author=make_person(name="Kari (demo)", title="rådmann"),
        picture=make_picture(credit="Kommunen"),
        picture_alt="Båter",
        tags=["LEAN"],
    )

    found = linked_data_of(client.get("/blogg/2010/09/lean/"))["BlogPosting"]

    publisher = {
        "@type": "GovernmentOrganization",
        "@id": f"{HOME}/#kommune",
        "name": "Øya kommune",
        "url": f"{HOME}/",
    }
    assert found == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "@id": post.uid.urn,
        "url": f"{HOME}/blogg/2010/09/lean/",
        "mainEntityOfPage": f"{HOME}/blogg/2010/09/lean/",
        "headline": "LEAN",
        "description": "Kort sagt.",
        "inLanguage": "nn",
        "datePublished": "2010-09-17T13:05:00+02:00",
        "dateModified": "2010-09-17T13:05:00+02:00",
        "author": {"@type": "Person", "name": "Kari (demo)", "jobTitle": "rådmann"},
        "publisher": publisher,
        "image": {
            "@type": "ImageObject",
            "url": f"{HOME}{post.picture.file.url}",
            "width": 900,
            "height": 600,
            "caption": "Båter",
            "creditText": "Kommunen",
        },
        "keywords": ["LEAN"],
    }


@pytest.mark.parametrize(("signed", "author"), [(True, "Helse og omsorg"), (False, "Øya kommune")])
def test_post_without_an_author_is_signed_by_an_organisation(client, signed, author):
    department = make_department(name="Helse og omsorg") if signed else None
    make_post(title="LEAN", published_at=SEPTEMBER, department=department)

    found = linked_data_of(client.get("/blogg/2010/09/lean/"))["BlogPosting"]

    assert found["author"]["name"] == author


def test_post_is_shared_with_its_picture(client, time_machine):
    post = make_post(
        title="LEAN",
        slug="lean",
        lang="nn",
        published_at=SEPTEMBER,
        picture=make_picture(),
        picture_alt="Båter",
    )
    time_machine.move_to(datetime(2010, 10, 1, 9, 0, tzinfo=OSLO), tick=False)
    post.title = "LEAN for alle"
    post.save()

    response = client.get("/blogg/2010/09/lean/")

    assert sharing_of(response) == {
        "description": "Kort sagt.",
        "og:type": "article",
        "og:title": "LEAN for alle",
        "og:url": f"{HOME}/blogg/2010/09/lean/",
        "og:locale": "nn_NO",
        "og:site_name": "Øya kommune",
        "og:description": "Kort sagt.",
        "og:image": f"{HOME}{post.picture.file.url}",
        "og:image:width": "900",
        "og:image:height": "600",
        "og:image:alt": "Båter",
        "article:published_time": "2010-09-17T13:05:00+02:00",
        "article:modified_time": "2010-10-01T09:00:00+02:00",
    }


def test_whatever_stands_in_a_post_stays_data(client):
    author = make_person(name=NASTY[:80])
    make_post(
        title=NASTY,
        slug="lean",
        ingress=NASTY,
        published_at=SEPTEMBER,
        author=author,
        picture=make_picture(),
        picture_alt=NASTY,
        tags=[NASTY],
    )

    response = client.get("/blogg/2010/09/lean/")

    found, shared = linked_data_of(response), sharing_of(response)
    posting = found["BlogPosting"]
    assert [posting["headline"], posting["description"], posting["keywords"]] == [
        NASTY,
        NASTY,
        [NASTY],
    ]
    assert [shared["og:title"], shared["og:image:alt"]] == [NASTY, NASTY]
    assert found["BreadcrumbList"]["itemListElement"][-1]["name"] == NASTY
    assert "</script><b>" not in response.text


@pytest.mark.parametrize(
    ("path", "crumbs"),
    [
        ("/blogg/", [("Forside", "/"), ("Blogg", "/blogg/")]),
        ("/blogg/2010/", [("Forside", "/"), ("Blogg", "/blogg/"), ("2010", "/blogg/2010/")]),
        (
            "/blogg/2010/09/",
            [
                ("Forside", "/"),
                ("Blogg", "/blogg/"),
                ("2010", "/blogg/2010/"),
                ("september 2010", "/blogg/2010/09/"),
            ],
        ),
        (
            "/blogg/emne/lean/",
            [("Forside", "/"), ("Blogg", "/blogg/"), ("LEAN", "/blogg/emne/lean/")],
        ),
        (
            "/blogg/2010/09/tavla/",
            [
                ("Forside", "/"),
                ("Blogg", "/blogg/"),
                ("september 2010", "/blogg/2010/09/"),
                ("Tavla", "/blogg/2010/09/tavla/"),
            ],
        ),
    ],
)
def test_breadcrumbs_are_the_same_for_people_and_machines(client, path, crumbs):
    make_post(title="Tavla", published_at=SEPTEMBER, tags=["LEAN"])

    response = client.get(path)

    items = linked_data_of(response)["BreadcrumbList"]["itemListElement"]
    assert response.context["crumbs"] == crumbs
    assert [(item["name"], item["item"]) for item in items] == [
        (name, HOME + here) for name, here in crumbs
    ]
    assert [item["position"] for item in items] == list(range(1, len(crumbs) + 1))


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/", "/"),
        ("/blogg/", "/blogg/"),
        ("/blogg/?side=1", "/blogg/"),
        ("/blogg/?side=2", "/blogg/?side=2"),
        ("/blogg/?utm_source=x", "/blogg/"),
        ("/blogg/2010/09/tavla/?fbclid=1", "/blogg/2010/09/tavla/"),
    ],
)
def test_page_names_its_one_address(client, path, canonical):
    for number in range(11):
        make_post(title="Tavla", published_at=SEPTEMBER.replace(day=number + 1))

    response = client.get(path)

    assert read(response).links["canonical"] == HOME + canonical


@pytest.mark.parametrize("path", ["/finnes-ikke/", "/blogg/2010/09/feil/"])
def test_page_that_is_not_there_has_no_address_to_share(client, path):
    make_post(title="Feil", published_at=SEPTEMBER).withdraw(reason="Feil tall")

    response = client.get(path)

    assert "canonical" not in read(response).links
    assert sharing_of(response) == {}
