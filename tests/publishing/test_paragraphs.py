import re
import time

import pytest

from publishing.paragraphs import paragraphs


def test_blank_lines_part_paragraphs_and_others_break_them():
    drawn = paragraphs("  Hei.\r\nDu.\n \n\nHa det. \n\n")

    assert drawn == '<p dir="auto">Hei.<br>Du.</p>\n<p dir="auto">Ha det.</p>'


def test_nothing_written_is_nothing_drawn():
    assert paragraphs(" \n\n ") == ""


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "javascript:alert(1)",
        'https://a.example/"onmouseover="alert(1)',
        "https://a.example/<b>fet</b>",
        "&lt;b&gt;",
        "<" * 1000,
    ],
)
def test_what_is_written_is_never_html(written):
    drawn = paragraphs(written)

    tags = {tag.partition(" ")[0] for tag in re.findall(r"<(/?[^>]*)>", drawn)}
    assert tags <= {"p", "/p", "a", "/a"}
    assert "javascript" not in "".join(re.findall(r'href="([^"]*)', drawn))
    assert re.findall(r"<a [^>]*\bon\w+=", drawn) == []


def test_address_becomes_a_link_without_what_ends_the_sentence():
    drawn = paragraphs("Se (https://a.example/?a=1&b=2), eller http://b.example.")

    link = '<a href="{0}" rel="nofollow ugc noopener">{0}</a>'.format
    assert drawn == (
        f'<p dir="auto">Se ({link("https://a.example/?a=1&amp;b=2")}), '
        f"eller {link('http://b.example')}.</p>"
    )


def test_signs_that_turn_the_direction_stay_within_their_paragraph():
    drawn = paragraphs("\u202etxet\n\nEtter")

    assert drawn == '<p dir="auto">\u202etxet</p>\n<p dir="auto">Etter</p>'


def test_long_input_costs_what_its_length_costs():
    started = time.perf_counter()

    for written in ("<" * 100_000, "https://" * 12_000, "\n \n" * 30_000, "\n" + " " * 49_000):
        paragraphs(written)

    assert time.perf_counter() - started < 5
