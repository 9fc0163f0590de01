"""The search page. What is found is tested in tests/publishing/test_search.py."""

import logging
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from publishing import search as engine
from tests.factories import make_municipality, make_post

pytestmark = pytest.mark.django_db

OSLO = ZoneInfo("Europe/Oslo")
HELP = "Ingen treff på «{}»"


@pytest.fixture(autouse=True)
def municipality():
    return make_municipality()


def titles(response):
    return [str(hit.title) for hit in response.context.get("hits", [])]


def test_search_shows_marked_hits(client):
    make_post(title="Kommunene møtes", ingress="Tre <kommuner> i mai.", body="<p>Ja.</p>")

    response = client.get("/sok/?q=kommunen")

    assert "<mark>Kommunene</mark> møtes</a>" in response.text
    assert "Tre &lt;<mark>kommuner</mark>&gt; i mai. Ja.</p>" in response.text
    assert "<title>Søk: kommunen – Øya kommune</title>" in " ".join(response.text.split())


def test_search_page_is_kept_out_of_search_engines(client):
    response = client.get("/sok/?q=kommunen")

    assert '<meta name="robots" content="noindex">' in response.text


def test_search_without_words_helps_and_shows_no_posts(client):
    make_post(title="Havna", tags=["LEAN"])

    response = client.get("/sok/")

    assert "Havna" not in response.text
    assert 'href="/blogg/emne/lean/"' in response.text
    assert "<title>Søk – Øya kommune</title>" in response.text


def test_search_that_finds_nothing_helps_and_shows_no_posts(client):
    make_post(title="Havna", tags=["LEAN"])

    response = client.get("/sok/?q=romskip")

    assert "Ingen treff på «romskip»" in response.text
    assert "Havna" not in response.text
    assert 'href="/blogg/emne/lean/"' in response.text


def test_search_narrows_by_year_and_kind_and_sorts(client):
    make_post(title="Havna A", published_at=datetime(2010, 9, 1, tzinfo=OSLO))
    make_post(title="Om B", body="<p>havna</p>", published_at=datetime(2011, 9, 1, tzinfo=OSLO))

    found = [
        titles(client.get(f"/sok/?q=havna{narrowed}"))
        for narrowed in ["", "&sorter=nyest", "&aar=2011", "&slag=blog.post&aar=2010"]
    ]

    a, b = "<mark>Havna</mark> A", "Om B"
    assert found == [[a, b], [b, a], [b], [a]]


@pytest.mark.parametrize("filters", ["slag=x", "aar=abc", "aar=0", "sorter=x", "aar=2010&aar=x"])
def test_filter_that_does_not_exist_narrows_nothing(client, filters):
    make_post(title="Havna")

    response = client.get(f"/sok/?q=havna&{filters}")

    assert titles(response) == ["<mark>Havna</mark>"]


def test_search_keeps_its_question_from_page_to_page(client):
    for _ in range(11):
        make_post(title="Havna")

    first = client.get("/sok/?q=havna&sorter=nyest")
    second = client.get("/sok/?q=havna&sorter=nyest&side=2")

    assert 'href="?q=havna&amp;sorter=nyest&amp;side=2">Neste</a>' in first.text
    assert 'href="?q=havna&amp;sorter=nyest&amp;side=1">Forrige</a>' in second.text
    assert [len(titles(first)), len(titles(second))] == [10, 1]
    assert "11 treff" in first.text


@pytest.mark.parametrize("side", ["0", "3", "abc", "1" * 5000])
def test_unknown_page_of_hits_is_not_found(client, side):
    make_post(title="Havna")

    response = client.get(f"/sok/?q=havna&side={side}")

    assert response.status_code == 404


def test_search_says_when_there_are_more_hits_than_it_shows(client, monkeypatch):
    monkeypatch.setattr("utsira.search.MOST_HITS", 1)
    monkeypatch.setattr(engine, "MOST_HITS", 1)
    make_post(title="Havna A")
    make_post(title="Havna B")

    response = client.get("/sok/?q=havna")

    assert "Over 1 treff" in response.text
    assert titles(response) == ["<mark>Havna</mark> B"]


def test_search_shows_nothing_that_is_not_public(client):
    make_post(title="Åpen", body="<p>kanari</p>")
    make_post(title="Kladd", body="<p>kanari</p>", published_at=None, tags=["kanari"])
    make_post(title="Plan", body="<p>kanari</p>", published_at=timezone.now() + timedelta(days=1))
    make_post(title="Trukket", body="<p>kanari</p>").withdraw(reason="Feil")

    response = client.get("/sok/?q=kanari")

    assert titles(response) == ["Åpen"]
    assert "1 treff" in response.text
    assert not [word for word in ("Kladd", "Plan", "Trukket") if word in response.text]


