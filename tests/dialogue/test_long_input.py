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

# Ten times the text costs ten times the work; a trap costs a hundred times. What is too quick to
# be measured counts as LEAST seconds, and a busy machine gets some slack.
SHORT, LONG, SLACK, LEAST = 10_000, 100_000, 3, 0.02
REPEATED = [
    "a", "<", "[", "&", " ", "\n", "\n \n", "\r\n", "http://", "https://a.no ", "www.", "h", ".",
    "1", "123456 ", "123456-", "17901012393 ", "17901012393", "\u00a0", "\0", "\x07", "ø", "👩",
    "<b>", "</", "&#", "%s", "é", ")",
    "\u200b", "1 ", "1 - ", "17 90 10 ", "17.90.10 - ",
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


def seconds(work: Callable[[str], object], text: str) -> float:
    start = process_time()
    work(text)
    return max(process_time() - start, LEAST)


@pytest.mark.parametrize("name", WORK)
def test_work_grows_as_the_text_does(name):
    ratios = {}
    for piece in REPEATED:
        text = piece * LONG
        ratios[piece] = seconds(WORK[name], text[:LONG]) / seconds(WORK[name], text[:SHORT])

    most = SLACK * LONG / SHORT
    assert {piece: ratio for piece, ratio in ratios.items() if ratio > most} == {}
