from datetime import date, datetime, timedelta
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from municipality.models import Page
from tests.factories import (
    make_item,
    make_municipality,
    make_page,
    make_post,
    make_project,
    make_source,
    make_suggestion,
)
from tests.guidelines.guidelines import make_adopted, make_draft, make_guideline
from utsira import sitemap

pytestmark = pytest.mark.django_db

OSLO = ZoneInfo("Europe/Oslo")
HOME = "https://www.oya.example"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def municipality(settings):
    settings.SITE_URL = HOME
    Page.objects.update(published_at=None)  # the standing pages: each test says what is there
    return make_municipality()


def entries_of(response) -> dict[str, str | None]:
    """Return {path: last change} of a sitemap."""
    root = ElementTree.fromstring(response.content)  # noqa: S314  our own
    rows = [(row.findtext(f"{SPACE}loc"), row.findtext(f"{SPACE}lastmod")) for row in root]
    assert all(str(address).startswith(HOME) for address, _ in rows)
    assert len({address for address, _ in rows}) == len(rows)
    return {str(address).removeprefix(HOME): changed for address, changed in rows}


def test_sitemap_names_every_public_page_with_its_last_change(client, time_machine):
    first = make_post(slug="a", published_at=datetime(2010, 8, 31, 23, 59, tzinfo=OSLO))
    make_post(slug="b", published_at=datetime(2010, 9, 17, 13, 5, tzinfo=OSLO), tags=["Økonomi"])
    first.tags.add("LEAN")
    time_machine.move_to(datetime(2011, 1, 2, 3, 4, tzinfo=OSLO), tick=False)
    first.title = "Rettet"
    first.save()

    response = client.get("/sitemap.xml")

    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert entries_of(response) == {
        "/": "2011-01-02T03:04:00+01:00",
        "/blogg/": "2011-01-02T03:04:00+01:00",
        "/blogg/2010/09/b/": "2010-09-17T13:05:00+02:00",
        "/blogg/2010/08/a/": "2011-01-02T03:04:00+01:00",
        "/blogg/2010/": "2011-01-02T03:04:00+01:00",
        "/blogg/2010/09/": "2010-09-17T13:05:00+02:00",
        "/blogg/2010/08/": "2011-01-02T03:04:00+01:00",
        "/blogg/emne/lean/": "2011-01-02T03:04:00+01:00",
        "/blogg/emne/okonomi/": "2010-09-17T13:05:00+02:00",
        "/lean/prosjekter/": None,
        "/lean/gevinster/": None,
        "/lean/tavle/": None,
        "/lean/forslag/": None,
        "/retningslinjer/": None,
        "/retningslinjer/kontoer/": None,
        "/kontakt/": None,
        "/kommentarregler/logg/": None,
    }


def test_sitemap_names_pages_with_their_last_change(client):
    day = datetime(2010, 9, 17, 13, 5, tzinfo=OSLO)
    Page.objects.filter(key="personvern").update(published_at=day)
    make_page(slug="havna", published_at=day, updated_at=day + timedelta(days=1))

    response = client.get("/sitemap.xml")

    assert entries_of(response) == {
        "/": None,
        "/blogg/": None,
        "/havna/": "2010-09-18T13:05:00+02:00",
        "/personvern/": "2010-09-17T13:05:00+02:00",
        "/lean/prosjekter/": None,
        "/lean/gevinster/": None,
        "/lean/tavle/": None,
        "/lean/forslag/": None,
        "/retningslinjer/": None,
        "/retningslinjer/kontoer/": None,
        "/kontakt/": None,
        "/kommentarregler/logg/": None,
    }


def test_sitemap_names_nothing_that_is_not_public(client):
    make_post(published_at=None, tags=["Utkast"])
    make_post(published_at=timezone.now() + timedelta(days=1), tags=["Plan"])
    make_post(tags=["Feil"]).withdraw(reason="Feil tall")
    make_page(published_at=None)
    make_page(published_at=timezone.now() + timedelta(days=1))
    make_page().withdraw(reason="Feil tall")
    draft = make_draft()

    response = client.get("/sitemap.xml")

    empty = [f"/lean/avdelinger/{draft.guideline.department.slug}/"]
    empty += ["/", "/blogg/", "/lean/prosjekter/", "/lean/forslag/", "/kontakt/"]
    empty += ["/kommentarregler/logg/", "/retningslinjer/", "/retningslinjer/kontoer/"]
    empty += ["/lean/gevinster/", "/lean/tavle/"]
    assert entries_of(response) == dict.fromkeys(empty)


