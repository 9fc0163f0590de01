import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dialogue.moderation import hide
from tests.factories import make_comment, make_municipality, make_person, make_post

pytestmark = pytest.mark.django_db

OSLO = ZoneInfo("Europe/Oslo")
POST = "/blogg/2010/09/lean/"
SITE = "/blogg/kommentarer/"
KINDS = ["rss.xml", "atom.xml", "feed.json"]


@pytest.fixture(autouse=True)
def municipality(settings):
    settings.SITE_URL = "https://www.oya.example"
    return make_municipality()


@pytest.fixture
def post():
    moment = datetime(2010, 9, 17, 13, 5, tzinfo=OSLO)
    return make_post(title="LEAN", slug="lean", published_at=moment)


def items_of(client, folder: str) -> list[dict]:
    return json.loads(client.get(f"{folder}feed.json").content)["items"]


def test_feed_holds_what_was_said_as_paragraphs(client, post):
    row = make_comment(
        post,
        text="Hei <b>du</b>.\n\nHa det.",
        name="Ola (demo)",
        email="ola@oya.example",
        published_at=datetime(2010, 9, 18, 8, 0, tzinfo=OSLO),
    )

    (item,) = items_of(client, f"{POST}kommentarer/")

    assert item["url"] == f"https://www.oya.example{POST}#innspill-{row.pk}"
    assert item["title"] == "Ola (demo) om «LEAN»"
    assert item["authors"] == [{"name": "Ola (demo)"}]
    assert item["date_published"] == "2010-09-18T06:00:00+00:00"
    assert item["content_html"] == (
        '<p dir="auto">Hei &lt;b&gt;du&lt;/b&gt;.</p>\n<p dir="auto">Ha det.</p>'
    )


def test_answer_of_the_municipality_is_signed_with_title(client, post):
    person = make_person(name="Kari (demo)")
    make_comment(post, name=person.name, person=person, signature="ordfører")

    (item,) = items_of(client, SITE)

    assert item["authors"] == [{"name": "Kari (demo), ordfører"}]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("folder", [SITE, f"{POST}kommentarer/"])
def test_no_secret_of_the_writer_is_in_a_feed(client, post, folder, kind):
    row = make_comment(post, text="Ordene", email="ola@oya.example")

    said = client.get(folder + kind).text

    assert "Ordene" in said
    assert not any(secret in said for secret in (row.key, row.token, "ola@oya"))


def test_newest_comes_first_and_a_post_has_its_own_only(client, post):
    first, last = make_comment(post, text="Først"), make_comment(text="Sist")

    assert [item["summary"] for item in items_of(client, SITE)] == [last.text, first.text]
    assert [item["summary"] for item in items_of(client, f"{POST}kommentarer/")] == [first.text]


def test_only_what_can_be_read_is_followed(client, post):
    for state in ("waiting", "spam"):
        said = make_comment(post, state=state)
        make_comment(post, answers=said)
    hide(make_comment(post), by=None, rule="tema")
    withdrawn, planned = make_post(), make_post(published_at=None)
    for other in (withdrawn, planned):
        make_comment(other)
    withdrawn.withdraw(reason="Feil tall.")

    assert items_of(client, SITE) == []
    assert items_of(client, f"{POST}kommentarer/") == []


@pytest.mark.parametrize("kind", KINDS)
def test_feed_of_a_withdrawn_post_is_gone(client, post, kind):
    make_comment(post, text="Ordene")
    post.withdraw(reason="Feil tall.")

    response = client.get(f"{POST}kommentarer/{kind}")

    assert (response.status_code, response.content) == (410, b"")


def test_wrong_month_and_old_slug_lead_to_the_feed(client, post):
    post.slug = "nytt"
    post.save()

    for address in ("/blogg/2010/09/lean/", "/blogg/2011/01/nytt/"):
        response = client.get(f"{address}kommentarer/rss.xml")
        assert response.headers["Location"] == "/blogg/2010/09/nytt/kommentarer/rss.xml"


def test_municipality_may_turn_the_feeds_off(client, post, municipality):
    municipality.comment_feeds = False
    municipality.save()

    for folder in (SITE, f"{POST}kommentarer/"):
        assert client.get(f"{folder}rss.xml").status_code == 404
    assert "kommentarer/" not in client.get(POST).text


def test_hiding_a_comment_is_a_change(client, post):
    row = make_comment(post)
    address = f"{POST}kommentarer/rss.xml"
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304

    hide(row, by=None, rule="tema")

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("number", [1, 19])
def test_feed_takes_a_fixed_number_of_queries(client, django_assert_num_queries, number):
    for _ in range(number):
        make_comment()

    # municipality, comments, last change
    with django_assert_num_queries(3):
        client.get(f"{SITE}rss.xml")
