import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import connection


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
