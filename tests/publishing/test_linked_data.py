import json

import pytest

from publishing.linked_data import as_element

NASTY = ["</script><script>alert(1)</script>", "<!-- <script>", "a & b", 'æ "ø" \\ å', "\u2028 ]]>"]


@pytest.mark.parametrize("text", NASTY)
def test_linked_data_is_json_that_ends_where_it_should(text):
    element = str(as_element({"name": text}))

    inside = element.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(inside) == {"@context": "https://schema.org", "name": text}
    assert not set(inside) & set("<>&")
