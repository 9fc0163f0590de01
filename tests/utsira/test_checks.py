import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.contrib.auth.hashers import make_password
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from municipality.authentication import DEMO_PASSWORD
from municipality.models import Page
from tests.factories import make_municipality, make_person, make_user
from utsira import checks

STATEMENT = "https://uustatus.no/nb/erklaringer/publisert/1"


def ids(found: list) -> list[str]:
    return [message.id for message in found]


@pytest.fixture
def finished(settings, db):
    """A site where nothing is missing."""
    settings.HTTPS, settings.DEMO = True, False
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://www.oya.no", ["www.oya.no"]
    Page.objects.update(body="<p>Ferdig.</p>")
    return make_municipality(
        editor=make_person(),
        phone="52750100",
        data_protection_contact="Ombudet",
        accessibility_url=STATEMENT,
    )


def own() -> list[str]:
    """The findings of our own checks in a run of all of them."""
    found = ids(run_checks(include_deployment_checks=True))
    return [name for name in found if name and name.startswith("utsira.") and "W003" not in name]


def test_finished_site_has_nothing_to_mend(finished):
    assert own() == []


@pytest.mark.parametrize(
    "address",
    ["", "https://uustatus.no.example/1", "http://uustatus.no/1", "https://x.example/uustatus.no"],
)
def test_statement_must_be_in_the_states_register(finished, address):
    finished.accessibility_url = address
    finished.save()

    assert own() == ["utsira.W001"]


def test_places_that_nobody_has_filled_in_are_counted(finished):
    Page.objects.filter(key="personvern").update(body="<p>[dato]: [leverandør]</p>")

    found = checks.filled_in_pages()

    assert [(message.id, message.msg) for message in found] == [
        ("utsira.W002", "/personvern/ has places in brackets to fill in: 2")
    ]


def test_draft_may_have_places_to_fill_in(finished):
    Page.objects.filter(key="personvern").update(body="<p>[leverandør]</p>", published_at=None)

    assert own() == []


@pytest.mark.parametrize(
    ("field", "value"), [("editor", None), ("phone", ""), ("data_protection_contact", "")]
)
def test_site_names_who_answers_for_it(finished, field, value):
    setattr(finished, field, value)
    finished.save()

    assert own() == ["utsira.W004"]


@pytest.mark.parametrize(
    ("address", "hosts", "found"),
    [
        ("http://127.0.0.1:8000", ["www.oya.no"], ["utsira.W005"]),
        ("https://localhost", ["www.oya.no"], ["utsira.W005"]),
        ("http://www.oya.no", ["www.oya.no"], ["utsira.W005"]),
        ("https://www.oya.no", ["127.0.0.1", "localhost", "[::1]"], ["utsira.W006"]),
    ],
)
def test_site_in_production_knows_its_own_address(finished, settings, address, hosts, found):
    settings.SITE_URL, settings.ALLOWED_HOSTS = address, hosts

    assert own() == found


def test_address_of_a_trial_without_https_is_nobodys_business(finished, settings):
    settings.HTTPS, settings.SITE_URL = False, "http://127.0.0.1:8000"

    assert own() == []


def test_demo_staff_outside_the_demo_is_an_error(finished):
    make_user(email="kari@oya.no", is_staff=True, password=DEMO_PASSWORD)

    assert own() == ["utsira.E001"]


@pytest.mark.parametrize("demo", [True, False])
def test_demo_addresses_belong_in_the_demo(finished, settings, demo):
    settings.DEMO = demo
    finished.email = "post@oya.example"
    finished.save()

    assert own() == ([] if demo else ["utsira.E001"])


def test_user_who_has_left_is_no_demo(finished):
    make_user(is_staff=True, is_active=False, password=make_password(DEMO_PASSWORD))

    assert own() == []


def test_language_code_no_is_an_error(finished, settings):
    settings.LANGUAGE_CODE = "no"

    assert ids(checks.language()) == ["utsira.E002"]


@pytest.mark.django_db
def test_site_that_nobody_has_filled_in_yet_is_not_judged(settings):
    settings.HTTPS = False

    assert own() == []


@pytest.mark.django_db(transaction=True)
def test_checks_keep_quiet_without_tables(settings):
    settings.HTTPS = False
    make_municipality()
    with connection.schema_editor() as editor:
        editor.execute("ALTER TABLE municipality_municipality RENAME TO away")

    try:
        found = own()
    finally:
        with connection.schema_editor() as editor:
            editor.execute("ALTER TABLE away RENAME TO municipality_municipality")

    assert found == []


def test_doctor_tells_of_them_and_of_nothing_that_is_silenced(finished, settings, capsys):
    settings.SILENCED_SYSTEM_CHECKS = ["utsira.W004"]
    finished.editor, finished.accessibility_url = None, ""
    finished.save()

    with pytest.raises(CommandError):
        call_command("doctor")

    said = capsys.readouterr().out
    assert ("utsira.W001" in said, "utsira.W004" in said) == (True, False)


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
        "SITE_URL": "https://www.oya.no",
        "ALLOWED_HOSTS": "www.oya.no",
        "PYTHONWARNINGS": "ignore",
    }

    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(  # noqa: S603
        command, cwd=configured.BASE_DIR, env=environment, capture_output=True, text=True
    )

    assert (done.returncode, "utsira.W003" in done.stderr) == (0, False), done.stderr
