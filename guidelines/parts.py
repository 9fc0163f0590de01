"""An edition as a row of parts to compare: the heading of each section, and its clauses."""

from collections.abc import Iterator
from dataclasses import dataclass

from guidelines.changes import Clauselike
from guidelines.clause import Section
from guidelines.edition import Edition
from guidelines.edition_text import PART


@dataclass(frozen=True)
class Part:
    """The heading of a section, as something to compare. No clause has a key like it."""

    section: Section

    @property
    def key(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return f"{PART} {self.section.letter}"

    @property
    def heading(self) -> str:
        return self.section.heading

    @property
    def text(self) -> str:
        return self.section.intro

    @property
    def anchor(self) -> str:
        return self.section.anchor


def parts_of(edition: Edition) -> Iterator[Clauselike]:
    """Sections and clauses in the order in which they are read."""
    for section in edition.sections.prefetch_related("clauses"):
        yield Part(section)
        yield from section.clauses.all()
