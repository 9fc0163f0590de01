"""Keeps locale/ in step with the sources, by Babel alone: no gettext tools are needed."""

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Without dates and names: a catalogue changes when a string does.
HEADER = """msgid ""
msgstr ""
"Language: {code}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


class Command(BaseCommand):
    help = "Writes new strings into the catalogues; with --check, says what is not translated."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; fail on gaps.")

    def handle(self, *args: Any, **options: Any) -> str:
        template = extracted()
        catalogues = {path: read(path) for path in paths()}
        if options["check"]:
            found = [g for path, catalogue in catalogues.items() for g in gaps(catalogue, template)]
            if found:
                raise CommandError("Not translated:\n" + "\n".join(found))
            return f"{len(template)} strings are translated in each of {len(catalogues)} languages."
        for path, catalogue in catalogues.items():
            update(path, catalogue, template)
        return f"{len(template)} strings are written."


def paths() -> list[Path]:
    root = settings.LOCALE_PATHS[0]
    return [root / code / "LC_MESSAGES" / "django.po" for code, _name in settings.LANGUAGES]


def extracted() -> Catalog:
    """Return the strings of all Python files and templates that git knows, tests left out."""
    catalogue = Catalog()
    for name in tracked("*.py", "*.html"):
        if not name.startswith("tests/"):
            for message, context in messages_of(name):
                catalogue.add(message, locations=[(name, 1)], context=context)
    return catalogue


def messages_of(name: str) -> Iterator[tuple[Any, str | None]]:
    """Yield (message, context) of each call of gettext; a plural message is a tuple of two."""
    code = as_python((settings.BASE_DIR / name).read_text(), name)
    for _line, function, found, _comments in extract_python(
        io.BytesIO(code.encode()), KEYWORDS, [], {}
    ):
        words = [word for word in ([found] if isinstance(found, str) else found) if word]
        context = words.pop(0) if "pgettext" in str(function) else None
        if words:
            yield (tuple(words[:2]) if "ngettext" in str(function) else words[0]), context


def as_python(source: str, name: str) -> str:
    """Return a template as Python with calls of gettext; its indents mean nothing to Python."""
    if not name.endswith(".html"):
        return source
    return "\n".join(line.lstrip() for line in templatize(source, origin=name).splitlines())


def tracked(*patterns: str) -> list[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", *patterns]
    out = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, check=True)  # noqa: S603
    names = set(filter(None, out.stdout.decode().split("\0")))
    return sorted(name for name in names if (settings.BASE_DIR / name).exists())


def read(path: Path) -> Catalog:
    code = path.parent.parent.name
    if not path.exists():
        return Catalog(locale=code)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def gaps(catalogue: Catalog, template: Catalog) -> list[str]:
    """Return a line for each string of `template` that `catalogue` lacks or is not sure of."""
    return [
        f"{catalogue.locale}: {message.id}"
        for message in template
        if message.id and not is_translated(catalogue.get(message.id, message.context))
    ]


def is_translated(message: Any) -> bool:
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def update(path: Path, catalogue: Catalog, template: Catalog) -> None:
    """Write `template`'s strings with the translations that stand; forget what is not used."""
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.format(code=catalogue.locale).encode())
        write_po(
            file, catalogue, width=100, sort_by_file=True, include_lineno=False, omit_header=True
        )
