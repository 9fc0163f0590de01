"""What proves that a form was shown by us, and when: signed, and carried by the form itself.

Readers have no cookie and no session, so nothing else remembers them.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.core import signing
from django.utils import timezone

SALT = "dialogue.token"
LIFE = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class Token:
    form: str
    target: str  # what the form is about, such as one post
    shown_at: datetime
    nonce: str  # what is stored, so that sending twice stores once

    @classmethod
    def new(cls, *, form: str, target: str) -> Self:
        nonce = secrets.token_urlsafe(16)
        return cls(form=form, target=target, shown_at=timezone.now(), nonce=nonce)

    @classmethod
    def read(cls, signed: str, *, form: str, target: str) -> Self | None:
        """Return None for what is not ours, is for another form or target, or is a day old."""
        try:
            found = signing.loads(signed, salt=SALT)
            form_then, target_then, seconds, nonce = found
        except (signing.BadSignature, ValueError, TypeError):
            return None
        shown_at = datetime.fromtimestamp(seconds, tz=timezone.get_default_timezone())
        is_old = timezone.now() - shown_at > LIFE
        if (form_then, target_then) != (form, target) or is_old:
            return None
        return cls(form=form, target=target, shown_at=shown_at, nonce=nonce)

    def signed(self) -> str:
        row = [self.form, self.target, self.shown_at.timestamp(), self.nonce]
        return signing.dumps(row, salt=SALT)

    @property
    def age(self) -> timedelta:
        return timezone.now() - self.shown_at
