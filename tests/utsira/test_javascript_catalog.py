import re
from pathlib import Path

import django_prose_editor
import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.urls import reverse

from municipality.models import Municipality
from tests.factories import make_municipality

OURS = re.compile(r'gettext\(\s*"([^"]+)"')
LIBRARY = Path(django_prose_editor.__file__).parent / "locale/fr/LC_MESSAGES/djangojs.po"


def words_of_scripts() -> set[str]:
    ours = {
        word
        for script in (settings.BASE_DIR / "static/js").glob("*.js")
        for word in OURS.findall(script.read_text())
    }
    with LIBRARY.open("rb") as file:
        return ours | {str(message.id) for message in read_po(file) if message.id}


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_word_of_scripts_is_translated(language):
    with (settings.BASE_DIR / f"locale/{language}/LC_MESSAGES/djangojs.po").open("rb") as file:
        translated = {message.id for message in read_po(file) if message.id and message.string}

    missing = words_of_scripts() - translated

    assert missing == set()


@pytest.mark.django_db
def test_words_of_scripts_follow_the_municipality_at_once(client):
    municipality = make_municipality(lang="nb")
    address = reverse("admin:jsi18n")
    first = client.get(address)
    known = {"If-None-Match": first.headers["ETag"]}

    unchanged = client.get(address, headers=known)
    Municipality.objects.filter(pk=municipality.pk).update(lang="nn")
    changed = client.get(address, headers=known)

    assert ("Halvfet" in first.text, first.headers["Cache-Control"]) == (True, "no-cache")
    assert (unchanged.status_code, changed.status_code) == (304, 200)
    assert "Halvfeit" in changed.text
