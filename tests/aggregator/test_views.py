"""The pages below /folger/, and what others' news look like on the pages about LEAN."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from aggregator.curating import hide, share, stop_sharing
from aggregator.models import Item, Source
from publishing.models import SearchEntry
from tests.factories import make_item, make_municipality, make_person, make_source, make_user

pytestmark = pytest.mark.django_db
Kind = Source.Kind
DAY = timedelta(days=1)
PAGES = ["/folger/", "/folger/blogg/", "/folger/nyheter/", "/folger/mikroblogg/", "/folger/delt/"]


@pytest.fixture(autouse=True)
def municipality():
    return make_municipality()


def titles(response: Any) -> list[str]:
    return [item.title for item in response.context["page"]]


def make_shared(**fields: Any) -> Item:
    """An entry that somebody with a title has shared, as the search has it too."""
    item = make_item(**fields)
    person = make_person(title="Biblioteksjef", user=make_user())
    share(item, by=person.user, note="Les den!")
    item.refresh_from_db()
    return item


@pytest.mark.parametrize("path", [*PAGES, "/folger/bilder/"])
def test_page_stands_where_nothing_is_followed(client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert "Her står det ingenting ennå." in response.text
    assert "<h2" not in response.text.partition("<main")[2].partition("</main>")[0]


def test_page_names_each_kind_that_there_is(client):
    make_source(kind=Kind.NEWS)
    make_source(kind=Kind.NEWS)
    make_source()
    make_source(kind=Kind.MICROBLOG, is_active=False)

    kinds = client.get("/folger/").context["kinds"]

    assert [name for _, name in kinds] == ["Blogger vi følger", "Nyheter og kurs"]


def test_page_shows_sources_that_the_front_page_does_not(client):
    make_item(make_source(on_front_page=False), title="Bare her")

    assert "Bare her" in client.get("/folger/").text
    assert "Bare her" not in client.get("/").text


def test_list_has_its_own_kind_alone_the_newest_first(client):
    blog = make_source()
    make_item(blog, title="Eldre", published_at=timezone.now() - DAY)
    make_item(blog, title="Nyere")
    make_item(blog, title="Skjult", state="skjult")
    make_item(make_source(kind=Kind.NEWS), title="Nyhet")
    make_item(make_source(is_active=False), title="Ikke fulgt")

    assert titles(client.get("/folger/blogg/")) == ["Nyere", "Eldre"]


def test_list_shows_pictures_that_we_have(client):
    source = make_source(kind=Kind.PICTURES)
    make_item(source, title="Havna", picture="pictures/fulgt/a.jpg")
    make_item(source, title="Ikke hentet")

    assert titles(client.get("/folger/bilder/")) == ["Havna"]


@pytest.mark.parametrize(("path", "most"), [("/folger/blogg/", 20), ("/folger/delt/", 20)])
def test_long_list_has_more_than_one_page(client, path, most):
    source = make_source()
    for _ in range(most + 1):
        make_item(source, shared_at=timezone.now())

    first, second = client.get(path), client.get(f"{path}?side=2")

    assert [len(titles(page)) for page in (first, second)] == [most, 1]
    assert client.get(f"{path}?side=3").status_code == 404


def test_list_names_the_sources_and_those_that_are_old(client):
    heard = timezone.now()
    make_source(title="Åsen", home_page="https://asen.example/", last_success_at=heard)
    make_source(title="Berget", lang="nn", body="Fjord kommune", last_success_at=heard - 5 * DAY)

    text = client.get("/folger/blogg/").text

    assert text.index(">Berget</a>") < text.index(">Åsen</a>")
    assert '<a href="https://asen.example/" rel="noopener nofollow" lang="nb">Åsen</a>' in text
    assert text.count("Sist oppdatert") == 1
    assert "Fjord kommune" in text


def test_no_link_out_vouches_for_what_it_leads_to(client):
    for kind in Kind:
        make_shared(source=make_source(kind=kind), picture="pictures/fulgt/a.jpg")

    for path in ["/", *PAGES, "/folger/bilder/"]:
        links = client.get(path).text.split("<a ")[1:]
        out = [link.partition(">")[0] for link in links if 'href="https://blogg' in link]
        assert len(out) >= 1
        assert [link for link in out if 'rel="noopener nofollow"' not in link] == []


@pytest.mark.parametrize("path", ["/folger/finnes-ikke/", "/folger/Blogg/", "/folger/delt/0/"])
def test_other_addresses_are_not_found(client, path):
    assert client.get(path).status_code == 404


# What is shared


def test_shared_entries_stand_the_last_shared_first(client):
    make_shared(title="Først delt")
    make_shared(title="Sist delt", published_at=timezone.now() - 300 * DAY)
    make_item(title="Ikke delt")

    response = client.get("/folger/delt/")

    assert titles(response) == ["Sist delt", "Først delt"]
    assert response.text.count("delt av Biblioteksjef Kari") == 2


def test_shared_entry_has_a_page_of_its_own(client):
    item = make_shared(source=make_source(title="Bokbloggen", lang="nn"), title="Ny bok")

    text = client.get(item.get_absolute_url()).text

    assert '<h1 lang="nn">Ny bok</h1>' in text
    assert "<p>Les den!</p>" in text
    assert f'href="{item.link}" rel="noopener nofollow">Les hos Bokbloggen</a>' in text


@pytest.mark.parametrize("undo", [hide, stop_sharing])
def test_what_is_shared_no_more_is_gone_everywhere(client, undo):
    item = make_shared(title="Måkeskrik")
    places = ["/", "/folger/delt/", "/folger/delt/rss.xml", "/sok/?q=måkeskrik"]
    said = [("Måkeskrik" in client.get(place).text) for place in places]
    make_item(item.source, title="Nyere")

    undo(item)

    assert said == [True, True, True, True]
    assert client.get(item.get_absolute_url()).status_code == 404
    assert ["Les den!" in client.get(place).text for place in places] == [False] * 4
    assert not SearchEntry.objects.filter(kind="aggregator.item").exists()


def test_search_finds_the_note_and_leads_to_our_page(client):
    item = make_shared(source=make_source(title="Bokbloggen"), title="Ny bok")

    found = [
        client.get(f"/sok/?q={word}&slag=aggregator.item").context["hits"]
        for word in ("bok", "les", "bokbloggen")
    ]

    assert [[hit.entry.address for hit in hits] for hits in found] == [
        [item.get_absolute_url()]
    ] * 3


def test_search_calls_it_what_readers_know_it_as(client):
    make_shared(title="Ny bok")

    response = client.get("/sok/?q=bok&slag=aggregator.item")

    [hit] = response.context["hits"]
    assert hit.entry.kind_name == "delt lenke"
    assert ("aggregator.item", "Delte lenker") in response.context["form"].fields["slag"].choices


def test_search_follows_the_feed_and_the_source():
    item = make_shared(source=make_source(), title="Gammelt navn")
    item.title = "Nytt navn"
    item.save(update_fields=["title"])
    after_feed = list(SearchEntry.objects.values_list("title", flat=True))

    item.source.is_active = False
    item.source.save(update_fields=["is_active"])

    assert "Nytt navn" in after_feed
    assert not SearchEntry.objects.filter(kind="aggregator.item").exists()


def test_search_forgets_a_source_that_is_deleted():
    item = make_shared()

    item.source.delete()

    assert not SearchEntry.objects.filter(kind="aggregator.item").exists()


@pytest.mark.parametrize("kind", ["rss.xml", "atom.xml", "feed.json"])
def test_feed_has_what_is_shared_with_our_note(client, kind):
    item = make_shared(title="Ny bok", summary="Om & <havet>.")
    make_item(title="Ikke delt")

    response = client.get(f"/folger/delt/{kind}")

    assert response.status_code == 200
    assert "Øya kommune: Delte lenker" in response.text
    assert f"{settings.SITE_URL}{item.get_absolute_url()}" in response.text
    assert "Les den!" in response.text
    assert "<havet>" not in response.text
    assert "Ikke delt" not in response.text


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        # municipality, menus, notices; pinned, each kind, shared, kinds that there are
        ("/folger/", 10),
        # kinds that there are; count, entries, sources
        ("/folger/blogg/", 7),
        ("/folger/delt/", 5),
        ("/folger/delt/rss.xml", 3),
        ("/folger.opml", 2),
        ("/lean/", 14),
    ],
)
def test_page_takes_as_many_queries_for_30_sources_as_for_1(
    client, django_assert_num_queries, path, queries, number
):
    for _ in range(number):
        shared = {"shared_at": timezone.now(), "shared_by": make_person(user=make_user()).user}
        make_item(make_source(on_lean=True), pinned_at=timezone.now(), **shared)

    with django_assert_num_queries(queries):
        response = client.get(path)

    assert response.status_code == 200


# Out, as OPML


def test_opml_names_everybody_whom_we_follow(client):
    make_source(title="Bok & blad", feed_address="https://bok.example/feed?a=1&b=2", lang="nn")
    make_source(kind=Kind.NEWS, title="Nytt", home_page="https://nytt.example/")
    make_source(is_active=False)

    response = client.get("/folger.opml")

    root = ElementTree.fromstring(response.content)  # noqa: S314  our own
    folders = root.findall("body/outline")
    assert response.headers["Content-Type"] == "text/x-opml; charset=utf-8"
    assert [folder.get("text") for folder in folders] == ["Blogg", "Nyheter og kurs"]
    assert [dict(row.attrib) for row in folders[0]] == [
        {
            "type": "rss",
            "text": "Bok & blad",
            "title": "Bok & blad",
            "xmlUrl": "https://bok.example/feed?a=1&b=2",
            "language": "nn",
            "category": "/blogg",
        }
    ]
    assert [row.get("htmlUrl") for row in folders[1]] == ["https://nytt.example/"]


# With LEAN


def test_lean_page_has_news_from_others_who_take_part(client):
    make_item(make_source(on_lean=True, title="Nabokommunen"), title="Nytt om tavla")
    make_item(make_source(), title="Noe annet")

    text = client.get(reverse("lean:home")).text

    assert "Nytt fra andre som arbeider med LEAN" in text
    assert "Nytt om tavla" in text
    assert "Noe annet" not in text


def test_lean_page_says_nothing_of_others_where_there_is_nothing(client):
    make_item(make_source())

    assert "Nytt fra andre" not in client.get(reverse("lean:home")).text
