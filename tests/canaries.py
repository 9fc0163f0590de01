"""Texts full of words that nobody outside may ever read, and a reader that goes everywhere.

Both work from what the project has: every model that is a Publication is planted with all that
hangs on it, and every address in the URLconf is visited. What is added later joins by itself.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern
from django.utils import timezone
from pictures.models import PictureField

from dialogue.contribution import Contribution, kinds
from publishing.models import Tag
from publishing.publication import Publication
from publishing.richtext import RichTextField
from tests.factories import picture_bytes

# Stands in every planted text: a search for it finds whatever search gives away.
COMMON = "fellesord"
STATES = ["draft", "scheduled", "withdrawn", "purged"]
# What a part needs that is no word: its constraints ask for it.
GIVEN: dict[str, dict[str, Any]] = {
    "Gain": {"kind": "kvalitet", "scale": ""},
    "Round": {
        "number": 1,
        "done_on": timezone.localdate(),
        "checked_on": timezone.localdate(),
        "corrected_on": timezone.localdate(),
    },
    "Why": {"position": 1},
}
VOICES = [kind.related_model for kind in kinds()]
KINDS: list[Any] = [m for m in apps.get_models() if issubclass(m, Publication)]


def word(state: str, model: Any, field: str) -> str:
    """A word that is found nowhere else, with letters that addresses keep."""
    return f"kanari{state}{model._meta.model_name}{field.replace('_', '')}"


def plant(model: Any, state: str) -> Any:
    """Make a row of `model` with a canary in every field and all that hangs on it."""
    row = model(**values(model, state))
    row.published_at = {"draft": None, "scheduled": timezone.now() + timedelta(days=1)}.get(
        state, timezone.now() - timedelta(minutes=30)
    )
    row.save()
    hang_on(row, state)
    if state == "withdrawn":
        row.withdraw(reason="Tallene var gale.")
    if state == "purged":
        row.purge(reason="Opplysninger som ikke skulle ut.")
    return row


def values(model: Any, state: str, **given: Any) -> dict[str, Any]:
    for field in model._meta.concrete_fields:
        if field.name not in given and not skipped(field):
            given[field.name] = value(field, model, state)
    return given


def skipped(field: models.Field) -> bool:
    """What the project fills in itself, what holds no text, and what bars another field."""
    ours = {"withdrawn_reason", "lang", "created_by", "key", "address"}
    is_free = bool(field.choices) and (field.blank or field.null)
    return bool(field.name in ours or is_free or field.primary_key or field.has_default())


def value(field: Any, model: Any, state: str) -> Any:
    canary = word(state, model, field.name)
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, PictureField):
        return ContentFile(picture_bytes(size=(300, 200)), name="bilde.jpg")
    if isinstance(field, models.FileField):
        return ContentFile(canary.encode(), name=f"{canary}.pdf")
    if isinstance(field, models.ForeignKey):
        is_own = field.name == "user" or field.related_model is model
        return None if is_own else related(field.related_model, state)
    if isinstance(field, models.SlugField):
        return canary
    if isinstance(field, RichTextField):
        return f"<p>{COMMON} {canary}</p>"
    if isinstance(field, models.TextField):
        return f"{COMMON} {canary}"
    if isinstance(field, models.CharField):
        return f"{COMMON} {canary}"[: field.max_length]
    return None


def related(model: Any, state: str) -> Any:
    """One row of each model and state, whoever asks for it."""
    given = values(model, state)
    texts = {name: text for name, text in given.items() if isinstance(text, str)}
    return model.objects.filter(**texts).first() or model.objects.create(**given)


def hang_on(row: Any, state: str) -> None:
    """Tags, and the rows of other models that are parts of this one, such as attachments."""
    if hasattr(row, "tags"):
        row.tags.add(word(state, Tag, "name"))
    for relation in type(row)._meta.related_objects:
        part: Any = relation.related_model
        owner = {relation.field.name: row}
        is_history = part.__name__.startswith("Historical")
        # What can be without it is no part of it.
        if (
            is_history
            or relation.field.null
            or relation.on_delete is not models.CASCADE
            or part is row_tag(row)
        ):
            continue
        if part in VOICES:
            part.objects.create(contribution=say(f"on{state}", state="published"), **owner)
        else:
            part.objects.create(**values(part, state, **owner, **GIVEN.get(part.__name__, {})))


def say(canary: str, *, state: str, text: str = "", **fields: Any) -> Contribution:
    """Make what a citizen said, with a canary in all that is nobody else's to read.

    A `text` is given where the public may read it.
    """
    said = f"kanari{canary}"
    private = {"key": f"{said}key", "token": f"{said}token", "email": f"{said}@oya.example"}
    secret = {"title": f"{said}title", "name": f"{said}name", "text": f"{COMMON} {said}text"}
    public = {"text": text} if text else secret
    row: Contribution = Contribution.objects.create(
        lang="nb",
        about="Nyest",
        about_excerpt=f"{said}excerpt",
        about_address="/",
        state=state,
        rule="personvern" if state == "hidden" else "",
        published_at=timezone.now(),
        decided_at=timezone.now(),
        held_for=said,
        sender=said,
        **private | public | fields,
    )
    row.decisions.create(outcome=state, rule=row.rule, reason=f"{said}reason")
    row.complaints.create(text=f"{said}complaint", answer=f"{said}answer")
    return row


def row_tag(row: Any) -> Any:
    return getattr(getattr(type(row), "tags", None), "through", None)


# Everywhere an anonymous reader can go


def everywhere(client: Client, names: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield (address, all that is answered there) of each address that can be reached or guessed.

    `names` are what the parts of addresses may be: {"slug": [...], "year": [...]}.
    """
    waiting = [
        "/finnes-ikke/",
        *guesses(names),
        *(default_storage.url(name) for name in stored_files()),
    ]
    seen: set[str] = set()
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(("/admin/", "/static/")):
            continue
        seen.add(address)
        said = answer(client, address)
        yield address, said
        waiting += [*links_in(said), *([] if "?" in address else [f"{address}?q={COMMON}"])]


