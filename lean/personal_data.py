from typing import Any

from lean.follower import Follow, Follower, Support, address_of, digest_of
from publishing.personal_data import Holding, delete


def follows_of(email: str) -> Any:
    return Follow.objects.filter(follower__email=address_of(email))


HOLDINGS = [
    Holding(
        model=Follow,
        columns=("suggestion", "project", "asked_at", "confirmed_at"),
        find=follows_of,
        erase=delete,
    ),
    Holding(
        model=Follower,
        columns=("email", "told_at"),
        find=lambda email: Follower.objects.filter(email=address_of(email)),
        erase=delete,
    ),
    # The address itself is not there: only its digest says whose it is.
    Holding(
        model=Support,
        columns=("suggestion", "asked_at", "confirmed_at"),
        find=lambda email: Support.objects.filter(address=digest_of(email)),
        erase=delete,
    ),
]
