import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from municipality.models import Municipality, User
from municipality.validators import validate_municipality_number, validate_organisation_number
from tests.factories import make_municipality, make_person, make_picture, make_user


@pytest.mark.parametrize("number", ["964979901", "991825827", "971032146"])
def test_organisation_number_with_its_control_digit_is_valid(number):
    assert validate_organisation_number(number) is None


@pytest.mark.parametrize(
    "number", ["964979902", "96497990", "9649799011", "964 979 901", "96497990a", "٩٦٤٩٧٩٩٠١", ""]
)
def test_other_organisation_number_is_refused(number):
    with pytest.raises(ValidationError):
        validate_organisation_number(number)


def test_organisation_number_with_remainder_ten_does_not_exist():
    # 3·1 + 2·0 + … = 12 leaves 1, which wants a control digit of 10.
    for digit in "0123456789":
        with pytest.raises(ValidationError):
            validate_organisation_number(f"40000000{digit}")


def test_municipality_number_keeps_its_zero():
    assert validate_municipality_number("0301") is None


@pytest.mark.parametrize("number", ["301", "11510", "115a", "１１５１"])
def test_municipality_number_has_four_digits(number):
    with pytest.raises(ValidationError):
        validate_municipality_number(number)


@pytest.mark.django_db
def test_there_is_one_municipality():
    make_municipality()

    with pytest.raises(IntegrityError):
        Municipality.objects.create(pk=2, name="En til")


@pytest.mark.django_db
def test_current_is_empty_where_nobody_has_filled_it_in():
    found = Municipality.objects.current()

    assert (found.name, found.lang, found._state.adding) == ("", "nb", True)


@pytest.mark.django_db
def test_logo_needs_an_alternative_text_in_the_database_too():
    with pytest.raises(IntegrityError):
        make_municipality(logo=make_picture())


@pytest.mark.django_db
def test_email_belongs_to_one_user_whatever_its_case():
    make_user(email="kari@oya.example")

    with pytest.raises(IntegrityError):
        User.objects.create_user(username="annen", email="KARI@oya.example")


@pytest.mark.django_db
def test_byline_leaves_out_what_is_not_there():
    assert make_person(name="Kari (demo)", title="", handle="").byline == "Kari (demo)"
