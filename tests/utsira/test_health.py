from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from dialogue.mail import post
from dialogue.models import Heartbeat
from tests.factories import make_municipality
from utsira import health

pytestmark = pytest.mark.django_db


def test_health_is_well_with_a_worker(client):
    Heartbeat.beat()

    response = client.get("/helse/")

    assert (response.status_code, response.json()) == (200, {"failing": []})
    assert "no-store" in response.headers["Cache-Control"]


def test_health_gives_a_worker_a_minute_to_start(client, monkeypatch):
    monkeypatch.setattr(health, "STARTED", timezone.now() - timedelta(seconds=59))

    response = client.get("/helse/")

    assert response.json() == {"failing": []}


@pytest.mark.parametrize("heard", [True, False])
def test_health_names_a_silent_worker(client, monkeypatch, time_machine, heard):
    monkeypatch.setattr(health, "STARTED", timezone.now())
    if heard:
        Heartbeat.beat()
    time_machine.move_to(timezone.now() + timedelta(seconds=61))

    response = client.get("/helse/")

    assert (response.status_code, response.json()) == (503, {"failing": ["worker"]})


def test_health_names_mail_that_waits_for_over_an_hour(client, time_machine):
    post(to="kari@oya.example", subject="En", text="x")
    time_machine.move_to(timezone.now() + timedelta(minutes=61))
    Heartbeat.beat()

    response = client.get("/helse/")

    assert (response.status_code, response.json()) == (503, {"failing": ["mail"]})


def test_health_names_a_full_disk(client, monkeypatch):
    Heartbeat.beat()
    monkeypatch.setattr(health, "LEAST_DISK", 1 << 62)

    response = client.get("/helse/")

    assert response.json() == {"failing": ["disk"]}


def test_worker_once_beats_and_says_what_it_sent(capsys):
    call_command("worker", "--once")

    assert capsys.readouterr().out == "Mails sent: 0\n"
    assert Heartbeat.last() is not None


def test_doctor_says_what_is_not_well(capsys):
    with pytest.raises(CommandError):
        call_command("doctor")

    said = capsys.readouterr().out
    assert "NOT  Worker: not heard of" in said
    assert "ok   Database: " in said


@pytest.mark.parametrize(("days", "verdict"), [(31, "ok  "), (30, "NOT "), (-1, "NOT ")])
def test_doctor_says_a_month_ahead_that_security_txt_expires(capsys, days, verdict):
    expires = timezone.localdate() + timedelta(days=days)
    make_municipality(security_contact="sikkerhet@oya.example", security_expires=expires)

    with pytest.raises(CommandError):
        call_command("doctor")

    assert f"{verdict} security.txt: valid until {expires}\n" in capsys.readouterr().out


def test_doctor_sends_a_test_mail(mailoutbox, capsys):
    with pytest.raises(CommandError):
        call_command("doctor", "--mail", "drift@oya.example")

    assert [mail.to for mail in mailoutbox] == [["drift@oya.example"]]
