"""The fetcher against a hostile internet: see internet.py."""

import gzip
import socket
import ssl
import time
from collections.abc import Iterator

import pytest

from aggregator.public_addresses import is_public
from aggregator.reason import Reason
from aggregator.transport import Deadline, NotFetched, get
from tests.aggregator.internet import (
    PRIVATE,
    PUBLIC,
    PUBLIC_6,
    Internet,
    Website,
    answer,
    certificate,
    entered,
)

FEED = b"<rss version='2.0'><channel><title>Hei</title></channel></rss>"
A = "http://a.example/feed"


@pytest.fixture(scope="module")
def one_internet() -> Iterator[Internet]:
    with entered() as found:
        yield found


@pytest.fixture
def internet(one_internet: Internet, settings) -> Internet:
    """Empty."""
    settings.FEED_BYTES = 200_000
    one_internet.empty()
    return one_internet


def refused(address: str, *, seconds: float = 10) -> Reason:
    with pytest.raises(NotFetched) as refusal:
        get(address, deadline=Deadline(seconds))
    return refusal.value.reason


def sends(*pieces: bytes, pause: float = 0, endlessly: bytes = b"") -> Website:
    def website(connection: socket.socket, request: bytes) -> None:
        for piece in pieces:
            connection.sendall(piece)
        while endlessly:
            connection.sendall(endlessly)
            time.sleep(pause)

    return website


def redirect(target: str, status: int = 302) -> Website:
    return answer(b"", status=status, Location=target)


def test_a_page_is_fetched_with_what_it_says_of_itself(internet):
    internet.page(A, FEED, ETag='"1"', Content_Type="application/rss+xml")

    found = get(A, headers={"If-None-Match": '"0"'})

    assert (found.status, found.content, found.address, found.moved_to) == (200, FEED, A, "")
    assert found.headers["etag"] == '"1"'
    request = internet.asked[0].decode()
    assert request.startswith("GET /feed HTTP/1.1\r\nHost: a.example\r\n")
    assert 'If-None-Match: "0"' in request
    assert "Cookie" not in request
    assert "Utsira (+http" in request


@pytest.mark.parametrize("status", [304, 404, 410, 429, 500])
def test_of_other_answers_only_the_headers_are_read(internet, status):
    internet.page(A, sends(b"HTTP/1.1 %d X\r\nRetry-After: 60\r\n\r\n" % status, endlessly=b"x"))

    found = get(A)

    assert (found.status, found.content) == (status, b"")
    assert found.headers["retry-after"] == "60"


def test_ipv6_names_in_norwegian_letters_and_odd_paths_are_fetched(internet):
    internet.name("xn--bl-zia.example", PUBLIC_6)
    internet.page("http://xn--bl-zia.example/b%C3%A5t%20og?q=%C3%B8", FEED)

    assert get("http://Blå.example/båt og?q=ø").content == FEED


# Where it leads


@pytest.mark.parametrize("status", [301, 308])
def test_what_has_moved_for_good_says_where_to(internet, status):
    internet.page(A, redirect("/ny", status))
    internet.page("http://a.example/ny", redirect("http://b.example/feed", 302))
    internet.page("http://b.example/feed", FEED)

    found = get(A)

    assert (found.content, found.address) == (FEED, "http://b.example/feed")
    assert found.moved_to == "http://a.example/ny"


@pytest.mark.parametrize("status", [302, 303, 307])
def test_what_has_moved_for_now_stays_where_it_is(internet, status):
    internet.page(A, redirect("/ny", status))
    internet.page("http://a.example/ny", redirect("/nyere", 301))
    internet.page("http://a.example/nyere", FEED)

    assert get(A).moved_to == ""


def test_five_redirects_are_followed_and_no_more(internet):
    for number in range(6):
        internet.page(f"http://a.example/{number}", redirect(f"/{number + 1}"))
    internet.page("http://a.example/6", FEED)

    assert get("http://a.example/1").content == FEED
    assert refused("http://a.example/0") == Reason.TOO_MANY_REDIRECTS


def test_a_redirect_in_a_circle_ends(internet):
    internet.page(A, redirect(A))

    assert refused(A) == Reason.TOO_MANY_REDIRECTS
    assert len(internet.asked) == 6


# Where nothing may be asked


def test_the_canaries_sing(internet):
    for number in PRIVATE:
        socket.create_connection((number, 80)).close()
    time.sleep(0)

    assert all(not is_public(number) for number in PRIVATE)
    assert wait_for(lambda: set(internet.canaries) == set(PRIVATE))


