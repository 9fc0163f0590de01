from ipaddress import ip_network

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse

from dialogue.models import Heartbeat
from tests.factories import make_municipality, make_picture, picture_bytes
from utsira.middleware import believe_proxies


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/blogg/", "/finnes-ikke/", "/admin/login/"])
@pytest.mark.parametrize(("demo", "robots"), [(True, "noindex"), (False, None)])
def test_demo_is_kept_out_of_search_engines(client, settings, path, demo, robots):
    settings.DEMO = demo
    make_municipality()

    response = client.get(path)

    assert response.headers.get("X-Robots-Tag") == robots


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/blogg/rss.xml", 200),
        ("/blogg/atom.xml", 200),
        ("/blogg/feed.json", 200),
        ("/sitemap.xml", 200),
        ("/robots.txt", 200),
        ("/.well-known/security.txt", 404),
        ("/media/pictures/havna.jpg", 200),
        ("/media/ukjent.jpg", 404),
        ("/static/css/site.css", 200),
        ("/static/ukjent.css", 404),
        ("/finnes-ikke/", 404),
        ("/admin/login/", 200),
        ("/helse/", 200),
        ("/%00", 400),
    ],
)
def test_safety_headers_stand_on_every_answer(client, path, status):
    make_municipality()
    make_picture(file=ContentFile(picture_bytes(), name="havna.jpg"))
    Heartbeat.beat()

    response = client.get(path)
    response.close()

    headers = response.headers
    assert response.status_code == status
    shared = path == "/media/pictures/havna.jpg"
    assert headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if shared else "same-origin")
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Permissions-Policy"].startswith("camera=()")
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy


@pytest.mark.parametrize(
    ("peer", "forwarded", "reader"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # not a proxy of ours
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),  # the first is forged
        ("10.0.0.1", "198.51.100.1, 10.0.0.7", "198.51.100.1"),
        ("10.0.0.1", "2001:db8::1", "2001:db8::1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "<script>", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.2", "10.0.0.1"),
        ("", "198.51.100.1", ""),
    ],
)
def test_reader_is_what_a_trusted_proxy_says(rf, settings, peer, forwarded, reader):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/24")]
    request = rf.get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)

    believe_proxies(HttpResponse)(request)

    assert request.META["REMOTE_ADDR"] == reader


@pytest.mark.parametrize(("peer", "kept"), [("10.0.0.1", True), ("203.0.113.9", False)])
def test_https_is_believed_from_a_trusted_proxy_alone(rf, settings, peer, kept):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.1")]
    request = rf.get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_PROTO="https")

    believe_proxies(HttpResponse)(request)

    assert ("HTTP_X_FORWARDED_PROTO" in request.META) == kept
