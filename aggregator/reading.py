"""From the bytes of a feed to what it says.

`read` asks this file again, as a program of its own with little memory and time: a feed from
elsewhere may be made to use up both.
"""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from aggregator import json_feed, xml_feed
from aggregator.feed import Feed, as_plain, from_plain

SECONDS = 10  # of work
PATIENCE = 30  # seconds, where others work too
MEMORY = 512 * 1024 * 1024
PEEK = 1000  # bytes in which it must begin
HERE = Path(__file__).resolve().parent.parent


class UnreadableFeed(Exception):
    """`too_much`: it takes too long, or too much memory; `is_feed`: it is one, with faults."""

    def __init__(self, *, too_much: bool = False, is_feed: bool = False) -> None:
        super().__init__()
        self.too_much, self.is_feed = too_much, is_feed


def read(content: bytes, *, content_type: str = "", address: str = "") -> Feed:
    """Return what a feed from elsewhere says. Raises UnreadableFeed."""
    command = [sys.executable, "-E", "-s", "-m", "aggregator.reading", content_type, address]
    try:
        done = subprocess.run(  # noqa: S603  our own file; the rest are arguments to it
            command, input=content, capture_output=True, timeout=PATIENCE, cwd=HERE
        )
        said = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise UnreadableFeed(too_much=True) from error
    if "entries" not in said:
        raise UnreadableFeed(**said)
    return from_plain(said)


def read_here(content: bytes, *, content_type: str = "", address: str = "") -> Feed:
    """The same, in this process: for files that are known. Raises UnreadableFeed."""
    begins = content[:PEEK].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if not begins:
        raise UnreadableFeed
    if begins == b"{":
        feed, is_well = read_json(content, address), True
    else:
        feed, is_well = xml_feed.read(content, content_type, address)
    if feed is None:
        raise UnreadableFeed
    # Faults are common, and harmless as long as something could be read.
    if not feed.entries and not is_well:
        raise UnreadableFeed(is_feed=True)
    return feed


def read_json(content: bytes, address: str) -> Feed | None:
    try:
        return json_feed.read(content, address)
    except ValueError:
        return None


def main(content_type: str, address: str) -> None:
    os.nice(10)  # readers of the site go first
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        feed = read_here(sys.stdin.buffer.read(), content_type=content_type, address=address)
        said = as_plain(feed)
    except UnreadableFeed as error:
        said = {"is_feed": error.is_feed}
    except (MemoryError, RecursionError):
        said = {"too_much": True}
    # The library falls over some bytes in ways of its own.
    except Exception:
        said = {"is_feed": True}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
