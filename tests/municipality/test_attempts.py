from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from municipality.attempts import (
    KEY_IN_USE,
    Attempt,
    SenderKey,
    TooManyAttempts,
    admit_login,
    admit_reset,
    forget_attempts,
    half_day,
    network_of,
)

pytestmark = pytest.mark.django_db

HERE, THERE = "192.0.2.1", "198.51.100.7"


def guess(username: str = "kari", address: str = HERE, device: str = "") -> bool:
    """Whether one more password is looked at."""
    try:
        admit_login(username=username, address=address, device=device)
    except TooManyAttempts:
        return False
    return True


def succeed(**where: Any) -> None:
    admit_login(**{"username": "kari", "address": HERE, "device": ""} | where).succeed()


def test_one_sender_gets_five_guesses_and_leaves_the_rest_to_the_owner():
    guesses = [guess() for _number in range(20)]

    assert (guesses.count(True), guess(address=THERE)) == (5, True)


def test_many_senders_get_ten_guesses_together():
    guesses = [guess(address=f"192.0.2.{number}") for number in range(50)]

    assert guesses.count(True) == 10


def test_own_device_gets_in_while_many_guess():
    for number in range(50):
        guess(address=f"192.0.2.{number}")

    owner = [guess(address=THERE, device="min-maskin") for _number in range(9)]

    assert owner.count(True) == 5


def test_own_address_gets_in_while_many_guess():
    succeed(address=THERE)
    for number in range(50):
        guess(address=f"192.0.2.{number}")

    owner = [guess(address=THERE) for _number in range(9)]

    assert owner.count(True) == 5


def test_one_sender_gets_fifty_guesses_at_all_accounts_in_an_hour(time_machine):
    start = timezone.now()
    guesses = []
    for number in range(100):
        time_machine.move_to(start + timedelta(seconds=30 * number), tick=False)
        guesses.append(guess(username=f"ansatt{number}"))

    assert (guesses.count(True), guess(username="ny", address=THERE)) == (50, True)


def test_guesses_are_free_again_after_a_quarter_of_an_hour_however_many_were_refused(time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    before = [guess() for _number in range(30)]
    time_machine.move_to(start + timedelta(minutes=15, seconds=1), tick=False)

    after = [guess() for _number in range(30)]

    assert (before.count(True), after.count(True)) == (5, 5)


def test_a_right_password_is_not_a_guess():
    for _number in range(30):
        succeed()

    assert guess()


def test_capitals_are_the_same_account():
    guesses = [guess(username=name) for name in ["kari", "Kari", "KARI"] * 5]

    assert guesses.count(True) == 5


def test_new_password_is_mailed_three_times_an_hour():
    admitted = 0
    for _number in range(9):
        try:
            admit_reset(email="kari@oya.example", address=HERE)
        except TooManyAttempts:
            continue
        admitted += 1

    assert admitted == 3


def test_limits_hold_across_a_change_of_key(time_machine):
    change = datetime.fromtimestamp((half_day() + 1) * KEY_IN_USE.total_seconds(), tz=UTC)
    time_machine.move_to(change - timedelta(minutes=1), tick=False)
    before = [guess() for _number in range(5)]
    time_machine.move_to(change + timedelta(minutes=1), tick=False)

    assert (all(before), guess(), SenderKey.objects.count()) == (True, False, 2)


def test_no_address_and_no_name_is_stored():
    guess(username="kari.nordmann", address=HERE)

    stored = str(list(Attempt.objects.values()))
    assert ("kari" in stored, HERE in stored, len(Attempt.objects.get().sender)) == (
        False,
        False,
        64,
    )


def test_all_of_it_is_forgotten_within_a_day(time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    guess()
    time_machine.move_to(start + timedelta(hours=22), tick=False)

    forget_attempts()

    assert (Attempt.objects.count(), SenderKey.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
        ("not an address", "not an address"),
    ],
)
def test_sender_is_a_household(address, network):
    assert network_of(address) == network
