from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from municipality.validators import validate_phone
from publishing.templatetags.texts import period, phone, phone_address


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
