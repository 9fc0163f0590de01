"""All numbers are made up; most are of Skatteetaten's synthetic kind."""

import pytest

from dialogue.idnumbers import identity_numbers, mask

NUMBERS = [
    "17901012393",
    "179010 12393",
    "179010-12393",
    "179010.12393",
    "179010\u00a012393",
    "01829045652",
    "31929988860",
    "57901277887",  # a D number
    "47906701517",
    "01900010024",  # of the kind that comes in 2032
    "01900010032",
    "01900010040",
    # as people write them
    "179010 123 93",
    "17.90.10 12393",
    "17/90/10-12393",
    "17.90.1012393",
    "17 90 10 12 393",
    "1 7 9 0 1 0 1 2 3 9 3",
    "179010–12393",
    "179010\u201112393",
    "179010\u200912393",
    "179010\u202f12393",
    "179010  12393",
    "179010 - 12393",
    "179010\n12393",
    "179010/12393",
    "179010\u200b12393",
]
OTHERS = [
    "17901012394",  # wrong control digit
    "31029012302",  # no such day
    "12345678901",
    "3207.20.87207",
    "964 979 901",
    "52 75 01 00",
    "2010/0123456789",
    "200101234567",
    "1790.10.12393",  # written as an account in a bank is
    "1790 10 12393",
    "17.90.1012 393",  # a date with its century, and a number
    "17 90 10 12 39 34",
    "179010    12393",
    "179010, 12393",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_number_of_a_person_is_found_and_masked_whole(number):
    written = f"Jeg heter Ola ({number}), hei."

    assert identity_numbers(written) == [number]
    assert mask(written).startswith("Jeg heter Ola ([")
    assert not any(sign.isdigit() for sign in mask(written))


@pytest.mark.parametrize("written", OTHERS)
def test_other_numbers_are_left_alone(written):
    assert identity_numbers(written) == []
    assert mask(written) == written


def test_every_number_of_a_text_is_masked():
    masked = mask("17901012393, 12345678901 og 57901277887")

    assert "17901012393" not in masked
    assert "57901277887" not in masked
    assert "12345678901" in masked


@pytest.mark.parametrize("before", ["12 ", "52 75 01 00 ", "15.05. ", "1 "])
def test_number_is_found_after_other_digits(before):
    assert identity_numbers(f"{before}17 90 10 12393") == ["17 90 10 12393"]


def test_what_may_be_a_bank_account_is_warned_about_and_kept():
    written = "Kontoen er 81010100038"

    assert identity_numbers(written) == ["81010100038"]
    assert mask(written) == written
