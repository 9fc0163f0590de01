"""What the database holds fast by itself is there after every migration, forward and back."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from guidelines.triggers import LOCKS as GUIDELINES
from lean.triggers import LOCKS as LEAN
from utsira import locks


def steps(app: str, first: str) -> list[str]:
    """The migrations of an app from the one that makes its locks to the newest."""
    names = sorted(name for label, name in loader().disk_migrations if label == app)
    return names[names.index(first) :]


def loader() -> MigrationLoader:
    return MigrationLoader(connection)


def migrate(app: str, target: str) -> None:
    call_command("migrate", app, target, verbosity=0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("app", "first", "own"),
    [("guidelines", "0001_initial", GUIDELINES), ("lean", "0002_locks", LEAN)],
)
def test_locks_are_there_after_every_migration_forward_and_back(app, first, own):
    names = steps(app, first)
    missing = []

    try:
        for name in [*reversed(names), *names]:
            migrate(app, name)
            missing.append(own.missing())
    finally:
        call_command("migrate", verbosity=0)

    assert missing == [set()] * 2 * len(names)
    assert locks.missing() == set()


@pytest.mark.django_db(transaction=True)
def test_app_that_is_migrated_away_leaves_no_lock_behind():
    try:
        migrate("guidelines", "zero")
        missing = GUIDELINES.missing()
    finally:
        call_command("migrate", verbosity=0)

    assert missing == set(GUIDELINES.on(connection.vendor))
    assert locks.missing() == set()


@pytest.mark.django_db
def test_doctor_names_the_lock_that_is_lost(capsys):
    assert locks.missing() == set()
    [name] = [name for name in LEAN.triggers if "start" in name]
    on = " ON lean_project" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")

    with pytest.raises(CommandError):
        call_command("doctor")

    assert f"NOT  Locks: missing: {name}" in capsys.readouterr().out
