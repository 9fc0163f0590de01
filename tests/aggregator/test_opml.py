"""Lists of feeds from other feed readers."""

import gzip
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from aggregator.models import Source
from aggregator.opml import UnreadableOpml, lines_of
from tests.factories import make_municipality, make_source, make_user

pytestmark = pytest.mark.django_db
PAGE = "/admin/aggregator/source/opml/"
LIST = "/admin/aggregator/source/"
BOMB = """<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><opml><body><outline xmlUrl="&b;"/></body></opml>"""
EXTERNAL = """<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<opml><body><outline xmlUrl="https://a.example/" text="&a;"/></body></opml>"""


def opml(*outlines: str) -> bytes:
    body = "\n".join(f"<outline {outline}/>" for outline in outlines)
    return f'<opml version="2.0"><head/><body>{body}</body></opml>'.encode()


def address(name: str) -> str:
    return f'xmlUrl="https://{name}.example/feed"'


@pytest.fixture(autouse=True)
def editor(client) -> Any:
    make_municipality()
    user = make_user(role="Redaktør")
    client.force_login(user)
    return user


def upload(client: Any, content: bytes, **choices: str) -> Any:
    file = SimpleUploadedFile("liste.opml", content)
    chosen = {"kind": "blogg", "lang": "nb", "on_front_page": "on"} | choices
    return client.post(PAGE, {"file": file} | chosen)


def said(response: Any) -> list[str]:
    return [str(error) for errors in response.context["form"].errors.values() for error in errors]


INSIDE = ["127.0.0.1", "169.254.169.254", "10.0.0.5", "[::1]", "localhost", "a.localhost."]


def test_file_is_shown_before_anything_is_added(client):
    make_source(feed_address="https://har.example/feed")
    content = opml(
        f'{address("ny")} title="Ny &amp; fin" htmlUrl="https://ny.example/"',
        f'{address("har")} text="Har vi"',
        f'{address("ny")} text="En gang til"',
        'xmlUrl="javascript:alert(1)" text="Farlig"',
        'xmlUrl="https://ny.example:8080/" text="Rar port"',
        *(f'xmlUrl="http://{inside}/" text="Her inne"' for inside in INSIDE),
        'text="Bare en mappe"',
    )

    page = upload(client, content)

    assert [row.line.title for row in page.context["new"]] == ["Ny & fin"]
    assert [row.line.title for row in page.context["there"]] == ["Har vi", "En gang til"]
    assert [(row.line.title, row.fault) for row in page.context["faulty"]] == [
        ("Farlig", "Adressen til feeden må begynne med https:// eller http://."),
        ("Rar port", "Adressen fører til et sted vi ikke henter fra."),
        *[("Her inne", "Adressen fører til et sted vi ikke henter fra.")] * len(INSIDE),
    ]
    assert Source.objects.count() == 1


def test_what_is_shown_is_added_when_it_is_confirmed(client):
    folder = '<outline text="Mappe"><outline {}/></outline>'
    content = opml(f'{address("a")} title="A" category="/nyheter" language="nn-NO"').replace(
        b"</body>", folder.format(f'{address("b")} text="B"').encode() + b"</body>"
    )

    page = upload(client, content, kind="mikroblogg", lang="en", on_front_page="")
    response = client.post(PAGE, sent(page))

    rows = Source.objects.order_by("title").values_list(
        "title", "kind", "lang", "on_front_page", "next_fetch_at"
    )
    assert response.headers["Location"] == LIST
    assert list(rows) == [
        ("A", "nyheter", "nn", False, None),
        ("B", "mikroblogg", "en", False, None),
    ]


def sent(page: Any) -> dict[str, Any]:
    """What the browser sends when the shown form is confirmed."""
    form = page.context["form"]
    return {name: form.fields[name].prepare_value(form.initial[name]) for name in form.fields}


