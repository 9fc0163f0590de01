"""Tables that people open in a spreadsheet."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

# What a spreadsheet takes for a formula, and would run.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(rows: Iterable[Iterable[Any]]) -> str:
    """The rows as CSV, as spreadsheets here expect it: semicolons, and the mark of UTF-8 first."""
    out = StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def harmless(cell: Any) -> str:
    """The cell as text that no spreadsheet runs."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULAS) else text
