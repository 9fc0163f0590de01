"""Installations of their own, beside the one that the tests themselves run in."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

MANAGE = [sys.executable, "manage.py"]
DATABASE = "db.sqlite3"


def install(folder: Path) -> dict[str, str]:
    """Put a migrated SQLite database in the folder; return the environment that leads to it."""
    folder.mkdir(exist_ok=True)
    shutil.copy(Path(migrated().name) / DATABASE, folder)
    return environment_of(folder)


def environment_of(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(folder),
        "HTTPS": "0",
        "PYTHONWARNINGS": "ignore",
    }


@cache
def migrated() -> "TemporaryDirectory[str]":
    """To migrate takes ten seconds, so it is done once for all who ask."""
    folder = TemporaryDirectory(prefix="utsira-migrated-")  # gone when the run ends
    command = [*MANAGE, "migrate", "--verbosity", "0"]
    subprocess.run(command, env=environment_of(Path(folder.name)), check=True)  # noqa: S603
    return folder
