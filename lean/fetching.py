"""Fetches one document from the open internet: from public addresses only, checked as it connects,
so that no name can lead us to a machine of our own. A document is small, and comes soon."""

from time import monotonic
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from requests_hardened import Config, Manager

LARGEST, SECONDS, MOST_MOVES = 5_000_000, 15, 3
PORTS = {None, 80, 443}
# The tests' own server is on loopback.
ALLOW_LOOPBACK = False


class Unreachable(Exception):
    """Why it was not fetched, in one sentence."""


def fetch(url: str) -> bytes:
    """Raises Unreachable."""
    until = monotonic() + SECONDS
    try:
        with session() as client:
            for _move in range(MOST_MOVES + 1):
                check(url)
                with client.get(
                    url, stream=True, allow_redirects=False, headers={"Accept-Encoding": "identity"}
                ) as answer:
                    if not answer.is_redirect:
                        return content_of(answer, until)
                    url = urljoin(url, answer.headers["location"])
    except (requests.RequestException, OSError, ValueError):
        raise Unreachable(_("Nothing can be fetched from there.")) from None
    raise Unreachable(_("The address leads on to others too many times."))


def session() -> requests.Session:
    config = Config(
        ip_filter_enable=True,
        ip_filter_allow_loopback_ips=ALLOW_LOOPBACK,
        never_redirect=True,
        default_timeout=(5, 5),
        user_agent_override=f"Utsira (+{settings.SITE_URL})",
    )
    client: requests.Session = Manager(config).get_session()
    client.trust_env = False  # no proxy and no password from the environment
    return client


def check(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or parts.username:
        raise Unreachable(_("The address must begin with https:// or http://."))
    if parts.port not in PORTS and not ALLOW_LOOPBACK:
        raise Unreachable(_("Nothing is fetched from other ports than those of web servers."))


def content_of(answer: requests.Response, until: float) -> bytes:
    if answer.status_code != requests.codes.ok or "content-encoding" in answer.headers:
        raise Unreachable(
            _("There is no document at that address (answer %(n)d).") % {"n": answer.status_code}
        )
    content = b""
    # One packet at a time: a server that sends a letter a second does not hold us.
    while piece := answer.raw.read1(65_536):
        content += piece
        if len(content) > LARGEST:
            raise Unreachable(_("It is larger than %(mb)d MB.") % {"mb": LARGEST // 1_000_000})
        if monotonic() > until:
            raise Unreachable(_("It took more than %(n)d seconds.") % {"n": SECONDS})
    return content
