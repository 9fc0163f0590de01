"""Posts forms to a running server over plain HTTP, as many clients at once do it."""

from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from tests.sending import Fields


class Answer(NamedTuple):
    status: int
    location: str
    text: str


def request(address: str, fields: dict[str, str] | None = None, *, sender: str = "") -> Answer:
    """Raises OSError or HTTPException when the server is gone. `sender` needs TRUSTED_PROXIES."""
    parts = urlsplit(address)
    headers = {"X-Forwarded-For": sender} if sender else {}
    if fields is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    link = HTTPConnection(parts.netloc, timeout=60)
    try:
        body = urlencode(fields) if fields is not None else None
        link.request("POST" if fields is not None else "GET", parts.path, body, headers)
        answer = link.getresponse()
        text = answer.read().decode()
        return Answer(answer.status, answer.headers.get("Location", ""), text)
    finally:
        link.close()


def open_form(address: str, **written: str) -> dict[str, str]:
    """Return what a browser would send: the hidden fields of the form, and what is written."""
    fields = Fields()
    fields.feed(request(address).text)
    return fields.hidden | written
