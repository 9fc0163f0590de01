"""When two entries are the same: what the feed calls them, and where they lead."""

import re
from collections import Counter
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit

from aggregator.feed import Entry

# What tells where a reader came from, and leads nowhere else.
TRACKS = re.compile(r"(utm_.*|fbclid|gclid|mc_cid|mc_eid|ref_src|cmpid)", re.IGNORECASE)


def digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def identities(entries: list[Entry]) -> list[str]:
    """Return a digest of what is each entry's own within its feed; its date never is. A name that
    entries with different links have is a name together with the link."""
    leads = {(entry.guid, normalised(entry.link)) for entry in entries}
    times = Counter(guid for guid, _link in leads)
    return [identity(entry, is_alone=times[entry.guid] == 1) for entry in entries]


def identity(entry: Entry, *, is_alone: bool) -> str:
    link = normalised(entry.link)
    if entry.guid:
        return digest(entry.guid if is_alone else f"{entry.guid}\n{link}")
    return digest(link or f"{entry.title}\n{entry.summary}")


def is_worldwide(entry: Entry) -> bool:
    """Whether what the feed calls it can be the name of nothing else in the world."""
    return entry.guid.startswith(("tag:", "urn:", "at:", "yt:"))


def link_identities(entries: list[Entry]) -> list[str]:
    """Return a digest of where each entry leads, the same from all feeds; empty for what leads
    nowhere of its own: to a front page, or where others of its feed lead too."""
    links = [normalised(entry.link) for entry in entries]
    times = Counter(links)
    return [digest(link) if times[link] == 1 and "/" in link else "" for link in links]


def normalised(link: str) -> str:
    """Return the address without what makes no difference."""
    parts = urlsplit(link)
    host = (parts.hostname or "").removeprefix("www.")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted(pair for pair in pairs if not TRACKS.fullmatch(pair[0])))
    path = parts.path.rstrip("/")
    return f"{host}{path}?{query}" if query else f"{host}{path}"
