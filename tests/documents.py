"""Small real documents, made by hand: what the site must take, and what it must not."""

import io
import zipfile
from typing import Any

ODT = "application/vnd.oasis.opendocument.text"
MANIFEST = "<manifest:manifest/>"
WORD = (
    '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def pdf(
    *, tagged: bool = True, lang: str = "nb-NO", title: str = "Sak", text: str = "Hei"
) -> bytes:
    """A PDF of one page that lacks what is not given."""
    marks = "/MarkInfo << /Marked true >> /StructTreeRoot 6 0 R" if tagged else ""
    language = f"/Lang ({lang})" if lang else ""
    words = f"BT /F1 12 Tf 20 20 Td ({text}) Tj ET" if text else ""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {marks} {language} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(words)} >>\nstream\n{words}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /StructTreeRoot >>",
        f"<< /Title ({title}) >>" if title else "<< >>",
    ]
    return written("%PDF-1.7\n", objects)


def written(head: str, objects: list[str]) -> bytes:
    body, places = head, []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {size} /Root 1 0 R /Info 7 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    ).encode("latin-1")


def zipped(members: dict[str, Any], **options: Any) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            kept = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, kept)
    return buffer.getvalue()


def odf(kind: str = ODT, **more: Any) -> bytes:
    members = {"mimetype": kind, "content.xml": "<x/>", "META-INF/manifest.xml": MANIFEST}
    return zipped(members | more)


def ooxml(main: str = "word/document.xml", types: str = WORD, **more: Any) -> bytes:
    return zipped({"[Content_Types].xml": types, main: "<x/>"} | more)


def with_password(archive: bytes) -> bytes:
    """Mark every member of a zip file as encrypted, in both of its places."""
    marked = bytearray(archive)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = marked.find(sign)
        while place != -1:
            marked[place + offset] |= 1
            place = marked.find(sign, place + 4)
    return bytes(marked)
