"""What each kind of feed says, in our words."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.feed import MOST_ENTRIES, Entry, as_plain, from_plain
from aggregator.reading import UnreadableFeed, read, read_here

BASE = "https://a.example/blogg/feed"
RSS = """<?xml version="1.0" encoding="{coding}"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:ev="http://purl.org/rss/1.0/modules/event/"><channel><title>Øya</title>
<link>https://a.example/</link><language>nn-NO</language><item>{item}</item></channel></rss>"""


def entry(item: str, coding: str = "utf-8") -> Entry:
    content = RSS.format(item=item, coding=coding).encode(coding)
    return read_here(content, content_type="application/rss+xml", address=BASE).entries[0]


def test_rss_tells_all_of_an_entry():
    said = """<title>Ny &lt;i&gt;kai&lt;/i&gt; &amp;amp; bru</title>
    <link>/sak/1</link><guid isPermaLink="false">1</guid>
    <author>kari@oya.example (Kari Nordmann)</author>
    <pubDate>Fri, 20 Nov 2026 10:00:00 +0100</pubDate>
    <description>&lt;p&gt;Første.&lt;/p&gt;&lt;p&gt;Andre.
    &lt;img src="/b.jpg" alt="Kaia"&gt;</description>"""

    assert entry(said) == Entry(
        guid="1",
        link="https://a.example/sak/1",
        title="Ny kai & bru",
        summary="Første. Andre.",
        author="Kari Nordmann",
        picture_address="https://a.example/b.jpg",
        picture_alt="Kaia",
        published_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
    )


def test_the_feed_itself_is_known_by_name_home_page_and_language():
    feed = read_here(RSS.format(item="", coding="utf-8").encode(), address=BASE)

    assert (feed.title, feed.home_page, feed.lang) == ("Øya", "https://a.example/", "nn")


@pytest.mark.parametrize("coding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_letters_are_read_in_the_coding_that_the_feed_names(coding):
    assert entry("<title>Blåbær på øya</title>", coding).title == "Blåbær på øya"


def test_a_wrong_coding_is_no_end_of_it():
    content = RSS.format(item="<title>Blåbær</title>", coding="us-ascii").encode("iso-8859-1")

    assert read_here(content, address=BASE).entries[0].title == "Blåbær"


def test_atom_rss_1_and_rss_091_are_read():
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>tag:a,1</id><title>A</title>
    <link href="https://a.example/1"/><updated>2026-11-20T10:00:00Z</updated></entry></feed>"""
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns="http://purl.org/rss/1.0/"><channel><title>T</title></channel>
    <item rdf:about="https://a.example/1"><title>A</title><link>https://a.example/1</link></item>
    </rdf:RDF>"""
    old = b"""<rss version="0.91"><channel><title>T</title><item><title>A</title>
    <link>https://a.example/1</link></item></channel></rss>"""

    found = [read_here(content, address=BASE).entries[0] for content in (atom, rdf, old)]

    assert [(row.title, row.link) for row in found] == [("A", "https://a.example/1")] * 3
    assert found[0].published_at == datetime(2026, 11, 20, 10, tzinfo=UTC)


def test_json_feed_is_read():
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Øya",
        "home_page_url": "https://a.example/",
        "language": "nb-NO",
        "items": [
            {
                "id": "1",
                "url": "/sak/1",
                "content_html": "<p>Hei <b>du</b></p><img src='b.jpg' alt='Kaia'>",
                "authors": [{"name": "Kari"}],
                "date_published": "2026-11-20T10:00:00+01:00",
            },
            {"id": 2, "content_text": "1 < 2", "image": "https://b.example/2.jpg"},
            "no item",
        ],
    }

    feed = read_here(json.dumps(said).encode(), address=BASE)

    assert (feed.title, feed.home_page, feed.lang) == ("Øya", "https://a.example/", "nb")
    assert feed.entries == [
        Entry(
            guid="1",
            link="https://a.example/sak/1",
            summary="Hei du",
            author="Kari",
            picture_address="https://a.example/blogg/b.jpg",
            picture_alt="Kaia",
            published_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
        ),
        Entry(guid="2", summary="1 < 2", picture_address="https://b.example/2.jpg"),
    ]


