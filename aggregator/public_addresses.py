"""What may be fetched at all: http(s), on the usual ports, from machines that everybody can reach.

A name is no answer to that, since whoever owns it decides where it leads, anew each time it is
asked. So `is_public` is asked about the number that is connected to (see transport.py).
"""

import re
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from urllib.parse import quote, urlsplit

PORTS = {"http": 80, "https": 443}
LONGEST = 2000
HOST = re.compile(r"[a-z0-9._:-]{1,253}")
UNFIT = re.compile("[\x00-\x1f\x7f]")
# The only part of IPv6 that belongs to anybody: all else is local, mapped from IPv4, or reserved.
IPV6_IN_USE = ip_network("2000::/3")
# What Python takes for public, or took in the versions that we run on.
NEVER = [
    ip_network(written)
    for written in (
        "100.64.0.0/10",  # inside a provider, and where some clouds answer
        "168.63.129.16/32",  # a cloud's own, at a public number
        "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "2001::/23",  # Teredo and other tunnels
        "2002::/16",  # 6to4: leads to an IPv4 number
        "3fff::/20",  # for documentation
    )
]  # fmt: skip


class ForbiddenAddress(Exception):
    pass


@dataclass(frozen=True)
class Place:
    is_secure: bool
    host: str
    port: int
    path: str  # with what is asked for


def place_of(address: str) -> Place:
    """Return where an address leads. Raises ForbiddenAddress."""
    try:
        parts = urlsplit(address.strip())
        host, port = host_of(parts.hostname or ""), parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise ForbiddenAddress(address) from error
    is_odd = UNFIT.search(address.strip()) or len(address) > LONGEST or "@" in parts.netloc
    if is_odd or parts.scheme not in PORTS or port not in PORTS.values() or is_inside(host):
        raise ForbiddenAddress(address)
    path = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*")
    query = quote(parts.query, safe="/%:=&?~+!$,;'@()*[]")
    return Place(parts.scheme == "https", host, port, f"{path}?{query}" if query else path)


def host_of(name: str) -> str:
    """Return the name in the letters of the net; empty for what is none. Raises ValueError."""
    if not name.isascii():
        name = name.encode("idna").decode()
    name = name.lower().removesuffix(".")
    return name if HOST.fullmatch(name) else ""


def is_inside(host: str) -> bool:
    """Return whether it can be seen from the name alone that nobody outside means this machine."""
    if host == "localhost" or host.endswith(".localhost") or not host:
        return True
    try:
        ip_address(host)
    except ValueError:
        return False
    return not is_public(host)


def is_public(number: str) -> bool:
    """Return whether an IP number belongs to a machine that everybody can reach."""
    try:
        found = ip_address(number)
    except ValueError:  # one with a zone, too: «fe80::1%eth0»
        return False
    if found.version == 6 and found not in IPV6_IN_USE:
        return False
    return found.is_global and not found.is_multicast and not any(found in net for net in NEVER)
