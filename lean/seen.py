"""Two colleagues, one page: what each of them looked at."""

from collections.abc import Sequence
from hashlib import sha256

from django.db.models import Model
from django.forms import model_to_dict
from django.utils.translation import gettext_lazy as _

CHANGED = _(
    "Somebody has changed this page while you wrote. Yours stands here: save it once more to put "
    "it in place of the other."
)


def seen(*rows: Model, fields: Sequence[str] | None = None) -> str:
    """What the person looks at, in few letters: it differs once a colleague has changed it. All
    that can be edited counts, or these `fields` alone."""
    values = [model_to_dict(row, fields) for row in rows]
    return sha256(repr(values).encode()).hexdigest()[:16]
