"""An edition as one plain string: what is adopted, and what the printed hash is made of.

Nothing of it depends on the page, the program's language or the day. The words are the text's own.
"""

import re
from typing import Any

EDITION = {"nb": "Utgave", "nn": "Utgåve"}
PART = "Del"  # the same in bokmål and nynorsk
SPACES = re.compile(r"[^\S\n]+")
EMPTY_LINES = re.compile(r"\n\s*\n")


def written(edition: Any) -> str:
    """Title, edition, and each section with its clauses. Takes two queries."""
    guideline = edition.guideline
    head = f"{guideline.title}\n{EDITION.get(guideline.lang, EDITION['nb'])} {edition.number}"
    sections = edition.sections.prefetch_related("clauses")
    blocks = [block for section in sections for block in blocks_of(section)]
    return "\n\n".join([head, *blocks]) + "\n"


def blocks_of(section: Any) -> list[str]:
    clauses = [
        f"{section.letter}{clause.number} {clause.heading}\n{plain(clause.text)}"
        for clause in section.clauses.all()
    ]
    return [section.full_heading, *filter(None, [plain(section.intro)]), *clauses]


def plain(text: str) -> str:
    """The same whatever browser sent it: no carriage returns, single spaces, one empty line
    between paragraphs."""
    lines = SPACES.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    stripped = "\n".join(line.strip() for line in lines.split("\n"))
    return EMPTY_LINES.sub("\n\n", stripped).strip()
