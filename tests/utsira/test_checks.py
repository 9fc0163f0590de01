import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.core.checks import run_checks
from django.utils import timezone

from tests.factories import make_municipality

CONTACT = "sikkerhet@oya.example"


def w003() -> list[str]:
    found = run_checks(include_deployment_checks=True)
    return [message.msg for message in found if message.id == "utsira.W003"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("contact", "days", "said"),
    [
        (CONTACT, 1, []),
        (CONTACT, 366, []),
        (CONTACT, 0, ["security.txt expired on {}."]),
        (CONTACT, -30, ["security.txt expired on {}."]),
        (CONTACT, 367, ["security.txt expires on {}: that is more than a year ahead."]),
        (CONTACT, None, ["security.txt is missing: no contact or no expiry date is given."]),
        ("", 30, ["security.txt is missing: no contact or no expiry date is given."]),
    ],
)
def test_expiry_of_security_txt_is_watched(contact, days, said):
    expires = None if days is None else timezone.localdate() + timedelta(days=days)
    make_municipality(security_contact=contact, security_expires=expires)

    found = w003()

    assert found == [sentence.format(expires) for sentence in said]


@pytest.mark.django_db
def test_site_that_nobody_has_filled_in_is_not_warned():
    found = w003()

    assert found == []


@pytest.mark.parametrize(
    "database",
    [
        "sqlite:///{folder}/new.sqlite3",  # a file without tables
        "sqlite:////no/such/folder/db.sqlite3",
        "postgres://utsira@127.0.0.1:1/utsira",  # nobody listens there
    ],
)
def test_checks_run_without_a_database(tmp_path, database):
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": database.format(folder=tmp_path),
        "SITE_URL": "https://www.oya.example",
        "PYTHONWARNINGS": "ignore",
    }

    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(  # noqa: S603
        command, cwd=configured.BASE_DIR, env=environment, capture_output=True, text=True
    )

    assert (done.returncode, "utsira.W003" in done.stderr) == (0, False), done.stderr
