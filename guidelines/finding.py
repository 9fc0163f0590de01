"""What the search must be told when no verb does it, but a day has passed."""

from typing import Any

from django.utils import timezone

from guidelines.clause import Clause
from publishing.models import SearchEntry
from publishing.search import remove


def forget_ended() -> int:
    """An edition that is replaced or repealed is found to its last day. Return how many clauses
    have left."""
    entries = SearchEntry.objects.filter(kind=Clause._meta.label_lower).values("object_id")
    ended: Any = Clause.objects.filter(
        section__edition__valid_to__lt=timezone.localdate(), pk__in=entries
    )
    rows = list(ended)
    for row in rows:
        remove(row)
    return len(rows)
