"""Signatures are forgotten when they hold no more: the period is settings.RETENTION's. One goes at
once with the login of the colleague who made it."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from dialogue.retention import Rule, apply
from guidelines.edition import Edition
from guidelines.signature import Signature


def forget_old_signatures(*, dry_run: bool = False) -> dict[str, int]:
    """Return how many rows each rule holds for; the names are those of settings.RETENTION."""
    return {name: apply(name, rule, dry_run=dry_run) for name, rule in RULES.items()}


def superseded(before: datetime) -> Any:
    """Those that a significant edition came after, and those of what is repealed. One on an edition
    that only editorial ones have replaced holds still."""
    editions = Edition.objects.filter(guideline=OuterRef("edition__guideline"))
    later = editions.filter(
        number__gt=OuterRef("edition__number"),
        significance=Edition.Significance.SIGNIFICANT,
        adopted_on__lt=before.date(),
    )
    holding = editions.filter(status=Edition.Status.ADOPTED)
    has_ended = ~Exists(holding) & Q(edition__valid_to__lt=before.date())
    return Signature.objects.filter(Exists(later) | has_ended)


RULES = {"signatures": Rule(superseded, Signature.delete)}
