"""Documents that are zip files within: ODF and OOXML. They are looked into, never unpacked."""

import io
import posixpath
import zipfile
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
OOXML = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}

MAX_MEMBERS = 5000
MAX_UNPACKED = 200 * 1024 * 1024
CHUNK = 1024 * 1024
ENCRYPTED = 0x1  # the flag of a member
PLAIN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
PROGRAMS = {
    ".bat", ".cmd", ".com", ".dll", ".exe", ".hta", ".jar", ".js", ".lnk", ".msi", ".ps1", ".scr",
    ".sh", ".vbs",
}  # fmt: skip


def broken() -> ValidationError:
    message = _("The file is not whole, or is more than a document. Save it anew and try again.")
    return ValidationError(message)


def locked() -> ValidationError:
    message = _(
        "The document has a password or an old format. Save it in a new format, without a password."
    )
    return ValidationError(message)


def with_programs() -> ValidationError:
    return ValidationError(_("The document contains macros or programs. Save it without them."))


def too_much() -> ValidationError:
    return ValidationError(_("The document holds more than it is safe to open."))


def archive_kind(content: bytes) -> str:
    """Return the kind of a document that is a zip file; empty for what is not one.

    Raises ValidationError for one that is broken, locked, dangerous, or none of our kinds.
    """
    if not content.startswith(b"PK\x03\x04"):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_members(archive, content)
            return office_kind(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise broken() from error
    except (EOFError, OSError, ValueError, KeyError, IndexError) as error:
        raise broken() from error


def check_members(archive: zipfile.ZipFile, content: bytes) -> None:
    members = archive.infolist()
    # It ends where its list of members ends, and begins with a member: nothing hides around it.
    if content[-22:-18] != b"PK\x05\x06" or min(m.header_offset for m in members) != 0:
        raise broken()
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise too_much()
    if any(m.flag_bits & ENCRYPTED for m in members):
        raise locked()
    check_names([m.filename for m in members])
    if {m.compress_type for m in members} - PLAIN:
        raise broken()
    for member in members:
        read_through(archive, member)


def check_names(names: list[str]) -> None:
    plain = [name.removesuffix("/") for name in names]
    if len(set(names)) != len(names):
        raise broken()
    if any(name != posixpath.normpath(name) or name.startswith(("/", "..")) for name in plain):
        raise broken()
    if any(is_program(name.lower()) for name in plain):
        raise with_programs()


def is_program(name: str) -> bool:
    macros = name.startswith(("basic/", "scripts/")) or "vbaproject" in name or "/activex/" in name
    return macros or posixpath.splitext(name)[1] in PROGRAMS


def read_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Read a member to its end: one that says less than it holds fails its check sum."""
    with archive.open(member) as file:
        while file.read(CHUNK):
            pass


def office_kind(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if names[0] == "mimetype":
        return odf_kind(archive)
    if "[Content_Types].xml" not in names:
        return ""
    if b"macroenabled" in archive.read("[Content_Types].xml").lower():
        raise with_programs()
    kinds = [kind for name, kind in OOXML.items() if name in names]
    return kinds[0] if len(kinds) == 1 else ""


def odf_kind(archive: zipfile.ZipFile) -> str:
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise locked()
    return (
        ODF.get(archive.read("mimetype").strip(), "") if "content.xml" in archive.namelist() else ""
    )
