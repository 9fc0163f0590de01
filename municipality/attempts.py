"""How often somebody may guess: few times, without locking out the one whose account it is.

Five wrong passwords from one sender, ten from all of them together, in a quarter of an hour; fifty
from one sender to all accounts in an hour. So one who guesses uses up his own share, and the owner
still gets in from somewhere else. Where many guess together, the owner's own device (a cookie of
the login) and own address (a login from there today) have a share of their own, and a new
password by mail lets the owner in from anywhere.

Neither addresses nor names are stored, only digests of them, under random keys that are deleted
within a day.
"""

import hmac
import secrets
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.db import models
from django.utils import timezone

QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
FROM_ONE, FROM_ALL, FROM_ONE_TO_ALL = 5, 10, 50
RESETS_FOR_ONE, RESETS_FROM_ONE = 3, 20
KEY_IN_USE, MEMORY = timedelta(hours=11), timedelta(hours=22)


def random_key() -> bytes:
    return secrets.token_bytes(32)


def half_day() -> int:
    return int(timezone.now().timestamp() // KEY_IN_USE.total_seconds())


class TooManyAttempts(Exception):
    def __init__(self, pause: timedelta) -> None:
        super().__init__(pause)
        self.pause = pause


class SenderKey(models.Model):
    """The key of one half of a day. There is one, however many need it first at the same moment."""

    half_day = models.PositiveIntegerField(primary_key=True)
    key = models.BinaryField(default=random_key)

    def __str__(self) -> str:
        return str(self.half_day)

    @classmethod
    def living(cls) -> list[bytes]:
        """The keys that digests of today may be under; the first is for new ones."""
        now = half_day()
        newest, _made = cls.objects.get_or_create(half_day=now)
        before = cls.objects.filter(half_day=now - 1)
        return [bytes(row.key) for row in [newest, *before]]


class Attempt(models.Model):
    class Kind(models.TextChoices):
        LOGIN = "login"
        RESET = "reset"

    kind = models.CharField(max_length=5, choices=Kind.choices)
    account = models.CharField(max_length=64, db_index=True)
    sender = models.CharField(max_length=64, db_index=True)
    device = models.CharField(max_length=64, blank=True)
    is_known = models.BooleanField(default=False)
    succeeded = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.made_at}"

    def succeed(self) -> None:
        self.succeeded = True
        self.save(update_fields=["succeeded"])


def admit_login(*, username: str, address: str, device: str) -> Attempt:
    """Write a guess down before it is tried. Raises TooManyAttempts when there were enough.

    `device` is what the browser remembers of a login to this account, or empty.
    """
    keys = SenderKey.living()
    account, sender = digests(keys, username.casefold()), digests(keys, network_of(address))
    devices = digests(keys, device) if device else []
    logins = Attempt.objects.filter(kind=Attempt.Kind.LOGIN)
    here = logins.filter(account__in=account, sender__in=sender)
    is_known = bool(device) or here.filter(succeeded=True).exists()
    attempt = Attempt(kind=Attempt.Kind.LOGIN, is_known=is_known)
    write(attempt, account, sender, devices)
    wrong = logins.filter(succeeded=False)
    own = wrong.filter(account__in=account, is_known=is_known)
    if device:
        refuse_above(attempt, own.filter(device__in=devices), FROM_ONE, QUARTER)
        return attempt
    refuse_above(attempt, own.filter(sender__in=sender), FROM_ONE, QUARTER)
    if not is_known:
        refuse_above(attempt, own, FROM_ALL, QUARTER)
        refuse_above(attempt, wrong.filter(sender__in=sender), FROM_ONE_TO_ALL, HOUR)
    return attempt


def admit_reset(*, email: str, address: str) -> None:
    """Write a wish for a new password down. Raises TooManyAttempts when there were enough."""
    keys = SenderKey.living()
    account, sender = digests(keys, email.casefold()), digests(keys, network_of(address))
    attempt = Attempt(kind=Attempt.Kind.RESET)
    write(attempt, account, sender, [])
    resets = Attempt.objects.filter(kind=Attempt.Kind.RESET)
    refuse_above(attempt, resets.filter(account__in=account), RESETS_FOR_ONE, HOUR)
    refuse_above(attempt, resets.filter(sender__in=sender), RESETS_FROM_ONE, HOUR)


def write(attempt: Attempt, account: list[str], sender: list[str], device: list[str]) -> None:
    """Store the attempt before counting: of many at the same moment, too few rather than too many
    get through."""
    attempt.account, attempt.sender, attempt.device = account[0], sender[0], (device or [""])[0]
    attempt.save()


def refuse_above(
    attempt: Attempt, counted: models.QuerySet[Attempt], limit: int, window: timedelta
) -> None:
    if counted.filter(made_at__gt=timezone.now() - window).count() > limit:
        attempt.delete()  # or one who goes on trying would never get in again
        raise TooManyAttempts(window)


def digests(keys: list[bytes], text: str) -> list[str]:
    return [hmac.digest(key, text.encode(), "sha256").hex() for key in keys]


def network_of(address: str) -> str:
    """One household has one IPv4 address, or all of a /64 of IPv6."""
    try:
        parsed: Any = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ip_network(f"{parsed}/64", strict=False))
    return str(parsed)


def forget_attempts() -> None:
    """Delete what is nearly a day old, keys first: without them the digests say nothing."""
    SenderKey.objects.filter(half_day__lt=half_day() - 1).delete()
    Attempt.objects.filter(made_at__lte=timezone.now() - MEMORY).delete()
