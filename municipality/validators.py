import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

capital_letters = RegexValidator(
    r"^[A-ZÆØÅ]{2,8}\Z", _("Two to eight capital letters, such as UTS.")
)

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


def validate_phone(value: str) -> None:
    if not re.fullmatch(r"(\+47)?([2-9][0-9]{7}|0[0-9]{4})", re.sub(r"\s", "", value)):
        raise ValidationError(_("Write eight digits, such as 52 75 01 00."))


def validate_statement_address(value: str) -> None:
    """The law wants the statement in the state's own register, and nowhere else."""
    if not is_statement_address(value):
        raise ValidationError(_("An accessibility statement has its address at uustatus.no."))


def is_statement_address(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme == "https" and parts.hostname in {"uustatus.no", "www.uustatus.no"}


def validate_link(value: str) -> None:
    if not re.fullmatch(r"(/(?!/)|https?://|mailto:|tel:)\S*", value):
        raise ValidationError(_("Begin with / for a page here, or with https:// for another site."))
