"""Rich text in plain words, for people to compare."""

from difflib import SequenceMatcher
from html.parser import HTMLParser

from publishing.figures import DECORATION, is_decoration

# What ends a line; the cells of a table stand beside each other on one.
LINES = {"p", "h1", "h2", "h3", "h4", "li", "figure", "figcaption", "tr", "br", "hr"}
CELLS = {"td", "th"}


def plain_text(html: str) -> str:
    """Return the words of `html`, one block to a line, with what links and pictures say."""
    words = Words()
    words.feed(html)
    words.close()
    lines = (" ".join(line.split()) for line in "".join(words.said).splitlines())
    return "\n".join(line.rstrip("| ") for line in lines if line.strip("| "))


def changed_lines(old: str, new: str) -> tuple[str, str]:
    """Return the lines of `old` and of `new` that the other has not."""
    before, after = old.splitlines(), new.splitlines()
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changes = [step for step in steps if step[0] != "equal"]
    gone = [line for _, start, end, _, _ in changes for line in before[start:end]]
    come = [line for _, _, _, start, end in changes for line in after[start:end]]
    return "\n".join(gone), "\n".join(come)


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.href = ""
        self.in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "img":
            decoration = DECORATION if is_decoration(attributes) else "–"
            self.said.append(f"[{attributes.get('alt') or decoration}]\n")
        elif tag == "a":
            self.href = attributes.get("href") or ""
        elif tag in CELLS:
            self.in_cell = True
        elif tag in ("br", "hr"):
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.said.append(f" ({self.href})")
        elif tag in CELLS:
            self.in_cell = False
            self.said.append(" | ")
        elif tag in LINES:
            self.said.append(" " if self.in_cell else "\n")

    def handle_data(self, data: str) -> None:
        self.said.append(data)
