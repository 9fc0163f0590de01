"""A small internet inside this machine: a network namespace with public and private numbers of its
own, a name server, and websites on ports 80 and 443. The fetcher is the site's own, unchanged.

Only the thread that enters, and threads that it starts, are there. It takes root (or the right to
make namespaces) and the program `ip`; `CI` in the environment forbids to skip.
"""

import ctypes
import os
import shutil
import socket
import ssl
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

CLONE_NEWNET = 0x40000000
PUBLIC, PUBLIC_TOO, PUBLIC_6 = "93.184.216.34", "151.101.1.69", "2606:2800:220:1::34"
# Where nothing may ever be asked; a canary listens at each of them.
PRIVATE = [
    "127.0.0.1", "::1", "10.0.0.5", "172.16.0.9", "192.168.1.10", "169.254.169.254", "100.64.0.7",
    "198.18.0.1", "192.0.0.8", "192.88.99.1", "168.63.129.16", "240.0.0.1", "fd00::1", "fec0::1",
    "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::1", "2001::7f00:1", "2001:db8::1", "100::1",
    "3fff::1", "5f00::1",
]  # fmt: skip

Website = Callable[[socket.socket, bytes], None]


class Internet:
    def __init__(self) -> None:
        self.names: dict[str, list[str]] = {}  # each look-up takes the first, and keeps the last
        self.pages: dict[tuple[str, str], Website] = {}  # by host and path
        self.asked: list[bytes] = []  # every request to a public number, whole
        self.canaries: Counter[str] = Counter()  # what was asked where nothing may be
        self.certificate: ssl.SSLContext | None = None  # with one, port 443 is as it should be

    def empty(self) -> None:
        for kept in (self.names, self.pages, self.asked, self.canaries):
            kept.clear()
        self.certificate = None

    def name(self, host: str, *numbers: str) -> None:
        self.names[host] = list(numbers or [PUBLIC])

    def page(self, address: str, website: Website | bytes, **headers: str) -> str:
        """Let a website answer at `http://host/path`, and return that address."""
        _, _, host, path = address.split("/", 3)
        self.names.setdefault(host, [PUBLIC])
        found = answer(website, **headers) if isinstance(website, bytes) else website
        self.pages[host, f"/{path}"] = found
        return address

    def serve(self, connection: socket.socket) -> None:
        request = b""
        connection.settimeout(5)
        with suppress(OSError), self.talking(connection) as connection:
            while b"\r\n\r\n" not in request and (piece := connection.recv(65536)):
                request += piece
            if b"\r\n\r\n" not in request:
                return
            self.asked.append(request)
            lines = request.decode("latin-1").split("\r\n")
            host = next(line[6:] for line in lines if line.startswith("Host: "))
            website = self.pages.get((host, lines[0].split()[1]), answer(b"", status=404))
            website(connection, request)

    def talking(self, connection: socket.socket) -> socket.socket:
        if not self.certificate or connection.getsockname()[1] != 443:
            return connection
        return self.certificate.wrap_socket(connection, server_side=True)

    def sing(self, connection: socket.socket) -> None:
        with connection:
            self.canaries[connection.getsockname()[0]] += 1

    def look_up(self, question: bytes) -> bytes:
        """Answer A and AAAA, as a name server does."""
        labels, at = [], 12
        while length := question[at]:
            labels.append(question[at + 1 : at + 1 + length].decode("latin-1"))
            at += length + 1
        kind, end = question[at + 2], at + 5
        known = self.names.get(".".join(labels).lower())
        family = {1: socket.AF_INET, 28: socket.AF_INET6}.get(kind)
        numbers = [n for n in (known or [])[:1] if family and (":" in n) == (kind == 28)]
        if known and len(known) > 1 and numbers:
            known.pop(0)
        packed = [socket.inet_pton(family, number) for number in numbers if family]
        rows = [
            b"\xc0\x0c\0" + bytes([kind]) + b"\0\x01\0\0\0\0" + len(raw).to_bytes(2, "big") + raw
            for raw in packed
        ]
        status = b"\x81\x80" if known else b"\x81\x83"
        counts = b"\0\x01" + len(rows).to_bytes(2, "big") + b"\0\0\0\0"
        return question[:2] + status + counts + question[12:end] + b"".join(rows)