def test_confirming_twice_adds_once(client):
    page = upload(client, opml(address("a")))
    client.post(PAGE, sent(page))

    response = client.post(PAGE, sent(page), follow=True)

    assert Source.objects.count() == 1
    assert "0 kilder er lagt til." in response.text


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "{",
        "[]x",
        "1",
        "[" * 100_000,
        '["a"]',
        '[{"number": 1}]',
        '[{"number": 1, "title": [], "feed_address": {}}]',
    ],
)
def test_list_that_is_not_ours_is_refused(client, lines):
    response = client.post(PAGE, {"lines": lines, "kind": "blogg", "lang": "nb"})

    assert response.status_code == 200
    assert not Source.objects.exists()
    assert len(said(response)) == 1


def test_address_that_was_changed_on_its_way_is_judged_anew(client):
    values = sent(upload(client, opml(address("a"))))
    values["lines"] = values["lines"].replace("https://a.example/feed", "file:///etc/passwd")

    client.post(PAGE, values)

    assert not Source.objects.exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Filen er tom."),
        (b"<opml><body>", "Fila kan ikke leses som XML: Det er en feil på linje 1."),
        (b"<opml>\n\n<body></opml>", "Fila kan ikke leses som XML: Det er en feil på linje 3."),
        (b"hei", "Fila kan ikke leses som XML: Det er en feil på linje 1."),
        (
            gzip.compress(b"<opml/>", mtime=0),
            "Fila kan ikke leses som XML: Det er en feil på linje 1.",
        ),
        (b"<html><body/></html>", "Fila er ikke OPML."),
        (opml('text="Mappe"'), "Det er ingen feeder i fila."),
        (BOMB.encode(), "Fila har egne definisjoner (entiteter). Slike filer leser vi ikke."),
        (EXTERNAL.encode(), "Fila har egne definisjoner (entiteter). Slike filer leser vi ikke."),
        (
            opml(*[address(f"a{number}") for number in range(10_000)]),
            "Det er 10000 feeder i fila. Vi tar imot 1000 om gangen.",
        ),
        (b"<opml>" + b" " * 1_000_000 + b"</opml>", "Fila er større enn 1 MB."),
        (
            b'<?xml version="1.0" encoding="finnes-ikke"?><opml/>',
            "Fila har et tegnsett som vi ikke kan lese.",
        ),
    ],
    ids=[
        "empty",
        "begun",
        "crossed",
        "words",
        "packed",
        "html",
        "folders",
        "bomb",
        "outside",
        "many",
        "large",
        "charset",
    ],
)
def test_file_that_cannot_be_read_gets_a_plain_reason(client, content, reason):
    response = upload(client, content)

    assert response.status_code == 200
    assert said(response) == [reason]
    assert not Source.objects.exists()


def test_a_thousand_feeds_are_shown_in_few_queries(client, django_assert_num_queries):
    content = opml(*[address(f"a{number}") for number in range(1000)])

    # session, user, municipality; rights of the user and of the groups; the addresses we have
    with django_assert_num_queries(6):
        page = upload(client, content)

    assert len(page.context["new"]) == 1000


def test_deep_folders_and_strange_letters_are_read():
    deep = b"<outline>" * 5000 + b'<outline xmlUrl="https://a.example/"/>' + b"</outline>" * 5000
    strange = (
        '<?xml version="1.0" encoding="iso-8859-1"?><opml><body><outline text="Bl&#229;b\xe6r"'
    )
    strange += ' xmlUrl="https://b.example/"/></body></opml>'

    assert len(lines_of(b"<opml><body>" + deep + b"</body></opml>")) == 1
    assert lines_of(strange.encode("iso-8859-1"))[0].title == "Blåbær"


def test_our_own_list_goes_out_and_in_again(client):
    made = {
        "title": "Bok & blad",
        "kind": "nyheter",
        "lang": "nn",
        "home_page": "https://bok.example/",
    }
    make_source(**made)
    content = client.get("/folger.opml").content
    Source.objects.all().delete()

    client.post(PAGE, sent(upload(client, content)))

    assert Source.objects.values(*made).get() == made


def test_other_roles_add_nothing(client):
    client.force_login(make_user(role="Moderator"))

    assert upload(client, opml(address("a"))).status_code == 403


def test_a_file_that_is_no_text_is_no_opml():
    with pytest.raises(UnreadableOpml):
        lines_of(b"\x00\x01\x02" * 100)
