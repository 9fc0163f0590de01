"""One search over everything public, with the same answers on SQLite and PostgreSQL.

A row joins by a method `search_text()`; `Publication` has one, and its `save` and `delete` keep
the index right. Each text is a set of tokens: its stems, the same ones again marked as standing in
the title or the lead, its kind and its year. So every question is «which sets hold these tokens»,
answered newest first by both databases' own engines, and «best first» is a row of such questions.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from math import floor
from typing import Any, ClassVar, Protocol

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from publishing import words
from publishing.models import SearchEntry

# Raise it when stems or tokens are made in another way: every text is then indexed anew.
RULES = 1

MOST_WORDS = 10  # of a question
FARTHEST = 2**32 - 1  # seconds from 1970: the place of more does not fit into 64 bits
MOST_HITS = 1000  # that are counted and leafed through
# Words that only begin like those asked for are found where hits are fewer than FEW, by at least
# SHORTEST letters, and where at most RARE texts have the word itself.
FEW, SHORTEST, RARE = 10, 4, 100
MOST_STEMS = 20_000  # of one text: PostgreSQL takes 1 MB of them

# No stem has an underscore, so nobody can ask for such a token or its beginning by hand.
TITLE, LEAD, KIND, YEAR = "_title_", "_lead_", "_kind_", "_year_"
BEGINS = "*"


@dataclass(frozen=True, kw_only=True)
class SearchText:
    """What the search may know of a row that the public sees, now or from a time to come."""

    title: str
    address: str
    lang: str
    visible_from: datetime
    lead: str = ""  # its words weigh more than the body's
    keywords: str = ""  # weigh as the lead does, and are not shown
    body: str = ""  # plain text: see publishing/plain.py

    @property
    def year(self) -> int:
        return timezone.localtime(self.visible_from).year


class Searchable(Protocol):
    pk: Any
    _meta: ClassVar[Any]

    def search_text(self) -> SearchText | None:
        """Return what the search may know; None for what is a draft or withdrawn."""


# Writing


@transaction.atomic
def index(row: Searchable) -> None:
    """Let the search know what `row` says now. What says nothing to the public is forgotten."""
    text = row.search_text()
    if text is None:
        remove(row)
        return
    kind = row._meta.label_lower
    values = {name: getattr(text, name) for name in ("title", "address", "lang", "visible_from")}
    values |= {"text": f"{text.lead} {text.body}".strip(), "rules": RULES, "year": text.year}
    entry, _ = SearchEntry.objects.update_or_create(kind=kind, object_id=row.pk, defaults=values)
    drop_tokens(entry)
    entry.position = position(entry)
    entry.save(update_fields=["position"])
    store_tokens(entry, tokens(kind, text))


def position(entry: SearchEntry) -> int:
    """Return the second of `visible_from`, then the primary key, in one number of 64 bits. What
    lies more than a century away takes its place at the end of the row."""
    second = floor(entry.visible_from.timestamp())
    return (max(-FARTHEST, min(second, FARTHEST)) << 31) + entry.pk


@transaction.atomic
def remove(row: Searchable) -> None:
    """Forget `row`: nothing of it stays behind."""
    for entry in SearchEntry.objects.filter(kind=row._meta.label_lower, object_id=row.pk):
        forget(entry)


def forget(entry: SearchEntry) -> None:
    drop_tokens(entry)
    entry.delete()


def tokens(kind: str, text: SearchText) -> list[str]:
    title, lead = set(words.stems(text.title)), set(words.stems(f"{text.lead} {text.keywords}"))
    found = {KIND + kind, f"{YEAR}{text.year}"}
    found |= title | {TITLE + stem for stem in title}
    found |= lead | {LEAD + stem for stem in lead}
    return sorted(found | set(islice(words.stems(text.body), MOST_STEMS)))


def store_tokens(entry: SearchEntry, found: list[str]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # REPLACE: a flushed database leaves the tokens of its old rows behind.
            statement = "REPLACE INTO publishing_searchtokens (rowid, tokens) VALUES (%s, %s)"
            cursor.execute(statement, [entry.position, " ".join(found)])
        else:
            statement = (
                "UPDATE publishing_searchentry SET tokens = array_to_tsvector(%s) WHERE id = %s"
            )
            cursor.execute(statement, [found, entry.pk])


def drop_tokens(entry: SearchEntry) -> None:
    """On PostgreSQL they stand in the row itself."""
    if connection.vendor == "sqlite" and entry.position is not None:
        with connection.cursor() as cursor:
            statement = "DELETE FROM publishing_searchtokens WHERE rowid = %s"
            cursor.execute(statement, [entry.position])


# The whole index


def searchable_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if hasattr(model, "search_text")]


def candidates(model: Any) -> models.QuerySet[Any]:
    """The rows that may have something to say: all, where `searchable()` does not narrow them."""
    manager = model._default_manager
    rows: models.QuerySet[Any] = getattr(manager, "searchable", manager.all)()
    return rows


def reindex() -> int:
    """Index everything anew and forget what is gone. Return how many texts can be found."""
    for model in searchable_models():
        index_rows(candidates(model))
    for entry in orphans():
        forget(entry)
    return SearchEntry.objects.count()


def index_missing() -> None:
    """Index what has no entry by the rules of today: after an upgrade, or an old backup."""
    for model in searchable_models():
        entries = SearchEntry.objects.filter(kind=model._meta.label_lower, rules=RULES)
        index_rows(candidates(model).exclude(pk__in=entries.values("object_id")))


def index_rows(rows: models.QuerySet[Any]) -> None:
    """Read and index each row in a transaction of its own: none waits long, none is outdated."""
    for pk in list(rows.values_list("pk", flat=True)):
        with transaction.atomic():
            row = rows.model._default_manager.select_for_update().filter(pk=pk).first()
            if row:
                index(row)


def orphans() -> Iterator[SearchEntry]:
    """The entries whose row is gone, or has nothing to say any more."""
    kinds = {model._meta.label_lower: model for model in searchable_models()}
    yield from SearchEntry.objects.exclude(kind__in=kinds)
    for kind, model in kinds.items():
        there = candidates(model).values("pk")
        yield from SearchEntry.objects.filter(kind=kind).exclude(object_id__in=there)


# Asking

MATCHING = {
    "sqlite": """
        SELECT id FROM publishing_searchtokens
        CROSS JOIN publishing_searchentry ON position = publishing_searchtokens.rowid
        WHERE publishing_searchtokens MATCH %s AND visible_from <= %s
        ORDER BY publishing_searchtokens.rowid DESC LIMIT %s""",
    "postgresql": """
        SELECT id FROM publishing_searchentry
        WHERE tokens @@ %s::tsquery AND visible_from <= %s
        ORDER BY position DESC LIMIT %s""",
}
# quote, or, and
GRAMMAR = {"sqlite": ('"', " OR ", " AND "), "postgresql": ("'", " | ", " & ")}


@dataclass(frozen=True)
class Found:
    ids: list[int]  # of entries, in order; one more than MOST_HITS where there are more
    words: list[str]  # what was looked for: stems, and beginnings of words with BEGINS after them
    only_beginnings: bool  # no text holds the words themselves


def find(
    asked: dict[str, str], *, kind: str = "", year: int | None = None, newest: bool = False
) -> Found:
    """Find the texts that hold all the stems of `asked_for()`, best or newest first.

    Where they are few, those with longer words are found too: «personvern» then finds
    «personvernerklæring». `kind` is the label of a model.
    """
    narrowed = [[KIND + kind]] if kind else []
    narrowed += [[f"{YEAR}{year}"]] if year else []
    stems = list(asked)
    questions = [all_of(stems)] if newest else best_first(stems)
    answers = [matching(question + narrowed) for question in questions]
    exact = first_hits(answers)
    groups = widened(asked) if len(exact) < FEW else all_of(stems)
    if groups == all_of(stems):
        return Found(exact, stems, only_beginnings=False)
    wider = matching(groups + narrowed)
    if newest:
        answers = [wider]
    else:
        in_title = [[TITLE + word for word in group] for group in groups]
        answers = [answers[0], matching(in_title + narrowed), *answers[1:], wider]
    return Found(first_hits(answers), [*chain(*groups)], only_beginnings=not exact)


def first_hits(answers: list[list[int]]) -> list[int]:
    return list(dict.fromkeys(chain(*answers)))[: MOST_HITS + 1]


def widened(asked: dict[str, str]) -> list[list[str]]:
    """Each stem, or what begins like the word. All that begins like a common one is more than
    anybody means, and slow to gather: such a word stands for itself."""
    return [
        [stem, word + BEGINS] if is_rare(stem, word) else [stem] for stem, word in asked.items()
    ]


def is_rare(stem: str, word: str) -> bool:
    return len(word) >= SHORTEST and len(matching([[stem]])) <= RARE


def all_of(words: Iterable[str]) -> list[list[str]]:
    return [[word] for word in words]


# From each year to the one before it by the index: as many steps as years, not as texts.
YEARS = """
    WITH RECURSIVE years (year) AS (
        SELECT MAX(year) FROM publishing_searchentry WHERE visible_from <= %s
        UNION ALL
        SELECT (
            SELECT MAX(entry.year) FROM publishing_searchentry AS entry
            WHERE entry.year < years.year AND entry.visible_from <= %s
        ) FROM years WHERE years.year IS NOT NULL
    ) SELECT year FROM years WHERE year IS NOT NULL"""


def years() -> list[int]:
    """Return the years that have a visible text, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(YEARS, [now()] * 2)
        return [year for (year,) in cursor.fetchall()]


def now() -> Any:
    """This moment as the database writes it."""
    return connection.ops.adapt_datetimefield_value(timezone.now())


def best_first(stems: list[str]) -> list[list[list[str]]]:
    """All words in the title; one in the title; one in the lead; all anywhere. Each question
    takes in those before it, and within each the newest come first."""
    every = all_of(stems)
    title, lead = [TITLE + stem for stem in stems], [LEAD + stem for stem in stems]
    return [all_of(title), [*every, title], [*every, lead], every]


def matching(groups: list[list[str]]) -> list[int]:
    """Return the ids of the visible entries that hold a token of each group, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(MATCHING[connection.vendor], [written(groups), now(), MOST_HITS + 1])
        return [pk for (pk,) in cursor.fetchall()]


def written(groups: Iterable[list[str]]) -> str:
    """Write the question in the grammar of the database. Tokens hold no sign of either."""
    quote, either, both = GRAMMAR[connection.vendor]
    begins = {"sqlite": "*", "postgresql": ":*"}[connection.vendor]

    def word(token: str) -> str:
        whole = token.removesuffix(BEGINS)
        return f"{quote}{whole}{quote}{begins if token != whole else ''}"

    return both.join(f"({either.join(word(token) for token in group)})" for group in groups)
