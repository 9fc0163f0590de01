"""What proves that a form was shown by us: it is for one form, one target and one day."""

from datetime import timedelta

import pytest
from django.core import signing

from dialogue.token import LIFE, SALT, Token

FORM = {"form": "comment", "target": "post 1"}


def test_token_comes_back_as_it_was():
    token = Token.new(**FORM)

    assert Token.read(token.signed(), **FORM) == token


@pytest.mark.parametrize(
    "other", [{"form": "complaint"}, {"target": "post 2"}, {"target": "post 11"}]
)
def test_token_of_another_form_is_none(other):
    signed = Token.new(**FORM).signed()

    assert Token.read(signed, **FORM | other) is None


@pytest.mark.parametrize(
    "forged",
    [
        "", ":", "::", "a:b:c", "\0", "æøå:æ:ø", "\ud800", "a" * 100_000, ":" * 100_000,
        signing.dumps(["comment", "post 1", 0, "x"], salt="another"),
        signing.dumps(["comment", "post 1"], salt=SALT),
        signing.dumps(7, salt=SALT),
        signing.dumps(None, salt=SALT),
    ],
    ids=range(13),  # a signature is another one in each process that collects the tests
)  # fmt: skip
def test_what_is_not_ours_is_none(forged):
    assert Token.read(forged, **FORM) is None


def test_changed_token_is_none():
    signed = Token.new(**FORM).signed()

    assert Token.read(signed[:-1] + ("A" if signed[-1] != "A" else "B"), **FORM) is None


@pytest.mark.parametrize(("seconds", "is_read"), [(-1, True), (1, False)])
def test_token_lives_for_a_day(time_machine, seconds, is_read):
    time_machine.move_to("2026-11-24 12:00:00+01:00", tick=False)
    token = Token.new(**FORM)
    time_machine.shift(LIFE + timedelta(seconds=seconds))

    assert (Token.read(token.signed(), **FORM) is not None) is is_read


def test_two_tokens_are_never_the_same():
    assert len({Token.new(**FORM).nonce for _ in range(100)}) == 100
