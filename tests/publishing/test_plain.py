import pytest

from publishing.plain import changed_lines, plain_text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Én &amp; to</p><p>Tre<br>fire</p>", "Én & to\nTre\nfire"),
        ("<h2>A</h2><ul><li><p>b</p></li><li><p>c</p></li></ul>", "A\nb\nc"),
        ('<p>Se <a href="/sok/">søket</a>.</p>', "Se søket (/sok/)."),
        (
            '<figure><img src="x" alt="Fyret"><figcaption>I mai</figcaption></figure>',
            "[Fyret]\nI mai",
        ),
        ('<img src="x" alt="">', "[–]"),
        ('<img src="x" alt="" data-decorative="">', "[bare pynt]"),
        ("<table><tr><th><p>Uke</p></th><td><p>36</p></td></tr></table>", "Uke | 36"),
        ("", ""),
    ],
)
def test_rich_text_is_said_in_lines(html, expected):
    assert plain_text(html) == expected


def test_only_lines_that_differ_are_shown():
    old, new = "Først\nGammelt\nSist", "Først\nNytt\nOg mer\nSist"

    changed = changed_lines(old, new)

    assert changed == ("Gammelt", "Nytt\nOg mer")
