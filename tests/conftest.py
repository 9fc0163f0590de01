import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import TransactionTestCase

from tests.emptying import Migrated
from utsira import locks

gc.set_threshold(100_000, 50, 50)  # a sixth of a run went to looking for garbage


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path: Path) -> None:
    """Uploads of a test end with the test."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A test that commits empties at its end what it filled, locked rows too.

    Django would empty every table, and fill in again what `migrate` leaves there: that is done
    only where a test has changed some of it.
    """
    django_flush = TransactionTestCase._fixture_teardown
    with django_db_blocker.unblock():
        migrated = Migrated()

    def teardown(case: Any) -> None:
        nonlocal migrated
        locks.drop()
        try:
            if not migrated.restore():
                django_flush(case)
                migrated = Migrated()  # the same rows have new keys
        finally:
            locks.create()
        assert locks.missing() == set()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield
