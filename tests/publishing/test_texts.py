from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from municipality.validators import validate_phone
from publishing.templatetags.texts import ago, days_ago, period, phone, phone_address


@pytest.mark.parametrize(
    ("number", "shown", "dialled"),
    [
        ("52750100", "52 75 01 00", "tel:+4752750100"),
        ("52 75 01 00", "52 75 01 00", "tel:+4752750100"),
        ("+4752750100", "+47 52 75 01 00", "tel:+4752750100"),
        ("04800", "04800", "tel:+4704800"),
    ],
)
def test_telephone_number_is_grouped_in_twos(number, shown, dialled):
    assert phone(number) == shown.replace(" ", "\u00a0")
    assert phone_address(number) == dialled


@pytest.mark.parametrize(
    "number", ["5275010", "527501001", "12345678", "tlf. 52750100", "٥٢٧٥٠١٠٠"]
)
def test_other_telephone_number_is_refused(number):
    with pytest.raises(ValidationError):
        validate_phone(number)


@pytest.mark.parametrize(
    ("length", "nb", "nn"),
    [
        (timedelta(hours=8), "8 timer", "8 timar"),
        (timedelta(hours=1), "1 time", "1 time"),
        (timedelta(days=1), "1 dag", "1 dag"),
        (timedelta(days=90), "90 dager", "90 dagar"),
    ],
)
def test_length_of_time_is_said_in_words(length, nb, nn):
    said = []
    for lang in ["nb", "nn"]:
        with translation.override(lang):
            said.append(period(length))

    assert said == [nb, nn]


@pytest.mark.parametrize(
    ("days", "nb", "nn"),
    [
        (-1, "i dag", "i dag"),
        (0, "i dag", "i dag"),
        (1, "i går", "i går"),
        (2, "for 2 dager siden", "for 2 dagar sidan"),
        (13, "for 13 dager siden", "for 13 dagar sidan"),
        (14, "for 2 uker siden", "for 2 veker sidan"),
        (59, "for 8 uker siden", "for 8 veker sidan"),
        (60, "for 2 måneder siden", "for 2 månader sidan"),
        (729, "for 24 måneder siden", "for 24 månader sidan"),
        (730, "for 2 år siden", "for 2 år sidan"),
    ],
)
def test_how_long_ago_something_was_is_said_in_words(days, nb, nn):
    said = []
    for lang in ["nb", "nn"]:
        with translation.override(lang):
            said.append(days_ago(days))

    assert said == [nb, nn]


def test_a_day_ends_at_our_midnight(time_machine):
    oslo = ZoneInfo("Europe/Oslo")
    time_machine.move_to(datetime(2026, 11, 28, 0, 10, tzinfo=oslo), tick=False)

    said = ago(datetime(2026, 11, 27, 23, 50, tzinfo=oslo))

    assert said == '<time datetime="2026-11-27T23:50:00+01:00">i går</time>'
