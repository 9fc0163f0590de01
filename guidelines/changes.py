"""What is different between two editions: clause by clause by their keys, word by word within."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import chain
from typing import Protocol

# Words, white space, and each sign by itself: joined, they are the text again.
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
# Beyond this many words and signs on both sides together a text is shown as written anew: to look
# for the shortest way between two long texts may take the time of their product.
MOST_TOKENS = 4_000


class Clauselike(Protocol):
    """A clause as far as this module knows it. `label` is «A7»; the key is the same for ever."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def text(self) -> str: ...


class Mark(StrEnum):
    SAME = "same"
    ADDED = "ins"
    REMOVED = "del"


@dataclass(frozen=True)
class Piece:
    mark: Mark
    text: str


@dataclass(frozen=True)
class Change:
    """One clause in both editions: `old` is None for a new one, `new` for one that is gone."""

    clause: Clauselike  # as it is now, or as it was last
    old: Clauselike | None
    new: Clauselike | None
    heading: Sequence[Piece] = ()
    text: Sequence[Piece] = ()

    @property
    def is_added(self) -> bool:
        return self.old is None

    @property
    def is_removed(self) -> bool:
        return self.new is None

    @property
    def is_reworded(self) -> bool:
        both = self.old is not None and self.new is not None
        return both and any(piece.mark != Mark.SAME for piece in chain(self.heading, self.text))

    @property
    def is_moved(self) -> bool:
        """Another number, or in another section."""
        return bool(self.old and self.new and self.old.label != self.new.label)

    @property
    def is_same(self) -> bool:
        return not (self.is_added or self.is_removed or self.is_reworded or self.is_moved)


def compare(old: Iterable[Clauselike], new: Iterable[Clauselike]) -> list[Change]:
    """Compare the clauses of two editions. They come in the order of the new one; what is gone
    stands where it was: after the clause that it followed."""
    before = {clause.key: clause for clause in old}
    after = {clause.key: clause for clause in new}
    gone_after: dict[str, list[Change]] = {}
    last = ""
    for key, clause in before.items():
        if key in after:
            last = key
        else:
            gone_after.setdefault(last, []).append(removed(clause))
    changes = gone_after.get("", [])
    for key, clause in after.items():
        changes += [kept(before[key], clause) if key in before else added(clause)]
        changes += gone_after.get(key, [])
    return changes


def added(new: Clauselike) -> Change:
    return Change(new, None, new, words("", new.heading), words("", new.text))


def removed(old: Clauselike) -> Change:
    return Change(old, old, None, words(old.heading, ""), words(old.text, ""))


def kept(old: Clauselike, new: Clauselike) -> Change:
    return Change(new, old, new, words(old.heading, new.heading), words(old.text, new.text))


def words(old: str, new: str) -> list[Piece]:
    """Return the words of both texts, each marked. What is not added is the old text, what is not
    removed is the new one, sign by sign."""
    if old == new:
        return [Piece(Mark.SAME, old)] if old else []
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if len(before) + len(after) > MOST_TOKENS:
        return pieces([(Mark.REMOVED, before), (Mark.ADDED, after)])
    # Spaces and signs follow the words that they stand by, and tie nothing together themselves.
    matcher = SequenceMatcher(is_no_word, before, after, autojunk=False)
    steps = (
        trimmed(before[a:b], after[c:d]) if step != "equal" else iter([(Mark.SAME, after[c:d])])
        for step, a, b, c, d in matcher.get_opcodes()
    )
    return pieces(chain.from_iterable(steps))


def is_no_word(token: str) -> bool:
    return not (token[0].isalnum() or token[0] == "_")


def trimmed(old: list[str], new: list[str]) -> Iterator[tuple[Mark, list[str]]]:
    """What stands for what, without the signs that both begin or end with."""
    shortest = min(len(old), len(new))
    begin = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    rest = shortest - begin
    end = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    yield Mark.SAME, new[:begin]
    yield Mark.REMOVED, old[begin : len(old) - end]
    yield Mark.ADDED, new[begin : len(new) - end]
    yield Mark.SAME, new[len(new) - end :]


def pieces(marked: Iterable[tuple[Mark, list[str]]]) -> list[Piece]:
    """Join what has the same mark and stands together."""
    joined: list[Piece] = []
    for mark, tokens in marked:
        text = "".join(tokens)
        if joined and joined[-1].mark == mark:
            joined[-1] = Piece(mark, joined[-1].text + text)
        elif text:
            joined.append(Piece(mark, text))
    return joined
