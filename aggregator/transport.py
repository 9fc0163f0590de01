"""Fetches from websites that nobody here answers for, within the time and size that settings give.

The standard library alone: what is built on it reads a redirect's whole body, counts bytes before
they are inflated, believes the environment about proxies, and lets every single read take its time.
"""

import queue
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from time import monotonic
from typing import Any
from urllib.parse import urljoin

from django.conf import settings

from aggregator.public_addresses import ForbiddenAddress, Place, is_public, place_of
from aggregator.reason import Reason

MOST_REDIRECTS = 5
FOR_GOOD, FOR_NOW = {301, 308}, {302, 303, 307}
PIECE = 64 * 1024
LONGEST_HEADER = 500  # characters of those that we keep
TRIES = 3  # numbers of one name that are tried, each for a part of the time
INFLATE_GZIP = 31


class NotFetched(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int
    address: str  # where it came from in the end
    moved_to: str  # where it says that it has moved for good; empty where it has not
    headers: dict[str, str]  # in small letters
    content: bytes  # of a 200 alone


class Deadline:
    """One end for all that belongs together: names, redirects, answers that drip."""

    def __init__(self, seconds: float | None = None) -> None:
        self.end = monotonic() + (settings.FEED_SECONDS if seconds is None else seconds)

    @property
    def is_over(self) -> bool:
        return monotonic() >= self.end

    def left(self) -> float:
        """Return the seconds that are left. Raises NotFetched."""
        if self.is_over:
            raise NotFetched(Reason.TOO_SLOW)
        return max(self.end - monotonic(), 0.01)

    @contextmanager
    def cuts(self, connection: socket.socket) -> Iterator[None]:
        """Hang up when it is over, whoever waits for what: a limit for each read is no limit."""
        handle = connection.dup()
        timer = threading.Timer(self.left(), hang_up, [handle])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            handle.close()


def hang_up(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def get(
    address: str, *, headers: dict[str, str] | None = None, deadline: Deadline | None = None
) -> Answer:
    """Fetch what stands at `address`, through at most five redirects. Raises NotFetched."""
    deadline = deadline or Deadline()
    start, moved_to, has_moved = address, address, True
    for _ in range(MOST_REDIRECTS + 1):
        with answer_of(address, headers or {}, deadline) as response:
            target = response.getheader("Location", "")
            if response.status not in FOR_GOOD | FOR_NOW or not target:
                return Answer(
                    status=response.status,
                    address=address,
                    moved_to="" if moved_to == start else moved_to,
                    headers=headers_of(response),
                    content=content_of(response, deadline) if response.status == 200 else b"",
                )
            address = joined(address, target)
            # What moves for good behind a redirect for now has not moved for us.
            has_moved = has_moved and response.status in FOR_GOOD
            moved_to = address if has_moved else moved_to
    raise NotFetched(Reason.TOO_MANY_REDIRECTS)


def joined(address: str, target: str) -> str:
    try:
        # Headers come as Latin-1; addresses in them are UTF-8, where they are not plain.
        return urljoin(address, target.encode("latin-1").decode("utf-8", "replace"))
    except ValueError as error:
        raise NotFetched(Reason.FORBIDDEN_ADDRESS) from error


@contextmanager
def answer_of(address: str, headers: dict[str, str], deadline: Deadline) -> Iterator[HTTPResponse]:
    """Ask one machine. All that may go wrong with it, and with its answer, gets its reason."""
    try:
        place = place_of(address)
        with ExitStack() as stack:
            connection = stack.enter_context(connected(place, deadline))
            stack.enter_context(deadline.cuts(connection))
            if place.is_secure:
                connection = stack.enter_context(made_secure(connection, place))
            yield stack.enter_context(asked(place, connection, headers))
    except NotFetched:
        raise
    except ForbiddenAddress as error:
        raise NotFetched(Reason.FORBIDDEN_ADDRESS) from error
    except (OSError, HTTPException, ValueError, zlib.error) as error:
        raise NotFetched(Reason.TOO_SLOW if deadline.is_over else reason_of(error)) from error


def reason_of(error: Exception) -> Reason:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Reason.BAD_CERTIFICATE
    if isinstance(error, TimeoutError):
        return Reason.TOO_SLOW
    return Reason.NO_ANSWER if isinstance(error, OSError) else Reason.STRANGE_ANSWER


def connected(place: Place, deadline: Deadline) -> socket.socket:
    """Connect to a number that has been looked at: nobody asks the name a second time."""
    numbers = [number for number in numbers_of(place, deadline) if is_public(number[1][0])]
    if not numbers:
        raise NotFetched(Reason.FORBIDDEN_ADDRESS)
    failure: OSError = OSError("no number")
    for family, number in numbers[:TRIES]:
        connection = socket.socket(family, socket.SOCK_STREAM)
        connection.settimeout(deadline.left() / TRIES if len(numbers) > 1 else deadline.left())
        try:
            connection.connect(number)
        except OSError as error:
            connection.close()
            failure = error
        else:
            connection.settimeout(deadline.left())
            return connection
    raise failure


def numbers_of(place: Place, deadline: Deadline) -> list[tuple[int, Any]]:
    """Ask for the numbers of a name, as (family, address of a socket). The system's own patience
    with a name server that is silent is longer than ours."""
    answers: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM))
        except (OSError, ValueError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=deadline.left())
    except queue.Empty as error:
        raise NotFetched(Reason.TOO_SLOW) from error
    if isinstance(found, Exception):
        raise NotFetched(Reason.UNKNOWN_HOST) from found
    return [(family, number) for family, _type, _protocol, _name, number in found]


