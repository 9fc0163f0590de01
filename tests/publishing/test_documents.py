import time
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from publishing import documents
from publishing.documents import clean_document
from publishing.pdf_reader import lacking
from tests.documents import odf, ooxml, pdf, with_password, zipped

UNKNOWN, BROKEN = "no document that can be offered", "not whole, or is more"
LOCKED, PROGRAMS, TOO_MUCH = "has a password", "macros or programs", "safe to open"
SHEET = "application/vnd.oasis.opendocument.spreadsheet"
SLIDES = "application/vnd.oasis.opendocument.presentation"
MACRO_TYPES = (
    '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled"/></Types>'
)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override(None):
        yield


def upload(content: bytes, name: str = "sak.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def lying(archive: bytes) -> bytes:
    """A zip file whose list says that its members hold one byte."""
    place = archive.find(b"PK\x01\x02")
    return archive[: place + 24] + b"\x01\0\0\0" + archive[place + 28 :]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(), "pdf"),
        (odf(), "odt"),
        (odf(SHEET), "ods"),
        (odf(SLIDES), "odp"),
        (ooxml(), "docx"),
        (ooxml("xl/workbook.xml"), "xlsx"),
        (ooxml("ppt/presentation.xml"), "pptx"),
        (b"navn;tall\nKari;1\n", "csv"),
        ('år,beløp\r\n2026,"1,5"\r\n'.encode("utf-8-sig"), "csv"),
    ],
)
def test_document_gets_its_ending_from_its_content(content, kind):
    document = clean_document(upload(content, name="virus.exe"))

    assert str(document.name).endswith(f".{kind}")
    assert document.read() == content


def test_table_from_an_older_windows_becomes_utf8():
    document = clean_document(upload("navn;sted\nKåre;Ærøy\n".encode("cp1252")))

    assert document.read().decode("utf-8-sig") == "navn;sted\nKåre;Ærøy\n"


def test_same_content_has_the_same_name():
    assert clean_document(upload(pdf())).name == clean_document(upload(pdf(), "b")).name


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\0" + b"\0" * 200, UNKNOWN),
        (b"\x7fELF" + b"\1" * 200, UNKNOWN),
        (b"#!/bin/sh\necho a,b\necho c,d\n", UNKNOWN),
        (b"<html><script>alert(1,2)</script>\n<p>a,b\n", UNKNOWN),
        (b"<?php echo 1,2;\n?>a,b\n", UNKNOWN),
        (b"<svg onload=alert(1)>", UNKNOWN),
        (b"", UNKNOWN),
        (b"just words", UNKNOWN),
        (b"a;b\n1;2;3\n", UNKNOWN),
        (b"\x89PNG\r\n\x1a\n", UNKNOWN),
        (zipped({"a.txt": "hei"}), UNKNOWN),
        (ooxml("annet.xml"), UNKNOWN),
        (odf("application/epub+zip"), UNKNOWN),
        (ooxml(**{"xl/workbook.xml": "<x/>"}), UNKNOWN),
        (b"MZ" + pdf(), UNKNOWN),
        (pdf()[:-30], BROKEN),
        (pdf() + zipped({"a": "b"}), BROKEN),
        (pdf() + b"<script>alert(1)</script>", BROKEN),
        (ooxml()[:-30], BROKEN),
        (ooxml() + b"MZ", BROKEN),
        (ooxml(**{"../../etc/passwd": "x"}), BROKEN),
        (ooxml(**{"/etc/passwd": "x"}), BROKEN),
        (lying(ooxml()), BROKEN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, LOCKED),
        (with_password(ooxml()), LOCKED),
        (odf(**{"META-INF/manifest.xml": "<manifest:encryption-data/>"}), LOCKED),
        (ooxml(**{"word/vbaProject.bin": "x"}), PROGRAMS),
        (ooxml(**{"word/VBAPROJECT.BIN": "x"}), PROGRAMS),
        (ooxml(**{"word/activeX/activeX1.xml": "x"}), PROGRAMS),
        (ooxml(types=MACRO_TYPES), PROGRAMS),
        (ooxml(**{"word/embeddings/setup.exe": "x"}), PROGRAMS),
        (odf(**{"Basic/Standard/Module1.xml": "x"}), PROGRAMS),
    ],
)
def test_anything_else_is_refused_with_a_clear_sentence(content, sentence):
    with pytest.raises(ValidationError, match=sentence):
        clean_document(upload(content))


def test_zip_bomb_is_refused_before_it_is_read():
    bomb = BytesIO(ooxml())
    with (
        zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/null.bin", "w") as member,
    ):
        for _ in range(210):
            member.write(b"\0" * 1024 * 1024)
    begun = time.monotonic()

    with pytest.raises(ValidationError, match=TOO_MUCH):
        clean_document(upload(bomb.getvalue()))

    assert time.monotonic() - begun < 1


def test_archive_of_very_many_members_is_refused():
    crowd = zipped({"[Content_Types].xml": "", **{f"word/{n}": "" for n in range(5001)}})

    with pytest.raises(ValidationError, match=TOO_MUCH):
        clean_document(upload(crowd))


def test_member_that_is_named_twice_is_refused():
    buffer = BytesIO(ooxml())
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<annet/>")

    with pytest.raises(ValidationError, match=BROKEN):
        clean_document(upload(buffer.getvalue()))


def test_large_file_is_refused_unread(monkeypatch):
    monkeypatch.setattr(documents, "MAX_BYTES", 100)

    with pytest.raises(ValidationError, match="larger than 20 MB"):
        clean_document(upload(pdf()))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (pdf(), []),
        (pdf(tagged=False), ["tags"]),
        (pdf(lang="", title=""), ["language", "title"]),
        (pdf(text=""), ["text"]),
        (b"%PDF-1.7\nstartxref\n0\n%%EOF", ["unread"]),
        (pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), ["unread"]),
        (
            pdf().replace(b"/Catalog", b"/Catalxx").replace(b"/Pages 2 0 R", b"/Pages 9 9 R"),
            ["unread"],
        ),
    ],
)
def test_pdf_that_some_cannot_read_is_told_of(content, expected):
    assert lacking(content) == expected


def test_pdf_that_never_ends_is_let_go(monkeypatch):
    monkeypatch.setattr("publishing.pdf_reader.SECONDS", 0.01)

    assert lacking(pdf()) == ["unread"]
