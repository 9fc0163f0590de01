"""What feed readers get. The checks follow RSS 2.0, RFC 4287 and JSON Feed 1.1."""

import json
import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.factories import make_department, make_municipality, make_person, make_picture, make_post

pytestmark = pytest.mark.django_db

OSLO = ZoneInfo("Europe/Oslo")
HOME = "https://www.oya.example"
RSS, ATOM, JSON = "/blogg/rss.xml", "/blogg/atom.xml", "/blogg/feed.json"
FEEDS = [RSS, ATOM, JSON]
TAG_FEEDS = [f"/blogg/emne/lean/{name}" for name in ["rss.xml", "atom.xml", "feed.json"]]
NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SEPTEMBER = datetime(2010, 9, 17, 13, 5, tzinfo=OSLO)
BODY = (
    '<p>Blåbær på øya. <a href="/blogg/2010/09/for/">Før</a> <a href="#maal">Mål</a> '
    '<a href="https://lovdata.example/">Loven</a> <a href="mailto:post@oya.example">Skriv</a></p>'
)


@pytest.fixture(autouse=True)
def municipality(settings):
    settings.SITE_URL = HOME
    return make_municipality(introduction="Her skriver vi.")


def make_rich_post(**fields):
    picture = make_picture()
    figure = f'<figure><img src="{picture.file.url}" alt="Havna"></figure>'
    return make_post(
        **{
            "title": 'Æ & Ø < Å: "LEAN"',
            "slug": "lean",
            "lang": "nn",
            "ingress": "Fisk & <sild>.",
            "body": BODY + figure,
            "published_at": SEPTEMBER,
            "author": make_person(title="rådmann", name="Kari (demo)", handle="@kari"),
            "picture": picture,
            "picture_alt": "Båter",
            "tags": ["LEAN", "Økonomi"],
        }
        | fields
    )


def rss_of(response) -> ElementTree.Element:
    channel = ElementTree.fromstring(response.content).find("channel")  # noqa: S314  our own
    assert channel is not None
    return channel


def atom_of(response) -> ElementTree.Element:
    return ElementTree.fromstring(response.content)  # noqa: S314  our own


def texts(element, *paths) -> list[str | None]:
    return [element.findtext(path, namespaces=NAMES) for path in paths]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (RSS, "application/rss+xml; charset=utf-8"),
        (ATOM, "application/atom+xml; charset=utf-8"),
        (JSON, "application/feed+json; charset=utf-8"),
    ],
)
def test_feed_says_its_kind_and_depends_on_its_address_alone(client, path, kind):
    response = client.get(path)

    assert response.headers["Content-Type"] == kind
    assert not response.cookies
    assert "Vary" not in response.headers


def test_rss_has_what_rss_demands(client):
    make_rich_post()

    channel = rss_of(client.get(RSS))

    assert texts(channel, "title", "link", "description", "language") == [
        "Øya kommune",
        f"{HOME}/blogg/",
        "Her skriver vi.",
        "nb",
    ]
    assert channel.find("a:link", NAMES).attrib == {"rel": "self", "href": f"{HOME}{RSS}"}
    assert parsedate_to_datetime(channel.findtext("lastBuildDate")) == SEPTEMBER


def test_rss_item_is_the_whole_post(client):
    post = make_rich_post()

    item = rss_of(client.get(RSS)).find("item")

    assert texts(item, "title", "link", "description", "dc:creator", "dc:language") == [
        'Æ & Ø < Å: "LEAN"',
        f"{HOME}/blogg/2010/09/lean/",
        "Fisk &amp; &lt;sild&gt;.",
        "rådmann Kari (demo) @kari",
        "nn",
    ]
    assert (item.findtext("guid"), item.find("guid").attrib) == (
        post.uid.urn,
        {"isPermaLink": "false"},
    )
    assert sorted(category.text for category in item.findall("category")) == ["LEAN", "Økonomi"]
    assert parsedate_to_datetime(item.findtext("pubDate")) == SEPTEMBER
    assert "Blåbær på øya." in item.findtext("content:encoded", namespaces=NAMES)


def test_atom_has_what_atom_demands(client):
    make_rich_post()

    feed = atom_of(client.get(ATOM))

    assert texts(feed, "a:title", "a:subtitle", "a:id", "a:author/a:name", "a:updated") == [
        "Øya kommune",
        "Her skriver vi.",
        f"{HOME}/blogg/",
        "Øya kommune",
        "2010-09-17T11:05:00+00:00",
    ]
    assert feed.attrib[LANG] == "nb"
    assert {link.get("rel"): link.get("href") for link in feed.findall("a:link", NAMES)} == {
        "alternate": f"{HOME}/blogg/",
        "self": f"{HOME}{ATOM}",
    }


