import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def validate_organisation_number(value: str) -> None:
    """Check the control digit (modulus 11) of a Norwegian organisation number."""
    message = _("This is not a valid organisation number: nine digits, such as 964979901.")
    if not re.fullmatch(r"[0-9]{9}", value):
        raise ValidationError(message)
    remainder = sum(w * int(d) for w, d in zip(WEIGHTS, value, strict=False)) % 11
    if int(value[8]) != (11 - remainder) % 11:
        raise ValidationError(message)


def validate_municipality_number(value: str) -> None:
    if not re.fullmatch(r"[0-9]{4}", value):
        raise ValidationError(_("A municipality number has four digits, such as 1151."))