@pytest.mark.parametrize(
    "question",
    [
        "q=",
        "q=%20",
        "q=!",
        "q=NEAR(+OR+%22",
        "q=x*",
        "q=col:x",
        "q=tokens:x+AND+NOT",
        "q='",
        "q=\\",
        "q=%22%22%22",
        "q=%ED%A0%80",
        "q=%FF%FE",
        "q=title_havna",
        "q=year_2010",
        "q=%F0%9D%9F%98",
        "q=%EF%B7%BA",
        "q=%25s",
        "q=" + "a" * 3900,
        "q=" + "%C3%A5" * 1300,
        "q=" + "+".join(f"ord{number}" for number in range(500)),
        "q=" + "a%CC%81%CC%A3" * 2000,
        "q[]=x",
        "sok=x",
    ],
)
def test_odd_question_gets_help(client, question):
    make_post(title="Havna", published_at=datetime(2010, 9, 1, tzinfo=OSLO))

    response = client.get(f"/sok/?{question}")

    assert response.status_code == 200
    assert titles(response) == []
    assert 'class="search-help"' in response.text


def test_nul_in_a_question_is_a_bad_request(client):
    response = client.get("/sok/?q=a%00b")

    assert response.status_code == 400


@pytest.mark.parametrize("unit", ["a", "a ", "\u0301\u0323", "*", "ord%d "])
def test_ten_times_longer_question_takes_no_more_than_ten_times_as_long(client, unit):
    def took(length: int) -> float:
        question = "".join(unit.replace("%d", str(n)) for n in range(length // len(unit)))
        begin = time.process_time()
        client.get("/sok/", {"q": question})
        return time.process_time() - begin

    took(100)
    short, long = took(10_000), took(100_000)

    assert long < 20 * short


def test_long_question_is_answered_by_its_first_words(client):
    make_post(title=" ".join(f"ord{number}" for number in range(10)))

    response = client.get("/sok/?q=" + "+".join(f"ord{number}" for number in range(11)))

    assert len(titles(response)) == 1
    assert "Spørsmålet var langt" in response.text


def test_writing_to_the_search_is_refused(client):
    response = client.post("/sok/", {"q": "havna"})

    assert response.status_code == 405


@pytest.mark.parametrize("path", ["/", "/blogg/", "/finnes-ikke/"])
def test_every_page_has_the_search_field(client, path):
    response = client.get(path)

    assert 'role="search" action="/sok/"' in response.text


@pytest.mark.parametrize("numbers", [(1, 9), (10, 30)])
@pytest.mark.parametrize(
    ("question", "few", "many"),
    [
        # municipality, notices, menu, years, four questions of the index, entries;
        # where hits are few: is the word rare, longer words in the title, longer words anywhere
        ("q=havna", 12, 9),
        # municipality, notices, menu, years, one question, entries;
        # where hits are few: is the word rare, longer words
        ("q=havna&sorter=nyest", 8, 6),
        # municipality, notices, menu, years, four questions and three for longer words, tags
        ("q=romskip", 12, 12),
        # municipality, notices, menu, years, tags
        ("q=", 5, 5),
    ],
)
def test_search_takes_as_many_queries_for_many_posts_as_for_few(
    client, django_assert_num_queries, question, few, many, numbers
):
    queries = few if numbers[0] == 1 else many
    for index in range(numbers[0]):
        make_post(title=f"Havna {index}", tags=["LEAN", f"Emne {index}"])
    with django_assert_num_queries(queries):
        client.get(f"/sok/?{question}")

    for index in range(numbers[0], numbers[1]):
        make_post(title=f"Havna {index}", tags=["LEAN", f"Emne {index}"])

    with django_assert_num_queries(queries):
        client.get(f"/sok/?{question}")


def test_longer_words_are_found_where_hits_are_few(client):
    make_post(title="Hundeholdsforskrift")
    make_post(title="Om nettstedet", body="<p>Vi har regler om hundeholdet.</p>")

    response = client.get("/sok/?q=hundehold")

    assert titles(response) == ["<mark>Hundeholdsforskrift</mark>", "Om nettstedet"]
    assert "Ingen tekster har akkurat disse ordene" not in response.text


def test_search_says_when_only_longer_words_were_found(client):
    make_post(title="Byggesaksgebyr")

    response = client.get("/sok/?q=byggesak")

    assert titles(response) == ["<mark>Byggesaksgebyr</mark>"]
    assert "Ingen tekster har akkurat disse ordene" in response.text


def test_search_depends_on_its_address_alone(client):
    response = client.get("/sok/?q=havna")

    assert not response.cookies
    assert not {"Cookie", "Accept-Language"} & set(response.get("Vary", "").split(", "))


def test_search_logs_no_words(client, caplog, capfd):
    caplog.set_level(logging.INFO)

    for address in ["/sok/?q=sykdommen", "/sok/?q=sykdommen&side=9", "/sok/?q=sykdommen%00"]:
        client.get(address)

    assert "sykdommen" not in caplog.text
    assert "sykdommen" not in "".join(capfd.readouterr())
