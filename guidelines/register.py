"""Whether a name or an address that a citizen has come across is one of ours."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from guidelines.account import OfficialAccount

BEFORE = re.compile(r"^(https?:)?(//)?((www|m|mobile)\.)?@?")
# What leads further into an account. An address may have a «?» itself, and then it counts.
WITHIN = ("/", "?", "#", "&")
SLASHES = re.compile(r"[/\\]")  # a browser takes both for one


@dataclass(frozen=True)
class Answer:
    """The accounts that are what was asked for, and those that only have it in their names."""

    same: list[OfficialAccount] = field(default_factory=list)
    alike: list[OfficialAccount] = field(default_factory=list)

    @property
    def rows(self) -> list[OfficialAccount]:
        """Those to show: what only resembles it is shown where nothing is it."""
        return self.same or self.alike

    @property
    def closed(self) -> bool:
        """Whether what was asked for was ours once, and is not any more."""
        return bool(self.same) and all(row.is_retired for row in self.same)


def find(asked: str, rows: Iterable[OfficialAccount]) -> Answer:
    """Look up `asked` among `rows`. An address of a page within an account is the account's."""
    wanted, answer = plain(asked), Answer()
    if not wanted:
        return answer
    for row in rows:
        if is_same(wanted, row):
            answer.same.append(row)
        elif any(wanted in known for known in known_as(row)):
            answer.alike.append(row)
    return answer


def is_same(wanted: str, row: OfficialAccount) -> bool:
    address = plain(row.address)
    within = tuple(address + sign for sign in WITHIN)
    is_within = wanted.startswith(within) and not leads_out(wanted)
    return wanted in (plain(row.name), address) or is_within


def leads_out(address: str) -> bool:
    """Whether a browser goes up from it, and so perhaps to somebody else: /ours/../theirs."""
    written_out = "".join(unquote(address).split())
    return ".." in SLASHES.split(written_out)


def known_as(row: OfficialAccount) -> list[str]:
    return [plain(row.name), plain(row.address), f"{row.platform} {row.name}".casefold()]


def plain(text: str) -> str:
    """A name or an address without what people leave out: https://www., @, the last slash."""
    return BEFORE.sub("", text.strip().casefold()).rstrip("/")