def wait_for(truth: object) -> bool:
    end = time.monotonic() + 5
    while not truth() and time.monotonic() < end:
        time.sleep(0.01)
    return truth()


@pytest.mark.parametrize(
    "number",
    [*PRIVATE, "::ffff:127.0.0.1", "::127.0.0.1", "::ffff:0:7f00:1", "4000::1", "::", "0.1.2.3"],
)
def test_a_number_of_this_house_is_asked_by_no_way(internet, number):
    literal = f"[{number}]" if ":" in number else number
    internet.name("inne.example", number)
    internet.page(A, redirect(f"http://{literal}/"))
    internet.page("http://a.example/navn", redirect("https://inne.example/", 301))
    ways = [f"http://{literal}/", f"https://{literal}:80/", "http://inne.example/", A]

    assert {refused(way) for way in [*ways, "http://a.example/navn"]} == {Reason.FORBIDDEN_ADDRESS}
    assert not internet.canaries


@pytest.mark.parametrize(
    "target",
    [
        "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/",
        "http://0/", "http://localhost/", "http://localhost./", "http://LOCALHOST/",
        "http://[::ffff:7f00:1]/", "http://[0:0:0:0:0:0:0:1]/", "http://①②⑦.⓪.⓪.①/",
        "http://127。0。0。1/", "http://169.254.169.254.:80/", "http://[fe80::1%25lo]/",
        "http://a.example@127.0.0.1/", "http://127.0.0.1#@a.example/",
        "http://127.0.0.1\\@a.example/", "http://127.0.0.1%2f@a.example/",
        "http://a.example:25/", "http://a.example:6379/", "http://a.example:8080/",
        "http://a.example:99999/", "http://a.example:x/", "file:///etc/passwd",
        "gopher://127.0.0.1:80/_x", "ftp://127.0.0.1/", "data:text/xml,<rss/>", "dict://127.0.0.1",
        "jar:http://127.0.0.1!/", "//127.0.0.1/", "javascript:alert(1)", "http://",
        "http://[::1", "http://" + "a" * 70 + ".example/",
        "http://a..example/", "http://a.example/" + "x" * 3000,
    ],
)  # fmt: skip
def test_odd_addresses_lead_nowhere(internet, target):
    internet.name("a.example", PUBLIC)
    internet.page("http://b.example/feed", redirect(target))
    nowhere = {Reason.FORBIDDEN_ADDRESS, Reason.UNKNOWN_HOST}

    assert refused("http://b.example/feed") in nowhere | {Reason.TOO_MANY_REDIRECTS}
    assert refused(target) in nowhere
    assert not internet.canaries
    assert all(b"Host: b.example\r\n" in request for request in internet.asked)


@pytest.mark.parametrize("address", ["http://a.example/\r\nX: y", "http:///", "a.example", ""])
def test_what_is_no_whole_address_is_not_asked_for(internet, address):
    assert refused(address) == Reason.FORBIDDEN_ADDRESS
    assert internet.asked == []


def test_a_name_is_asked_once_so_that_it_cannot_change_its_mind(internet):
    internet.name("ombestemt.example", PUBLIC, "127.0.0.1")
    internet.page("http://ombestemt.example/", FEED)

    assert get("http://ombestemt.example/").content == FEED
    assert refused("http://ombestemt.example/") == Reason.FORBIDDEN_ADDRESS
    assert not internet.canaries


def test_the_environment_has_no_say(internet, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://10.0.0.5:80")
    internet.page(A, FEED)

    assert get(A).content == FEED
    assert not internet.canaries


def test_a_name_that_nobody_has_is_said_to_be_unknown(internet):
    assert refused("http://ukjent.example/") == Reason.UNKNOWN_HOST


def test_a_name_server_that_is_silent_is_not_waited_for(internet):
    internet.look_up = lambda question: b""

    began = time.monotonic()
    reason = refused("http://taus.example/", seconds=0.3)
    del internet.look_up

    assert reason == Reason.TOO_SLOW
    assert time.monotonic() - began < 2


# What is slow, huge or broken

HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "website",
    [
        sends(endlessly=b"H", pause=0.02),
        sends(HEAD, endlessly=b"X: y\r\n", pause=0.02),
        sends(HEAD + b"\r\n", endlessly=b"x", pause=0.02),
        sends(CHUNKED, endlessly=b"1\r\nx\r\n", pause=0.02),
        sends(endlessly=b"HTTP/1.1 100 Continue\r\n\r\n"),
        lambda connection, request: time.sleep(2),
    ],
    ids=["status", "headers", "body", "chunks", "continue", "silence"],
)
def test_an_answer_that_drips_is_cut_off_in_time(internet, website):
    internet.page(A, website)
    began = time.monotonic()

    reason = refused(A, seconds=0.4)

    assert reason in {Reason.TOO_SLOW, Reason.STRANGE_ANSWER}
    assert time.monotonic() - began < 1.5