def answer(content: bytes, status: int = 200, **headers: str) -> Website:
    def website(connection: socket.socket, request: bytes) -> None:
        lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(content)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        connection.sendall("\r\n".join([*lines, "", ""]).encode() + content)

    return website


@contextmanager
def entered() -> Iterator[Internet]:
    """Go into an empty namespace, and come back however it ends."""
    libc = ctypes.CDLL(None, use_errno=True)
    numbering = shutil.which("ip", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if not numbering:
        do_without("no program «ip» to number a network with")
    home = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    if libc.unshare(CLONE_NEWNET):
        os.close(home)
        do_without(f"no network namespace: {os.strerror(ctypes.get_errno())}")
    internet = Internet()
    try:
        with ExitStack() as stack:
            number_the_machine(str(numbering))
            listen(internet, stack)
            yield internet
    finally:
        libc.setns(home, CLONE_NEWNET)
        os.close(home)


def do_without(reason: str) -> None:
    (pytest.fail if "CI" in os.environ else pytest.skip)(reason)


def number_the_machine(numbering: str) -> None:
    others = [PUBLIC, PUBLIC_TOO, PUBLIC_6, name_server(), *PRIVATE]
    local = {"127.0.0.1", "::1"}
    lines = ["link set lo up"]
    # Numbers of IPv6 are looked for at the neighbours first, otherwise.
    lines += [
        f"addr add {number}/128 dev lo nodad" if ":" in number else f"addr add {number}/32 dev lo"
        for number in dict.fromkeys(others)
        if number not in local
    ]
    subprocess.run([numbering, "-batch", "-"], input="\n".join(lines), text=True, check=True)  # noqa: S603  our own


def name_server() -> str:
    """The one that the system library asks."""
    lines = Path("/etc/resolv.conf").read_text().splitlines()
    return next((line.split()[1] for line in lines if line.startswith("nameserver")), "127.0.0.1")


def listen(internet: Internet, stack: ExitStack) -> None:
    for number in (PUBLIC, PUBLIC_TOO, PUBLIC_6):
        for port in (80, 443):
            on_each(serving(number, port, stack), internet.serve)
    for number in PRIVATE:
        for port in (80, 443):
            on_each(serving(number, port, stack), internet.sing)
    family = socket.AF_INET6 if ":" in name_server() else socket.AF_INET
    names = stack.enter_context(socket.socket(family, socket.SOCK_DGRAM))
    names.bind((name_server(), 53))
    threading.Thread(target=answer_names, args=[names, internet], daemon=True).start()


def serving(number: str, port: int, stack: ExitStack) -> socket.socket:
    family = socket.AF_INET6 if ":" in number else socket.AF_INET
    server = socket.create_server((number, port), family=family)
    stack.callback(server.close)
    # Wakes the thread that waits in accept().
    stack.callback(lambda: suppress(OSError).__enter__() or server.shutdown(socket.SHUT_RDWR))
    return server


def on_each(server: socket.socket, treat: Callable[[socket.socket], None]) -> None:
    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = server.accept()
                threading.Thread(target=treat, args=[connection], daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()


def answer_names(names: socket.socket, internet: Internet) -> None:
    with suppress(OSError):
        while True:
            question, sender = names.recvfrom(2048)
            if reply := internet.look_up(question):
                names.sendto(reply, sender)


def certificate(folder: Path, *names: str) -> Path:
    """Make a certificate with its key for these names, which trusts itself."""
    file = folder / "certificate.pem"
    command = [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-days", "2", "-subj", "/CN=test", "-keyout", str(file), "-out", str(file),
        "-addext", "subjectAltName=" + ",".join(f"DNS:{name}" for name in names),
    ]  # fmt: skip
    openssl = shutil.which("openssl") or "openssl"
    key_and_rest = subprocess.run([openssl, *command], capture_output=True, check=True)  # noqa: S603  our own
    assert key_and_rest.returncode == 0
    return file
