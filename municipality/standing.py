"""The pages that every site has, with ready texts in bokmål and nynorsk.

They are put in place after `migrate`. A text that is as it was delivered follows the program and
the municipality's language; a text that the municipality has changed is never touched again.
"""

import re
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.apps import apps as global_apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.html import strip_tags

from municipality.menu import put_default_menus
from municipality.models import Municipality
from municipality.page import STANDING, Page
from publishing.richtext import stored_form

TEXTS = Path(__file__).parent / "standing_texts"

TITLES = {
    "nb": {
        "om": "Om nettstedet",
        "lean": "Vi gjør det litt bedre",
        "kontakt-oss": "Kontakt oss",
        "personvern": "Personvernerklæring",
        "informasjonskapsler": "Informasjonskapsler",
        "tilgjengelighet": "Tilgjengelighetserklæring",
        "kommentarregler": "Kommentarregler",
    },
    "nn": {
        "om": "Om nettstaden",
        "lean": "Vi gjer det litt betre",
        "kontakt-oss": "Kontakt oss",
        "personvern": "Personvernerklæring",
        "informasjonskapsler": "Informasjonskapslar",
        "tilgjengelighet": "Tilgjengelegheitserklæring",
        "kommentarregler": "Kommentarreglar",
    },
}

# What the municipality must fill in itself: «[dato]».
PLACEHOLDER = re.compile(r"\[[^\[\]]{2,}\]")


def after_migrate(sender: AppConfig, apps: Any = global_apps, **_options: Any) -> None:
    # A database that is migrated part of the way has no room for today's rows.
    if columns(apps) == columns(global_apps):
        put_standing_pages()
        put_default_menus()


def columns(apps: Any) -> set[tuple[str, str]]:
    models = apps.get_app_config("municipality").get_models()
    return {(model._meta.label, field.name) for model in models for field in model._meta.fields}


@transaction.atomic
def put_standing_pages() -> None:
    lang = Municipality.objects.current().lang
    found = {page.key: page for page in Page.objects.exclude(key="")}
    for key in STANDING:
        page = found.get(key) or Page(key=key, slug=key, published_at=timezone.now())
        if page._state.adding or is_as_delivered(page):
            deliver(page, lang)


def deliver(page: Page, lang: str) -> None:
    """Give the page today's text, and save it only when that is another one."""
    text = {
        "lang": lang,
        "title": TITLES[lang][page.key],
        "body": stored_form(filled_in((TEXTS / lang / f"{page.key}.html").read_text())),
    }
    if all(getattr(page, name) == value for name, value in text.items()):
        return
    for name, value in text.items():
        setattr(page, name, value)
    page.delivered = fingerprint(page)
    page.save()


def filled_in(text: str) -> str:
    """Answer what the text asks each municipality for, where the settings do."""
    answers = settings.STANDING_ANSWERS
    return PLACEHOLDER.sub(lambda asked: answers.get(asked[0], asked[0]), text)


def is_as_delivered(page: Page) -> bool:
    return page.delivered == fingerprint(page)


def fingerprint(page: Page) -> str:
    return sha256(f"{page.lang}\n{page.title}\n{page.body}".encode()).hexdigest()


def unfinished() -> list[Page]:
    """Return the public standing pages where the municipality has not filled in everything."""
    pages = Page.objects.published().exclude(key="").filter(body__contains="[")
    return [page for page in pages if placeholders(page)]


def placeholders(page: Page) -> list[str]:
    return PLACEHOLDER.findall(strip_tags(page.body))
