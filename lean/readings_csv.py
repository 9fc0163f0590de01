"""Readings as they come out of a spreadsheet: which lines are taken, and why the others are not.

Nothing is stored here. A table that cannot be read as a whole is refused with one sentence; a line
that cannot is refused alone, with its reason.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from io import StringIO

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lean.measure import Indicator, Reading
from lean.measure_forms import DayField, in_unit
from lean.numbers import number
from publishing.sanitiser import storable
from publishing.tables import csv_text

MOST_LINES, LARGEST = 2_000, 500_000  # lines; bytes of a file, characters of a text
MOST_PEOPLE = 1_000_000
LONGEST_NOTE = Reading._meta.get_field("note").max_length or 0
# What the first line may call a column, in its order where no line names them.
NAMES = {
    "measured_on": ("dato", "date", "måledato", "dag"),
    "value": ("verdi", "value", "måling", "tall", "tal"),
    "people": ("personer", "personar", "antall personer", "tal personar", "persons", "people"),
    "note": ("merknad", "note", "notat", "kommentar"),
}
COLUMNS = list(NAMES)
FORMULA = ("=", "+", "@")
DAY = DayField(
    input_formats=["%Y-%m-%d", "%d.%m.%Y"],
    error_messages={
        "required": gettext_lazy("The date is missing."),
        "invalid": gettext_lazy("Write the date like 31.01.2026 or 2026-01-31."),
    },
)


class Unreadable(Exception):
    """The whole of it is refused; the exception is the sentence."""


@dataclass(frozen=True)
class Refused:
    line: int
    cells: list[str]
    reason: str


@dataclass
class Table:
    """What would be stored of a text, and what would not."""

    taken: list[Reading] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """What somebody has looked at, in few letters: it differs when there is something else."""
        rows = [(r.measured_on, r.value, r.people, r.note) for r in self.taken]
        return sha256(repr(rows).encode()).hexdigest()[:16]


def text_of(data: bytes) -> str:
    """Raises Unreadable for what is no text."""
    if data.startswith(b"PK"):
        raise Unreadable(_("This is a workbook. Save the sheet as CSV, and send that file."))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read(text: str, indicator: Indicator) -> Table:
    """Raises Unreadable."""
    text = text.removeprefix("\ufeff")
    check_size(text)
    rows = [(line, cells) for line, cells in cells_of(text) if any(cells)]
    if not rows:
        raise Unreadable(_("There is nothing in it."))
    columns = columns_of(rows[0][1])
    if columns is None:
        if separator_of(text) == ",":
            raise Unreadable(
                _(
                    "Where a comma stands between the columns, the first line must name them: "
                    "dato,verdi."
                )
            )
        columns = COLUMNS
    else:
        rows = rows[1:]
    return sorted_out(rows, columns, indicator)


def check_size(text: str) -> None:
    lines = text.count("\n") + text.count("\r") - text.count("\r\n")
    if len(text) > LARGEST or lines > MOST_LINES:
        raise Unreadable(too_large())
    if "\0" in text:
        raise Unreadable(_("This is not a text file. Save the sheet as CSV, and send that file."))


def too_large() -> str:
    sizes = {"lines": number(Decimal(MOST_LINES)), "kb": LARGEST // 1000}
    return _("At most %(lines)s lines and %(kb)s kB at a time. Split the file.") % sizes


def separator_of(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return next((sign for sign in ("\t", ";") if sign in first), ",")


def cells_of(text: str) -> Iterator[tuple[int, list[str]]]:
    lines = csv.reader(StringIO(text, newline=""), delimiter=separator_of(text))
    try:
        for cells in lines:
            yield lines.line_num, [storable(" ".join(cell.split())) for cell in cells]
    except csv.Error:
        raise Unreadable(_("The quotation marks do not fit together.")) from None


def columns_of(first: list[str]) -> list[str] | None:
    """Return the columns that the first line names; None when it holds a reading already."""
    if any(letter.isdigit() for letter in first[0]):
        return None
    known = {name: column for column, names in NAMES.items() for name in names}
    words = [word.casefold() for word in first]
    while words and not words[-1]:
        words.pop()
    unknown = [word for word in words if word not in known]
    if unknown:
        sentence = _(
            "There is no column «%(name)s» here. They are: dato, verdi, personer, merknad."
        )
        raise Unreadable(sentence % {"name": unknown[0][:60]})
    columns = [known[word] for word in words]
    if len(set(columns)) < len(columns):
        raise Unreadable(_("Two columns have the same name."))
    if not {"measured_on", "value"} <= set(columns):
        raise Unreadable(_("The first line must name two columns at least: dato and verdi."))
    return columns


def sorted_out(
    rows: list[tuple[int, list[str]]], columns: list[str], indicator: Indicator
) -> Table:
    table = Table()
    stored = {row.measured_on: row.value for row in indicator.readings.all()}
    seen: dict[date, int] = {}
    for line, cells in rows:
        try:
            reading = reading_of(cells, columns, indicator)
            check_day(reading, stored, seen)
        except ValidationError as error:
            table.refused.append(Refused(line, cells, " ".join(error.messages)))
        else:
            seen[reading.measured_on] = line
            table.taken.append(reading)
    table.taken.sort(key=lambda reading: reading.measured_on)
    return table


def reading_of(cells: list[str], columns: list[str], indicator: Indicator) -> Reading:
    """Raises ValidationError."""
    if any(cells[len(columns) :]):
        raise ValidationError(_("The line has more columns than the first one."))
    words = dict(zip(columns, cells, strict=False))
    if any(word.startswith(FORMULA) for word in words.values()):
        raise ValidationError(_("A formula is not read. Write what it comes to."))
    day = DAY.clean(words.get("measured_on"))  # a short line may end before it
    value = in_unit(words.get("value", ""), indicator.unit)
    if value is None:
        raise ValidationError(_("The value is missing."))
    return Reading(
        indicator=indicator,
        measured_on=day,
        value=value,
        people=people_of(words.get("people", "")),
        note=note_of(words.get("note", "")),
    )


def people_of(word: str) -> int | None:
    if not word:
        return None
    plain = word.replace(" ", "")
    if not (plain.isascii() and plain.isdigit() and len(plain) < 8 and int(plain) <= MOST_PEOPLE):
        raise ValidationError(_("The number of persons is a whole number."))
    return int(plain)


def note_of(word: str) -> str:
    if len(word) > LONGEST_NOTE:
        sentence = _("The note is too long: at most %(n)d characters.")
        raise ValidationError(sentence % {"n": LONGEST_NOTE})
    return word


def check_day(reading: Reading, stored: dict[date, Decimal], seen: dict[date, int]) -> None:
    """Raises ValidationError."""
    day, indicator = reading.measured_on, reading.indicator
    if day in seen:
        raise ValidationError(_("The same day stands in line %(line)d.") % {"line": seen[day]})
    if indicator.baseline_on and day < indicator.baseline_on:
        sentence = _("The baseline is of %(day)s. A reading comes after it.")
        raise ValidationError(sentence % {"day": date_format(indicator.baseline_on)})
    if stored.get(day) == reading.value:
        raise ValidationError(_("This reading is stored already."))
    if day in stored:
        sentence = _("There is another reading of this day already: %(value)s.")
        raise ValidationError(sentence % {"value": number(stored[day])})


def copy_of(refused: list[Refused]) -> str:
    """The refused lines as CSV, with their reasons. No cell of it is a formula anywhere."""
    head = [_("line"), _("why it is refused"), *("dato", "verdi", "personer", "merknad")]
    return csv_text([head, *([row.line, row.reason, *row.cells] for row in refused)])