def test_media_rss_gives_a_picture():
    picture = "<media:content url='https://b.example/1.jpg' medium='image'/>"
    film = "<media:content url='https://b.example/1.mp4' type='video/mp4'/>"
    thumbnail = "<media:thumbnail url='https://b.example/2.jpg'/>"

    assert entry(f"<media:group>{picture}</media:group>").picture_address.endswith("/1.jpg")
    assert entry(film + thumbnail).picture_address.endswith("/2.jpg")
    assert entry(film).picture_address == ""


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("kari@oya.example", ""),
        ("Kari (kari@oya.example)", "Kari"),
        ("Kari &lt;kari@oya.example&gt;", "Kari"),
        ("@kari@oya.social", "@kari@oya.social"),
    ],
)
def test_the_address_of_an_author_is_not_kept(written, name):
    assert entry(f"<author>{written}</author>").author == name


@pytest.mark.parametrize("when", ["2026-12-04T10:00:00+01:00", "20261204T090000Z", "2026-12-04"])
def test_a_course_tells_when_and_where(when):
    said = f"<ev:startdate>{when}</ev:startdate><ev:location>Haugesund</ev:location>"

    found = entry(f"<title>Kurs</title>{said}")

    assert (found.takes_place_on, found.place) == (date(2026, 12, 4), "Haugesund")


HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>x",
    "<svg/onload=alert(1)>", "<iframe src=//b.example>", "<style>*{}</style>", "<<script>script>",
    "<math><mtext><table><mglyph><style><img src onerror=1>", "\u202egnp.exe", "<base href=//b>",
]  # fmt: skip


@pytest.mark.parametrize("said", HOSTILE)
def test_nothing_but_words_is_left_of_what_is_hostile(said):
    escaped = said.replace("<", "&lt;")

    found = entry(f"<title>{escaped}</title><description>{escaped}</description>")

    for text in (found.title, found.summary):
        assert "onerror" not in text
        assert "alert" not in text.replace("alert(1)</script>", "")
        assert "\u202e" not in text


def test_letters_in_halves_are_put_together_and_no_end_of_the_feed():
    said = "Sol &#55357;&#xDE00; og &#xd83d;sj\u00f8 &#999999999;"

    found = entry(f"<title>{said}</title><description>{said}</description><guid>&#56832;</guid>")

    assert found.title == found.summary == "Sol \U0001f600 og \ufffdsj\u00f8 \ufffd"


def test_half_a_letter_in_json_is_no_end_of_the_feed():
    said = {"version": "https://jsonfeed.org/version/1", "items": [{"title": "Sol \ud83d"}]}

    assert read_here(json.dumps(said).encode()).entries[0].title == "Sol \ufffd"


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://b.example/",
     "http://", "https://kari:hemmelig@b.example/", "http://b.example:x/", "x" * 2000],
)  # fmt: skip
def test_only_links_to_websites_are_kept(link):
    assert entry(f"<title>A</title><link>{link}</link><guid>1</guid>").link == ""


@pytest.mark.parametrize(
    "said",
    ["1 Jan 0000 00:00:00 GMT", "1 Jan 1970 00:00:00 GMT", "1 Jan 9999 00:00:00 GMT", "i går"],
)
def test_a_date_that_cannot_be_is_none(said):
    assert entry(f"<pubDate>{said}</pubDate><title>A</title>").published_at is None


def test_no_more_than_ten_thousand_entries_are_taken_in():
    items = [{"id": str(number)} for number in range(MOST_ENTRIES + 1)]
    said = {"version": "https://jsonfeed.org/version/1", "items": items}

    feed = read_here(json.dumps(said).encode())

    assert len(feed.entries) == MOST_ENTRIES == 10_000


def test_a_program_of_its_own_reads_what_comes_from_elsewhere():
    content = RSS.format(item="<title>A</title><guid>1</guid>", coding="utf-8").encode()

    assert read(content, address=BASE) == read_here(content, address=BASE)


@pytest.mark.parametrize(
    ("content", "too_much"),
    [(b"{" + b'"a":[' * 200_000, False), (b"<rss version='2.0'><a b='" * 150_000, True)],
)
def test_what_is_made_to_use_up_time_is_put_an_end_to(content, too_much, monkeypatch):
    monkeypatch.setattr("aggregator.reading.PATIENCE", 2)

    with pytest.raises(UnreadableFeed) as refusal:
        read(content)

    assert refusal.value.too_much in {too_much, True}


def test_a_feed_is_the_same_after_it_has_been_handed_over():
    feed = read_here(
        RSS.format(item="<ev:startdate>2026-12-04</ev:startdate>", coding="utf-8").encode()
    )

    assert from_plain(json.loads(json.dumps(as_plain(feed)))) == feed


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"<rss version='2.0'><channel>", b"<feed>", b"{"]),
)
def test_no_bytes_at_all_are_an_error_of_ours(content, beginning):
    try:
        feed = read_here(beginning + content, address=BASE)
    except UnreadableFeed:
        return

    assert as_plain(feed)