def test_atom_entry_is_the_whole_post(client, time_machine):
    post = make_rich_post()
    time_machine.move_to(datetime(2010, 10, 1, 9, 0, tzinfo=OSLO), tick=False)
    post.title = "Rettet"
    post.save()

    entry = atom_of(client.get(ATOM)).find("a:entry", NAMES)

    assert entry.attrib == {LANG: "nn"}
    assert texts(entry, "a:title", "a:id", "a:published", "a:updated", "a:author/a:name") == [
        "Rettet",
        post.uid.urn,
        "2010-09-17T11:05:00+00:00",
        "2010-10-01T07:00:00+00:00",
        "rådmann Kari (demo) @kari",
    ]
    assert entry.find("a:content", NAMES).get("type") == "html"
    assert sorted(tag.get("term") for tag in entry.findall("a:category", NAMES)) == [
        "LEAN",
        "Økonomi",
    ]


def test_json_feed_follows_its_specification(client):
    post = make_rich_post()

    feed = json.loads(client.get(JSON).content)

    [item] = feed.pop("items")
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Øya kommune",
        "home_page_url": f"{HOME}/blogg/",
        "feed_url": f"{HOME}{JSON}",
        "description": "Her skriver vi.",
        "language": "nb",
        "authors": [{"name": "Øya kommune", "url": f"{HOME}/"}],
    }
    assert "Blåbær på øya." in item.pop("content_html")
    assert sorted(item.pop("tags")) == ["LEAN", "Økonomi"]
    assert item == {
        "id": post.uid.urn,
        "url": f"{HOME}/blogg/2010/09/lean/",
        "title": 'Æ & Ø < Å: "LEAN"',
        "summary": "Fisk & <sild>.",
        "image": f"{HOME}{post.picture.file.url}",
        "date_published": "2010-09-17T11:05:00+00:00",
        "date_modified": "2010-09-17T11:05:00+00:00",
        "authors": [{"name": "rådmann Kari (demo) @kari"}],
        "language": "nn",
    }


def test_all_addresses_in_a_feed_text_are_absolute(client):
    post = make_rich_post()

    text = json.loads(client.get(JSON).content)["items"][0]["content_html"]

    address, picture = f"{HOME}/blogg/2010/09/lean/", f"{HOME}{post.picture.file.url}"
    assert re.findall(r'(?:href|src)="([^"]*)"', text) == [
        picture,
        f"{HOME}/blogg/2010/09/for/",
        f"{address}#maal",
        "https://lovdata.example/",
        "mailto:post@oya.example",
        picture,
    ]
    assert "srcset" not in text


@pytest.mark.parametrize("path", FEEDS + TAG_FEEDS)
def test_feed_never_repeats_the_host_that_was_asked(client, settings, path):
    settings.ALLOWED_HOSTS = ["other.example"]
    make_rich_post()

    response = client.get(path, headers={"host": "other.example"})

    assert HOME in response.text
    assert "other.example" not in response.text


@pytest.mark.parametrize("path", FEEDS)
def test_identity_survives_a_new_slug_date_and_host(client, settings, path):
    post = make_rich_post()
    before = client.get(path)
    post.slug, post.published_at = "ny", SEPTEMBER - timedelta(days=60)
    post.save()
    settings.SITE_URL = "https://ny.example"

    after = client.get(path)

    assert [response.text.count(post.uid.urn) for response in (before, after)] == [1, 1]


@pytest.mark.parametrize("path", FEEDS)
def test_feed_holds_the_newest_twenty(client, path):
    posts = [make_post() for _ in range(21)]

    response = client.get(path)

    found = re.findall(r"urn:uuid:[-0-9a-f]{36}", response.text)
    assert found == [post.uid.urn for post in reversed(posts[1:])]


