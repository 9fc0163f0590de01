"""What a browser remembers of a login: that it may guess that user's password on its own account.

It opens nothing. It keeps one who guesses from many places from locking the owner out.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE = f"{'__Host-' if settings.SESSION_COOKIE_SECURE else ''}device"
AGE = 180 * 24 * 60 * 60


def remember_device(response: HttpResponse, username: str) -> None:
    nonce = secrets.token_urlsafe(16)
    response.set_cookie(
        COOKIE,
        f"{nonce}.{signature(nonce, username)}",
        max_age=AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_device(request: HttpRequest, username: str) -> str:
    """Return the device's own number if this user has logged in on it before, else nothing."""
    nonce, _dot, signed = request.COOKIES.get(COOKIE, "").partition(".")
    return nonce if constant_time_compare(signed, signature(nonce, username)) else ""


def signature(nonce: str, username: str) -> str:
    value = f"{nonce}.{username.casefold()}"
    return salted_hmac("utsira.device", value, algorithm="sha256").hexdigest()
