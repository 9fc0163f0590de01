from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path: Path) -> None:
    """Uploads of a test end with the test."""
    settings.MEDIA_ROOT = tmp_path / "media"
