from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import ngettext

from dialogue.contribution import Contribution
from dialogue.moderation import complaints_for
from municipality.models import User
from publishing.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    """The queue, and the complaints that this moderator may decide."""
    if not user.has_perm("dialogue.moderate_contribution"):
        return []
    return [*complaints(user), *queue()]


def queue() -> list[Waiting]:
    found = Contribution.objects.waiting().aggregate(n=Count("pk"), oldest=Min("created_at"))
    sentence = ngettext(
        "%(n)d contribution waits for a moderator. It has waited for %(time)s.",
        "%(n)d contributions wait for a moderator. The oldest has waited for %(time)s.",
        found["n"],
    )
    return in_words(found, sentence)


def complaints(user: User) -> list[Waiting]:
    found = complaints_for(user).aggregate(n=Count("pk"), oldest=Min("made_at"))
    sentence = ngettext(
        "%(n)d complaint is yours to decide. It has waited for %(time)s.",
        "%(n)d complaints are yours to decide. The oldest has waited for %(time)s.",
        found["n"],
    )
    return in_words(found, sentence, query="?tilstand=klage")


def in_words(found: dict[str, Any], sentence: str, query: str = "") -> list[Waiting]:
    if not found["n"]:
        return []
    facts = {"n": found["n"], "time": timesince(found["oldest"], depth=1)}
    url = reverse("admin:dialogue_contribution_changelist") + query
    return [Waiting(text=sentence % facts, url=url, since=found["oldest"])]
