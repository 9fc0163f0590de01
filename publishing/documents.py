"""What a file must be to be offered as a document. Its content decides, never its name."""

import csv
import hashlib
import io
import re
import zipfile
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from publishing.archives import archive_kind, broken, locked

MAX_BYTES = 20 * 1024 * 1024
TYPES = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "csv": "text/csv; charset=utf-8",
}

PDF = re.compile(rb"%PDF-[12]\.\d")
# Word and its kin before 2007, and what they make of a document with a password.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOT_WRITING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
OTHER_TEXT = re.compile(r"\s*(<|#!|\{|%)")


def clean_document(file: Any) -> ContentFile:
    """Return the upload under a name made from its content, with the ending of its kind.

    Raises ValidationError with a clear sentence for whatever is no document.
    """
    if file.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 20 MB."))
    file.seek(0)
    content = file.read()
    kind = kind_of(content)
    if kind == "csv":
        content = in_utf8(content)
    name = hashlib.sha256(content).hexdigest()[:24]
    return ContentFile(content, name=f"{name}.{kind}")


def kind_of(content: bytes) -> str:
    """Return the kind as the ending of a name. Raises ValidationError."""
    if PDF.match(content):
        check_pdf(content)
        return "pdf"
    if content.startswith(OLE):
        raise locked()
    kind = archive_kind(content) or ("csv" if is_table(content) else "")
    if not kind:
        raise ValidationError(
            _(
                "The file is no document that can be offered here: PDF, ODT, ODS, ODP, DOCX, "
                "XLSX, PPTX or CSV. What is in the file counts, not its name."
            )
        )
    return kind


def check_pdf(content: bytes) -> None:
    """A whole PDF from the first byte to the last, and nothing else beside."""
    whole = content.rstrip(b"\0\t\n\f\r ").endswith(b"%%EOF") and b"startxref" in content[-2048:]
    if not whole or zipfile.is_zipfile(io.BytesIO(content)):
        raise broken()


def is_table(content: bytes) -> bool:
    """Lines of text that one delimiter parts into as many cells each, two or more."""
    text = decoded(content)
    if text is None or NOT_WRITING.search(text) or OTHER_TEXT.match(text):
        return False
    return any(is_parted_by(delimiter, text) for delimiter in ";,\t|")


def is_parted_by(delimiter: str, text: str) -> bool:
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        lengths = [len(row) for row in rows if row]
    except csv.Error:
        return False
    return len(lengths) > 1 and len(set(lengths)) == 1 and lengths[0] > 1


def decoded(content: bytes) -> str | None:
    """Spreadsheets on Windows still write Windows-1252."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def in_utf8(content: bytes) -> bytes:
    """Return a table in UTF-8; one that was not gets the mark that spreadsheets know it by."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252").encode("utf-8-sig")
    return content
