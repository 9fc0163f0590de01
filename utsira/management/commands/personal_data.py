"""What the site knows of an e-mail address, as JSON; with --erase, forget it."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

import contact.personal_data
import dialogue.personal_data
import guidelines.personal_data
import lean.personal_data
import municipality.personal_data
from publishing.personal_data import Holding

HOLDINGS: list[Holding] = [
    *contact.personal_data.HOLDINGS,
    *dialogue.personal_data.HOLDINGS,
    *guidelines.personal_data.HOLDINGS,
    *lean.personal_data.HOLDINGS,
    *municipality.personal_data.HOLDINGS,
]


class Command(BaseCommand):
    help = "Prints what the site knows of an e-mail address as JSON; --erase forgets it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--erase", action="store_true")
        parser.add_argument("--dry-run", action="store_true", help="With --erase: only say what.")

    def handle(self, *args: Any, email: str, **options: Any) -> str:
        refuse_what_is_no_address(email)
        if not options["erase"]:
            return in_json({name(holding): holding.rows(email) for holding in HOLDINGS})
        with transaction.atomic():
            told = {name(holding): erase(holding, email) for holding in HOLDINGS}
            transaction.set_rollback(options["dry_run"])
        return in_json(told)


def refuse_what_is_no_address(email: str) -> None:
    """An empty one would be everybody who gave none."""
    try:
        validate_email(email)
    except ValidationError as error:
        raise CommandError(f"«{email}» is not an e-mail address.") from error


def name(holding: Holding) -> str:
    return holding.model._meta.label


def erase(holding: Holding, email: str) -> dict[str, Any]:
    """Return how many rows are erased, and why the others stay."""
    reasons = [holding.erase(row) for row in holding.find(email)]
    return {"erased": reasons.count(""), "kept": [reason for reason in reasons if reason]}


def in_json(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2, default=str)
