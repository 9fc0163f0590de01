import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import connection

from tests.installations import MANAGE


def read(folder: Path, expression: str, **environment: str) -> str:
    """Return a setting as a fresh process reads it from its environment."""
    code = f"from utsira import settings; print({expression})"
    plain = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder), "SECRET_KEY": "x"}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        cwd=configured.BASE_DIR,
        env=plain | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_empty_addresses_mean_the_defaults(tmp_path):
    empty = {"DATABASE_URL": "", "CACHE_URL": "", "EMAIL_URL": "", "SITE_URL": ""}

    found = read(tmp_path, "settings.DATABASES['default']['NAME']", **empty)

    assert found == str(tmp_path / "db.sqlite3")


def test_secret_key_is_made_once(tmp_path):
    keys = [read(tmp_path, "settings.SECRET_KEY", SECRET_KEY="") for _ in range(2)]

    assert keys[0] == keys[1]
    assert len(keys[0]) >= 64
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("https", "names"),
    [("1", "__Host-sessionid __Host-csrftoken"), ("0", "sessionid csrftoken")],
)
def test_cookies_are_bound_to_the_host_under_https(tmp_path, https, names):
    code = "getattr(settings, 'SESSION_COOKIE_NAME', 'sessionid'), "
    code += "getattr(settings, 'CSRF_COOKIE_NAME', 'csrftoken'), sep=' '"

    found = read(tmp_path, code, HTTPS=https)

    assert found == names


@pytest.mark.django_db
def test_sqlite_waits_for_locks_and_survives_a_power_cut():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite alone has these")
    with connection.cursor() as cursor:
        found = {}
        for name in ["journal_mode", "synchronous", "busy_timeout"]:
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]

    assert found == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 20000}
    assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.parametrize(
    "variable",
    [
        "PORT=abc",
        "PORT=99999",
        "HTTPS=kanskje",
        "TRUSTED_PROXIES=tull",
        "DATABASE_URL=tull://hemmelig@x",
        "DATABASE_URL=postgres://hemmelig:b@x:y/z",
        "CACHE_URL=hemmelig",
        "EMAIL_URL=hemmelig",
        "DATA_DIR=/proc/ingen",
    ],
)
def test_variable_that_nobody_can_mean_stops_with_one_sentence(tmp_path, variable):
    name, value = variable.split("=", 1)
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), name: value}

    done = subprocess.run(  # noqa: S603
        [*MANAGE, "check"], env=environment, capture_output=True, text=True
    )

    assert done.returncode == 1
    assert done.stderr.startswith(f"{name} cannot be used: it must be ")
    assert len(done.stderr.splitlines()) == 1
    assert "hemmelig" not in done.stderr


def test_folder_for_the_data_is_made_for_its_owner_alone(tmp_path):
    folder = tmp_path / "ny"

    read(folder, "settings.DATA_DIR")

    assert folder.stat().st_mode & 0o777 == 0o700


def test_database_that_does_not_answer_is_told_in_one_sentence(tmp_path):
    environment = {"DATABASE_URL": "postgres://u:hemmelig@127.0.0.1:1/x", "DATA_DIR": str(tmp_path)}

    done = subprocess.run(  # noqa: S603
        [*MANAGE, "migrate"],
        env={"PATH": os.environ["PATH"]} | environment,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("The database does not answer: connection failed")
    assert "hemmelig" not in done.stderr
