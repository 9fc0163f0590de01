"""What stands beside the posts on the front page."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from aggregator.blocks import front_page_blocks
from aggregator.models import Source
from tests.factories import make_item, make_municipality, make_person, make_source, make_user

pytestmark = pytest.mark.django_db
Kind = Source.Kind
DAY = timedelta(days=1)
SHOWN = re.compile(r'<aside class="sidebar followed".*?</aside>', re.DOTALL)


@pytest.fixture(autouse=True)
def municipality():
    return make_municipality()


def ago(days: int) -> Any:
    return timezone.now() - days * DAY


def stands() -> dict[str, list[str]]:
    """Return what stands beside the posts: {kind: titles}."""
    blocks = front_page_blocks()["blocks"]
    return {block.kind.value: [item.title for item in block.items] for block in blocks}


def sidebar(client: Any) -> str:
    found = SHOWN.search(client.get("/").text)
    return found[0] if found else ""


def test_each_blog_stands_with_its_newest_entry(client):
    quiet, lively = make_source(title="Rolig"), make_source(title="Ivrig")
    make_item(quiet, title="Eldre", published_at=ago(9))
    make_item(quiet, title="Rolig nytt", published_at=ago(8))
    make_item(lively, title="Ivrig før", published_at=ago(4))
    make_item(lively, title="Ivrig nytt", published_at=ago(3), link="https://ivrig.example/a?b&c")
    make_source(title="Ikke noe ennå")

    said = sidebar(client)

    assert stands() == {"blogg": ["Ivrig nytt", "Rolig nytt"]}
    assert 'href="https://ivrig.example/a?b&amp;c" rel="noopener nofollow"' in said
    times = re.findall(">(for [^<]*)</time>", said)
    assert times == ["for 3 dager siden", "for 8 dager siden"]


def test_few_stand_of_each_kind(client):
    for kind in Kind:
        for _ in range(8):
            make_item(make_source(kind=kind), picture="pictures/fulgt/a.jpg")

    numbers = {kind: len(titles) for kind, titles in stands().items()}

    assert numbers == {"blogg": 5, "bilder": 6, "mikroblogg": 3, "nyheter": 3}


def test_what_is_pinned_stands_first_until_it_is_too_many(client):
    source = make_source(kind=Kind.NEWS)
    for number in range(5):
        make_item(source, title=f"Festet {number}", published_at=ago(50), pinned_at=ago(number))
    make_item(source, title="Nytt")

    said = sidebar(client)

    assert stands() == {"nyheter": ["Festet 0", "Festet 1", "Nytt"]}
    assert said.count(">Festet</span>") == 2


def test_a_pinned_entry_does_not_stand_twice():
    make_item(title="Festet", pinned_at=ago(0))

    assert stands() == {"blogg": ["Festet"]}


def test_nothing_stands_that_the_public_may_not_see(client):
    source = make_source(title="Kilden")
    first = make_item(source, title="Vist")
    make_item(source, title="Kopi", copy_of=first, pinned_at=ago(0))
    make_item(source, title="Skjult", state="skjult", pinned_at=ago(0), shared_at=ago(0))
    make_item(title="Slettet").empty()
    make_item(make_source(is_active=False), title="Ikke fulgt", pinned_at=ago(0))
    make_item(make_source(on_front_page=False), title="Bare på Følger", pinned_at=ago(0))
    make_item(make_source(kind=Kind.PICTURES), title="Uten bilde", pinned_at=ago(0))
    make_item(make_source(kind=Kind.NEWS), title="Vært", takes_place_on=ago(1).date())

    said = sidebar(client)

    assert stands() == {"blogg": ["Vist"]}
    hidden = ["Kopi", "Skjult", "Slettet", "Ikke fulgt", "Bare på", "Uten bilde", "Vært"]
    assert [word for word in hidden if word in said] == []


def test_nothing_stands_where_nothing_is_followed(client):
    text = client.get("/").text

    assert "followed" not in text
    assert "Det vi følger" not in text


def test_course_has_its_day_and_place(client):
    day = timezone.localdate() + 20 * DAY
    make_item(make_source(kind=Kind.NEWS), takes_place_on=day, place="Fjordbyen <b>")

    said = sidebar(client)

    assert f'<time datetime="{day.isoformat()}">' in said
    assert "Fjordbyen &lt;b&gt;" in said


def test_picture_has_words_for_those_who_cannot_see_it(client):
    source = make_source(kind=Kind.PICTURES, lang="nn")
    fields = {"picture": "pictures/fulgt/a.jpg", "picture_width": 40, "picture_height": 30}
    make_item(source, title="Havna", picture_alt="To båtar", **fields)
    make_item(source, title="Fyret", **fields)

    said = sidebar(client)

    assert re.findall(
        'lang="nn"><img src="([^"]*)" width="40" height="30" alt="([^"]*)"', said
    ) == [
        ("/media/pictures/fulgt/a.jpg", "Fyret"),
        ("/media/pictures/fulgt/a.jpg", "To båtar"),
    ]


def test_shared_entry_stands_with_who_shared_it_and_why(client):
    person = make_person(title="Biblioteksjef", user=make_user())
    make_item(title="Ny bok", shared_at=ago(2), shared_by=person.user, shared_note="Les <den>!")
    make_item(title="Usignert", shared_at=ago(3), shared_by=make_user(first_name="Kari"))

    said = sidebar(client)

    assert "Les &lt;den&gt;!" in said
    assert f"delt av Biblioteksjef {person.name}</span>" in said
    assert "delt av Øya kommune</span>" in said


@pytest.mark.parametrize(
    ("heard", "says"), [([1, 5], False), ([3, 5], True), ([None, 5], False), ([None], False)]
)
def test_block_says_when_it_is_old(client, heard, says):
    for days in heard:
        moment = ago(days) if days else None
        make_item(make_source(kind=Kind.NEWS, last_success_at=moment))

    said = sidebar(client)

    assert ("Sist oppdatert" in said) == says


def test_each_blog_says_by_itself_when_it_is_old(client):
    make_item(make_source(last_success_at=ago(3)), title="Gammel")
    make_item(make_source(last_success_at=ago(0)), title="Fersk")

    rows = sidebar(client).split('<li class="followed-row">')[1:]

    assert ["Sist oppdatert" in row for row in rows] == [False, True]
    assert ["Fersk" in row for row in rows] == [True, False]


@pytest.mark.parametrize("number", [5, 200])
def test_front_page_takes_as_many_queries_for_200_sources_as_for_5(
    client, django_assert_num_queries, number
):
    kinds = list(Kind)
    for index in range(number):
        source = make_source(kind=kinds[index % len(kinds)])
        shared = {"shared_at": ago(1), "shared_by": make_person(user=make_user()).user}
        make_item(source, picture="pictures/fulgt/a.jpg", pinned_at=ago(1), **shared)
        make_item(source, picture="pictures/fulgt/a.jpg")

    # municipality, menus, notices, posts, tag list, archive, three for the circle's numbers;
    # then what is pinned, what is shared, and one for each kind
    with django_assert_num_queries(15):
        response = client.get("/")

    assert response.text.count('<h2 id="followed-') == 5
