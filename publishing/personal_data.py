"""What the site knows of one e-mail address: found, and erased. Each app that keeps what people
wrote has a list of holdings in its own `personal_data.py`; `manage.py personal_data` reads them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True, kw_only=True)
class Holding:
    """The rows of one table that belong to an address."""

    model: type[models.Model]
    columns: tuple[str, ...]  # what of a row is about the person, and is given to the person
    find: Callable[[str], Any]  # the rows of an address, as a query
    # Erases one row, and returns why not where it must stay.
    erase: Callable[[Any], str]

    def rows(self, email: str) -> list[dict[str, Any]]:
        """What the person may have: each row as {column: value}."""
        return [{"id": row["pk"]} | row for row in self.find(email).values("pk", *self.columns)]


def delete(row: models.Model) -> str:
    row.delete()
    return ""
