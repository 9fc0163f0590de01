"""What is done with a text costs what its length costs, whatever stands in it."""

from collections.abc import Callable
from time import process_time

import pytest

from dialogue.contribution import digest
from dialogue.idnumbers import identity_numbers, mask
from dialogue.public_form import OneLine, PlainText
from dialogue.spam import LINK
from publishing.paragraphs import paragraphs
from publishing.sanitiser import storable

LENGTH = 100_000
MOST_SECONDS = 0.5
REPEATED = [
    "a", "<", "[", "&", " ", "\n", "\n \n", "\r\n", "http://", "https://a.no ", "www.", "h", ".",
    "1", "123456 ", "123456-", "17901012393 ", "17901012393", "\u00a0", "\0", "\x07", "ø", "👩",
    "<b>", "</", "&#", "%s", "é", ")",
]  # fmt: skip
WORK: dict[str, Callable[[str], object]] = {
    "paragraphs": paragraphs,
    "identity numbers": identity_numbers,
    "mask": mask,
    "links": LINK.findall,
    "storable": storable,
    "digest": digest,
    "text of a form": PlainText(required=False).to_python,
    "line of a form": OneLine(required=False).to_python,
}


@pytest.mark.parametrize("name", WORK)
def test_long_text_takes_no_time(name):
    times = {}
    for piece in REPEATED:
        text = (piece * LENGTH)[:LENGTH]
        start = process_time()
        WORK[name](text)
        times[piece] = process_time() - start

    slow = {piece: seconds for piece, seconds in times.items() if seconds > MOST_SECONDS}
    assert slow == {}
