"""Walks from the front page along every link, as a reader may."""

import re

import pytest
from django.test import Client

from municipality.standing import put_standing_pages
from tests.factories import make_department, make_municipality, make_notice, make_page, make_post

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a [^>]*href="(/[^"#]*)', re.IGNORECASE)
NOT_PAGES = ("/admin/", "/media/", "/static/")


def walk(client: Client) -> dict[str, str]:
    """Return the text of every page that the front page leads to, by its address."""
    found: dict[str, str] = {}
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in found or path.startswith(NOT_PAGES):
            continue
        response = client.get(path)
        assert (path, response.status_code) == (path, 200)
        is_page = response.headers["Content-Type"].startswith("text/html")
        found[path] = response.text if is_page else ""
        waiting += LINK.findall(found[path])
    return {path: text for path, text in found.items() if text}


@pytest.fixture(params=["nb", "nn"])
def lang(request):
    """A small whole site in one of the two languages."""
    make_municipality(lang=request.param)
    put_standing_pages()
    make_page(title="Havna")
    make_post(tags=["LEAN"], department=make_department())
    make_notice()
    return request.param


def test_every_link_leads_to_a_page_with_the_link_that_the_law_wants(client, lang):
    name = {"nb": "Tilgjengelighetserklæring", "nn": "Tilgjengelegheitserklæring"}[lang]

    pages = walk(client)

    assert {"/", "/blogg/", "/om/", "/personvern/", "/kontakt-oss/"} < set(pages)
    assert [path for path, text in pages.items() if f">{name}</a>" not in text] == []


@pytest.mark.parametrize("path", ["/finnes-ikke/", "/blogg/?side=x", "/%00"])
def test_error_page_has_the_link_that_the_law_wants(client, path):
    make_municipality()

    assert ">Tilgjengelighetserklæring</a>" in client.get(path).text


def test_every_page_has_a_privacy_link_and_no_cookie(client, lang):
    pages = walk(client)

    assert [path for path, text in pages.items() if 'href="/personvern/"' not in text] == []
    assert not client.cookies
