import pytest
from django.utils.translation import gettext as _

from blog.models import Post
from publishing.richtext import stored_form
from tests.factories import make_picture, make_post

pytestmark = pytest.mark.django_db


def test_picture_is_written_from_its_row():
    picture = make_picture()

    written = stored_form(f'<figure><img src="{picture.file.url}" alt="Havna"></figure>')

    stem = picture.file.url.removesuffix(".jpg")
    assert written == (
        f'<figure><img src="{picture.file.url}" width="900" height="600" '
        f'srcset="{stem}/400w.webp 400w, {stem}/800w.webp 800w" '
        'sizes="(min-width: 76rem) 54rem, 100vw" alt="Havna" loading="lazy" decoding="async">'
        "</figure>"
    )


@pytest.mark.parametrize("alt", ["bare pynt", " Bare pynt ", "berre pynt"])
def test_decoration_is_said_by_a_mark(alt):
    picture = make_picture()

    written = stored_form(f'<img src="{picture.file.url}" alt="{alt}">')

    assert ' alt="" data-decorative=""' in written


def test_forged_picture_attributes_are_written_over():
    picture = make_picture()
    forged = 'srcset="https://evil.example/a 1x" sizes="1px" width="1" onerror="alert(1)"'

    written = stored_form(f'<img src="{picture.file.url}" alt="x" {forged}>')

    assert written == stored_form(f'<img src="{picture.file.url}" alt="x">')


@pytest.mark.parametrize(
    "src", ["https://other.example/a.png", "/media/pictures/unknown.jpg", "http://x.example/?a=1"]
)
def test_foreign_picture_becomes_a_link(src):
    written = stored_form(f'<p><img src="{src}" alt="Kart"></p>')

    assert written == f'<p><a href="{src}">Kart</a></p>'


@pytest.mark.parametrize("number", [1, 3])
def test_pictures_of_a_text_take_one_query(django_assert_num_queries, number):
    html = "".join(f'<img src="{make_picture().file.url}" alt="x">' for _ in range(number))

    with django_assert_num_queries(1):
        stored_form(html)


def test_header_cells_say_what_they_head():
    table = (
        "<table><tbody><tr><th>A</th><th>B</th></tr><tr><th>C</th><td>1</td></tr></tbody></table>"
    )

    written = stored_form(table)

    assert [part.split('"')[0] for part in written.split('scope="')[1:]] == ["col", "col", "row"]


def test_table_stands_in_a_region_that_the_keyboard_reaches():
    written = stored_form("<table><tbody><tr><th>A</th></tr></tbody></table>")

    assert written == (
        f'<div class="table" role="group" tabindex="0" aria-label="{_("Table")}">'
        '<table><tbody><tr><th scope="col">A</th></tr></tbody></table></div>'
    )


def test_no_other_region_is_stored():
    written = stored_form('<div class="demo-banner" role="alert" tabindex="5"><p>A</p></div>')

    assert written == "<p>A</p>"


@pytest.mark.parametrize("html", ["", "<p></p>", "<p> </p><p><br></p>", "\x00"])
def test_nothing_is_stored_as_nothing(html):
    assert stored_form(html).strip() == ""


def test_empty_paragraphs_are_dropped():
    html = (
        "<p>A</p><p></p><p>B</p><table><tbody><tr><td><p> </p></td></tr></tbody></table><p><br></p>"
    )

    written = stored_form(html)

    assert written.startswith("<p>A</p><p>B</p><div ")
    assert written.endswith("<tr><td></td></tr></tbody></table></div>")


def test_every_save_writes_and_sanitises():
    post = make_post(body='<h1>A</h1><p onclick="x()">B</p><script>alert(1)</script>')

    stored = Post.objects.get(pk=post.pk)

    assert (stored.body, post.body) == ("<h2>A</h2><p>B</p>", "<h2>A</h2><p>B</p>")
    assert stored.history.get().body == stored.body


@pytest.mark.parametrize(
    "html",
    [
        "<p>a &amp; b &lt;c&gt; &nbsp; «d» &eacute; &#8211;</p>",
        '<ol start="3"><li>x</li></ol><blockquote lang="en"><p>y</p></blockquote>',
        '<p><a href="/blogg/?side=2&amp;x=1#a">Eldre innlegg</a></p>',
        "<table><tbody><tr><th><p>a</p></th></tr></tbody></table><hr>",
        "<p>løs tekst",
        "<![[ <!-- x --> <? ?> <p>y</p>",
        "<p>" * 2000,
    ],
)
def test_saving_twice_changes_nothing(html):
    once = stored_form(html)

    assert stored_form(once) == once