def answer(client: Client, address: str) -> str:
    """Status, headers and body, without the address itself: to say it back gives nothing away."""
    response: HttpResponseBase = client.get(address)
    body = response.getvalue()  # type: ignore[attr-defined]
    headers = "\n".join(f"{name}: {text}" for name, text in response.headers.items())
    said = f"{response.status_code}\n{headers}\n{body.decode('utf-8', 'replace')}"
    return said.replace(address.partition("?")[0], "<the address>") if len(address) > 1 else said


LINK = re.compile(rf"(?<=[\"'>\s])(?:{re.escape(settings.SITE_URL)})?(/[^\s\"'<>),]*)")


def links_in(text: str) -> set[str]:
    found = {match.replace("&amp;", "&").partition("#")[0] for match in LINK.findall(text)}
    return {path for path in found if path and not path.startswith("//")}


def stored_files(folder: str = "") -> Iterator[str]:
    folders, files = default_storage.listdir(folder)
    yield from (f"{folder}{name}" for name in files)
    for name in folders:
        yield from stored_files(f"{folder}{name}/")


def guesses(names: dict[str, list[str]]) -> Iterator[str]:
    """Yield every address of the URLconf with every name in its place."""
    for pattern in patterns(get_resolver()):
        yield from filled_in(pattern, names)


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Yield addresses as «/blogg/{year}/{slug}/»."""
    for entry in resolver.url_patterns:
        here = before + template_of(entry.pattern)
        if isinstance(entry, URLPattern):
            yield f"/{here}"
        elif entry.app_name != "admin":
            yield from patterns(entry, here)


def template_of(pattern: Any) -> str:
    if isinstance(pattern, RoutePattern):
        return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(pattern))
    assert isinstance(pattern, RegexPattern)
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", str(pattern))
    return plain.strip("^$").replace("\\", "")


def filled_in(template: str, names: dict[str, list[str]]) -> list[str]:
    part = re.search(r"{(\w+)}", template)
    if part is None:
        return [template]
    options = names[part[1]]  # a KeyError here: give the new part its names in test_leaks.py
    return [
        address
        for option in options
        for address in filled_in(template.replace(part[0], option, 1), names)
    ]
