from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import TransactionTestCase

from utsira import locks


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path: Path) -> None:
    """Uploads of a test end with the test."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="session", autouse=True)
def _flush_that_triggers_let_through() -> Iterator[None]:
    """A test that commits empties its tables at the end, locked rows too."""
    theirs = TransactionTestCase._fixture_teardown

    def teardown(case: Any) -> None:
        locks.drop()
        try:
            theirs(case)
        finally:
            locks.create()
        assert locks.missing() == set()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield
