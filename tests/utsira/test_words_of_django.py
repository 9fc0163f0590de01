from pathlib import Path
from typing import Any

import django
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings

DJANGO = Path(django.__file__).parent / "contrib"


def catalogue(path: Path) -> dict[Any, Message]:
    with path.open("rb") as file:
        return {message.id: message for message in read_po(file) if message.id}


def is_translated(message: Message | None) -> bool:
    return message is not None and all([message.string, *message.string]) and not message.fuzzy


@pytest.mark.parametrize("app", ["admin", "auth"])
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_word_of_djangos_staff_pages_is_translated(app: str, language: str):
    english = catalogue(DJANGO / app / "locale/en/LC_MESSAGES/django.po")
    djangos = catalogue(DJANGO / app / f"locale/{language}/LC_MESSAGES/django.po")
    ours = catalogue(settings.BASE_DIR / f"locale/{language}/LC_MESSAGES/django.po")

    missing = [
        word
        for word in english
        if not is_translated(djangos.get(word)) and not is_translated(ours.get(word))
    ]

    assert missing == []
