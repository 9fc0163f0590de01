from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One thing that waits for a person: a sentence, and where to do something about it."""

    text: str
    url: str
    since: datetime | None = None