def made_secure(connection: socket.socket, place: Place) -> socket.socket:
    context = ssl.create_default_context()
    return context.wrap_socket(connection, server_hostname=place.host)


def asked(place: Place, connection: socket.socket, headers: dict[str, str]) -> HTTPResponse:
    """Send the question, and return the answer up to its headers."""
    talk = HTTPConnection(place.host, place.port)
    talk.default_port = 443 if place.is_secure else 80  # else the port stands in «Host»
    talk.sock = connection
    talk.putrequest("GET", place.path, skip_accept_encoding=True)
    for name, value in {**own_headers(), **headers}.items():
        talk.putheader(name, value)
    talk.endheaders()
    return talk.getresponse()


def own_headers() -> dict[str, str]:
    return {
        "User-Agent": f"Utsira (+{settings.SITE_URL})",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def headers_of(response: HTTPResponse) -> dict[str, str]:
    """Return the headers that can be kept, and sent again as they are."""
    return {
        name.lower(): value
        for name, value in response.getheaders()
        if len(value) <= LONGEST_HEADER and value.isascii() and value.isprintable()
    }


def content_of(response: HTTPResponse, deadline: Deadline) -> bytes:
    """Read the body, never more of it than is allowed, counted before and after inflating."""
    encoding = response.getheader("Content-Encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise NotFetched(Reason.STRANGE_ANSWER)  # we asked for no other
    inflater = zlib.decompressobj(INFLATE_GZIP) if encoding.endswith("gzip") else None
    room = most = settings.FEED_BYTES
    received, pieces = 0, []
    # A vessel of this size: told that the next part has a size of -1, `read` takes all there is.
    vessel = bytearray(PIECE)
    while room >= 0 and received <= most and (response.length or 0) <= most:
        piece = bytes(vessel[: response.readinto(vessel)])
        if not piece:
            break
        received += len(piece)
        piece = inflater.decompress(piece, room + 1) if inflater else piece
        room -= len(piece)
        pieces.append(piece)
    else:
        raise NotFetched(Reason.TOO_LARGE)
    if deadline.is_over:
        raise NotFetched(Reason.TOO_SLOW)
    if response.length or (inflater and received and not inflater.eof):
        raise NotFetched(Reason.NO_ANSWER)  # it has broken off
    return b"".join(pieces)