@pytest.mark.parametrize("path", TAG_FEEDS)
def test_tag_feed_holds_its_tag_alone(client, path):
    post = make_post(tags=["LEAN"])
    make_post(tags=["Annet"])

    response = client.get(path)

    assert re.findall(r"urn:uuid:[-0-9a-f]{36}", response.text) == [post.uid.urn]
    assert "Øya kommune: LEAN" in response.text
    assert f"{HOME}{path}" in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/blogg/emne/ukjent/rss.xml",
        "/blogg/emne/hemmelig/rss.xml",
        "/blogg/emne/økonomi/atom.xml",
        "/blogg/emne/lean/opml.xml",
        "/blogg/feed.xml",
    ],
)
def test_unknown_feed_is_not_found_in_the_look_of_the_site(client, path):
    make_post(tags=["Hemmelig"], published_at=None)
    make_post(tags=["LEAN"])

    response = client.get(path)

    assert (response.status_code, response.context["heading"]) == (404, "Vi finner ikke siden")


@pytest.mark.parametrize("path", FEEDS)
def test_feed_of_an_empty_blog_is_whole_and_stays_the_same(client, time_machine, path):
    first = client.get(path)
    time_machine.move_to(timezone.now() + timedelta(hours=1))

    second = client.get(path)

    assert "Øya kommune" in first.text
    assert second.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("path", [RSS, ATOM])
def test_characters_that_xml_cannot_hold_are_left_out(client, path):
    author = make_person(name="Kari\x08")
    make_post(title="Fly\x0bt\x1f", ingress="A\x01b", author=author, tags=["Ta\x02g"])

    response = client.get(path)

    assert ElementTree.fromstring(response.content) is not None  # noqa: S314  our own
    assert "Flyt" in response.text


@pytest.mark.parametrize("path", FEEDS + TAG_FEEDS)
def test_feed_that_has_not_changed_is_not_sent_again(client, path):
    make_rich_post()
    first = client.get(path)

    by_tag = client.get(path, headers={"if-none-match": first.headers["ETag"]})

    assert (by_tag.status_code, by_tag.content) == (304, b"")


@pytest.mark.parametrize("path", FEEDS)
def test_feed_is_sent_again_for_a_post_with_an_earlier_day(client, path):
    make_post()
    first = client.get(path)
    post = make_post(published_at=timezone.now() - timedelta(days=8))

    again = client.get(path, headers={"if-none-match": first.headers["ETag"]})

    assert "Last-Modified" not in first.headers
    assert post.uid.urn in again.text


@pytest.mark.parametrize("path", FEEDS)
def test_feed_is_sent_again_after_a_withdrawal(client, path):
    make_post()
    post = make_post()
    first = client.get(path)
    post.withdraw(reason="Feil tall")

    by_tag = client.get(path, headers={"if-none-match": first.headers["ETag"]})

    assert post.uid.urn in first.text
    assert by_tag.status_code == 200
    assert post.uid.urn not in by_tag.text


def test_feed_speaks_the_language_of_the_municipality(client, municipality):
    municipality.lang = "nn"
    municipality.save()

    channel = rss_of(client.get(RSS))

    assert channel.findtext("language") == "nn"


@pytest.mark.parametrize("number", [1, 30])
# municipality, last change, posts, their tags; a tag's feed asks for the tag too
@pytest.mark.parametrize(("path", "queries"), [(RSS, 4), (ATOM, 4), (JSON, 4), (TAG_FEEDS[0], 5)])
def test_feed_takes_as_many_queries_for_30_posts_as_for_1(
    client, django_assert_num_queries, path, queries, number
):
    for index in range(number):
        make_rich_post(slug=f"lean-{index}", department=make_department())

    with django_assert_num_queries(queries):
        response = client.get(path)

    assert response.text.count("urn:uuid:") == min(number, 20)


def links_to_feeds(text: str) -> list[str]:
    return re.findall(
        r'<link rel="alternate" type="application/[a-z+]+" title=".+" href="(.+)">', text
    )


@pytest.mark.parametrize("path", ["/", "/blogg/", "/finnes-ikke/"])
def test_every_page_leads_to_the_feeds(client, path):
    make_rich_post()

    response = client.get(path)

    assert links_to_feeds(response.text) == FEEDS


def test_post_leads_to_the_feeds_of_its_comments_too(client):
    make_rich_post()

    response = client.get("/blogg/2010/09/lean/")

    own = [f"/blogg/2010/09/lean/kommentarer/{name}" for name in ["rss.xml", "atom.xml"]]
    assert links_to_feeds(response.text) == FEEDS + own


def test_tag_page_leads_to_its_own_feeds_too(client):
    make_rich_post()

    response = client.get("/blogg/emne/lean/")

    assert links_to_feeds(response.text) == FEEDS + TAG_FEEDS
