"""Can everybody read this PDF? (UU-13)

`lacking` asks this file again, as a program of its own with little memory and time: a PDF from
elsewhere may be made to use up both.
"""

import io
import json
import resource
import subprocess
import sys
from typing import Any

SECONDS = 5
MEMORY = 1024 * 1024 * 1024
PAGES = 5  # that are looked at for text
UNREAD = "unread"


def lacking(content: bytes) -> list[str]:
    """Return what the PDF lacks: of "tags", "language", "title", "text"; or that it is "locked",
    or could not be read."""
    try:
        done = subprocess.run(  # noqa: S603  our own file, and nothing in the call from outside
            [sys.executable, "-I", __file__], input=content, capture_output=True, timeout=SECONDS
        )
        return [str(word) for word in json.loads(done.stdout)]
    except (subprocess.TimeoutExpired, ValueError, OSError):
        return [UNREAD]


def read(content: bytes) -> list[str]:
    from pypdf import PdfReader  # here alone: the site itself never reads a PDF

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        return ["locked"]
    catalogue: Any = reader.root_object
    marks = catalogue.get("/MarkInfo", {})
    found = {
        "tags": marks.get("/Marked") == True and "/StructTreeRoot" in catalogue,  # noqa: E712  its own kind of true
        "language": bool(str(catalogue.get("/Lang", "")).strip()),
        "title": bool(reader.metadata and str(reader.metadata.title or "").strip()),
        "text": any(page.extract_text().strip() for page in reader.pages[:PAGES]),
    }
    return [name for name, is_there in found.items() if not is_there]


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
