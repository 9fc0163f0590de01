"""What the database holds fast by itself, in all apps."""

from guidelines import triggers as guidelines
from lean import triggers as lean

LOCKS = (lean.LOCKS, lean.GAIN_LOCKS, guidelines.LOCKS)


def create() -> None:
    for locks in LOCKS:
        locks.create()


def drop() -> None:
    for locks in LOCKS:
        locks.drop()


def missing() -> set[str]:
    return set().union(*(locks.missing() for locks in LOCKS))