def test_sitemap_names_every_edition_that_the_public_sees(client):
    edition = make_adopted(make_guideline(slug="kart"), valid_from=date(2010, 10, 1))
    make_draft(edition.guideline)

    found = entries_of(client.get("/sitemap.xml"))

    day = "2010-10-01T00:00:00+02:00"
    ours = {path: day_of for path, day_of in found.items() if path.startswith("/retningslinjer/")}
    assert ours == {
        "/retningslinjer/": day,
        "/retningslinjer/kontoer/": None,
        "/retningslinjer/kart/": day,
        "/retningslinjer/kart/utgave/1/": day,
    }


def test_every_address_in_the_sitemap_answers(client):
    make_adopted()
    for number in range(3):
        make_post(tags=["LEAN", f"Emne {number}"])
        make_page()

    paths = entries_of(client.get("/sitemap.xml"))

    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_sitemap_that_grows_too_large_is_split(client, monkeypatch):
    for _ in range(3):
        make_post(published_at=datetime(2010, 9, 17, 13, 5, tzinfo=OSLO))
    whole = entries_of(client.get("/sitemap.xml"))
    monkeypatch.setattr(sitemap, "MOST", 4)

    index = entries_of(client.get("/sitemap.xml"))

    parts = [entries_of(client.get(path)) for path in index]
    assert list(index) == [f"/sitemap-{number}.xml" for number in range(1, 5)]
    assert [len(part) for part in parts] == [4, 4, 4, 3]
    assert parts[0] | parts[1] | parts[2] | parts[3] == whole


@pytest.mark.parametrize("number", [0, 2, 10**30])
def test_part_that_is_not_there_is_not_found(client, number):
    response = client.get(f"/sitemap-{number}.xml")

    assert response.status_code == 404


def test_sitemap_that_has_not_changed_is_not_sent_again(client):
    etag = client.get("/sitemap.xml").headers["ETag"]

    response = client.get("/sitemap.xml", headers={"if-none-match": etag})

    assert (response.status_code, response.content) == (304, b"")


def test_sitemap_names_what_is_followed_where_there_is_something(client):
    day = datetime(2026, 9, 17, 13, 5, tzinfo=OSLO)
    before = [path for path in entries_of(client.get("/sitemap.xml")) if "folger" in path]
    make_item(first_seen_at=day)
    shared = make_item(make_source(kind="nyheter"), first_seen_at=day, shared_at=day)
    make_item(make_source(kind="mikroblogg", is_active=False), shared_at=day)
    make_item(make_source(kind="bilder"), state="skjult", shared_at=day)

    entries = entries_of(client.get("/sitemap.xml"))

    assert before == []
    assert {
        path: changed for path, changed in entries.items() if "folger" in path
    } == dict.fromkeys(
        [
            "/folger/",
            "/folger/blogg/",
            "/folger/nyheter/",
            "/folger/delt/",
            f"/folger/delt/{shared.pk}/",
        ],
        "2026-09-17T13:05:00+02:00",
    )


@pytest.mark.parametrize("number", [1, 30])
def test_sitemap_takes_as_many_queries_for_30_texts_as_for_1(
    client, django_assert_num_queries, number
):
    for index in range(number):
        make_post(tags=[f"Emne {index}"])
        make_page()
        make_project()
        make_suggestion()
        make_adopted()
        make_item(shared_at=timezone.now())

    # municipality, posts, tags, pages, projects, departments, suggestions, the moderation log,
    # guidelines and their editions, kinds of what is followed, what is shared
    with django_assert_num_queries(12):
        response = client.get("/sitemap.xml")

    assert len(entries_of(response)) == 15 + 10 * number  # a department for each guideline too