def test_redirects_have_one_time_in_all(internet):
    def website(connection: socket.socket, request: bytes) -> None:
        time.sleep(0.2)
        redirect(A)(connection, request)

    internet.page(A, website)

    assert refused(A, seconds=0.5) == Reason.TOO_SLOW


GZIPPED = HEAD + b"Content-Encoding: gzip\r\n\r\n"


@pytest.mark.parametrize(
    "website",
    [
        sends(HEAD + b"\r\n", endlessly=b"x" * 65536),
        sends(CHUNKED, endlessly=b"10000\r\n" + b"x" * 65536 + b"\r\n"),
        sends(HEAD + b"Content-Length: 1000000000\r\n\r\n"),
        sends(GZIPPED + gzip.compress(b"\0" * 50_000_000)),
        sends(GZIPPED + gzip.compress(b"")[:10], endlessly=b"\0\0\0\xff\xff" * 10_000),
    ],
    ids=["endless", "chunked", "announced", "bomb", "empty"],
)
def test_an_answer_that_is_too_large_is_not_read(internet, website):
    internet.page(A, website)

    assert refused(A) == Reason.TOO_LARGE


def test_as_much_as_is_allowed_is_read_inflated(internet, settings):
    content = FEED.ljust(settings.FEED_BYTES)
    internet.page(A, gzip.compress(content), Content_Encoding="gzip")

    assert get(A).content == content


@pytest.mark.parametrize(
    ("website", "reason"),
    [
        (sends(HEAD + b"Content-Encoding: br\r\n\r\nxxx"), Reason.STRANGE_ANSWER),
        (sends(HEAD + b"Content-Encoding: gzip\r\n\r\nno"), Reason.STRANGE_ANSWER),
        (sends(GZIPPED + gzip.compress(FEED)[:30]), Reason.NO_ANSWER),
        (sends(HEAD + b"Content-Length: 99\r\n\r\nshort"), Reason.NO_ANSWER),
        (sends(CHUNKED + b"5\r\nab"), Reason.STRANGE_ANSWER),
        (sends(CHUNKED + b"zz\r\nab"), Reason.STRANGE_ANSWER),
        (sends(CHUNKED + b"-1\r\n", endlessly=b"x" * 65536), Reason.STRANGE_ANSWER),
        (sends(b"\x16\x03\x01"), Reason.STRANGE_ANSWER),
        (sends(HEAD, endlessly=b"X: y\r\n"), Reason.STRANGE_ANSWER),
        (sends(HEAD, endlessly=b"x" * 1000), Reason.STRANGE_ANSWER),
        (sends(), Reason.NO_ANSWER),
    ],
)
def test_an_answer_that_makes_no_sense_has_its_reason(internet, website, reason):
    internet.page(A, website)

    assert refused(A) == reason


def test_headers_that_cannot_be_sent_again_are_dropped(internet):
    head = b'ETag: "\xe5"\r\nLast-Modified: ' + b"x" * 600 + b"\r\nContent-Length: 0\r\n\r\n"
    internet.page(A, sends(HEAD + head))

    assert get(A).headers == {"content-length": "0"}


# Secure connections


def test_a_secure_website_is_fetched_by_its_name(internet, tmp_path, monkeypatch):
    file = certificate(tmp_path, "a.example")
    internet.certificate = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    internet.certificate.load_cert_chain(file)
    internet.page("https://a.example/feed", FEED)
    internet.page("https://b.example/feed", FEED)

    unknown = refused("https://a.example/feed")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))  # as an operator would

    assert get("https://a.example/feed").content == FEED
    assert refused("https://b.example/feed") == unknown == Reason.BAD_CERTIFICATE


def test_a_website_that_says_nothing_secure_is_not_waited_for(internet):
    internet.name("a.example")

    assert refused("https://a.example/", seconds=0.4) in {Reason.TOO_SLOW, Reason.NO_ANSWER}
