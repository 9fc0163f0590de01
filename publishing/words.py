"""Norwegian words as the search sees them: folded, stemmed, bokmål and nynorsk as one.

A change here changes what is stored: raise `RULES` in publishing/search.py with it.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

# A letter or a digit, then more of them, with the accents and soft hyphens that stand apart.
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad])*")
LETTERS = str.maketrans(
    {"å": "aa", "æ": "ae", "ä": "ae", "ø": "o", "ö": "o", "đ": "d", "ŧ": "t", "ŋ": "n", "\xad": ""}
)
LONGEST = 60  # characters of a word; two words that differ only after them are one

# What stands in nearly every text, and says nothing of what somebody looks for.
COMMON = "i og på for til av med er en et ei den det de som å at fra om the of and to in"

# Nynorsk forms that the stemmer cannot join with the bokmål, and short words that it leaves alone.
VARIANTS = {
    "ansatt": "tilsett tilsette",
    "avløp": "avlaup",
    "bare": "berre",
    "by": "byen byer byene byar byane",
    "byggesak": "byggjesak",
    "eiendom": "eigedom",
    "eier": "eigar",
    "ferge": "ferje",
    "flere": "fleire",
    "forbedre": "forbetre",
    "forbedring": "forbetring",
    "fra": "frå",
    "gjøre": "gjere",
    "havn": "hamn",
    "hjem": "heim",
    "hva": "kva",
    "hvem": "kven",
    "hvordan": "korleis",
    "hvorfor": "kvifor",
    "høring": "høyring",
    "ikke": "ikkje",
    "innbygger": "innbyggjar",
    "kai": "kaia kaien kaier kaiene kaiar kaiane",
    "kilde": "kjelde",
    "kirke": "kyrkje",
    "leder": "leiar",
    "ledelse": "leiing",
    "mer": "meir",
    "noe": "noko",
    "noen": "nokon",
    "se": "sjå",
    "sjø": "sjøen",
    "skole": "skule",
    "sted": "stad",
    "syk": "sjuk",
    "sykehjem": "sjukeheim",
    "tilskudd": "tilskot",
    "tjeneste": "teneste",
    "utredning": "utgreiing",
    "vann": "vatn",
    "vei": "veg veien veier veiene",
    "veileder": "rettleiar",
    "veiledning": "rettleiing",
    "videregående": "vidaregåande",
    "virksomhet": "verksemd",
    "øy": "øya øyen øyer øyene øyar øyane",
}


def fold(text: str) -> str:
    """Return `text` in small plain letters: å as aa, æ as ae, ø and oe as o, no accents."""
    spelt_out = unicodedata.normalize("NFKC", text).casefold().translate(LETTERS)
    plain = unicodedata.normalize("NFD", spelt_out)
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("oe", "o")


@lru_cache(maxsize=1)
def same_stems() -> dict[str, str]:
    """Return {stem: the stem that stands for it} of the table above."""
    return {
        bare_stem(fold(variant)): bare_stem(fold(head))
        for head, variants in VARIANTS.items()
        for variant in variants.split()
    }


def bare_stem(word: str) -> str:
    # A stemmer of its own for each word: one that is shared mixes up the threads' words.
    stem: str = snowballstemmer.stemmer("norwegian").stemWord(word)
    return stem


def parts_of(word: str) -> list[str]:
    """Return one written word folded: nearly always one («½» and its like hold more)."""
    return WORD.findall(fold(word[:LONGEST]))


@lru_cache(maxsize=50_000)
def stems_of(word: str) -> tuple[str, ...]:
    """Return the stem of each part of one written word."""
    found = [bare_stem(part) for part in parts_of(word)]
    return tuple(same_stems().get(stem, stem) for stem in found)


def stems(text: str) -> Iterable[str]:
    """Yield the stem of each word in `text`, one after the other."""
    for word in WORD.finditer(text):
        yield from stems_of(word.group())


@lru_cache(maxsize=1)
def common_stems() -> frozenset[str]:
    return frozenset(stems(COMMON))


def asked_for(text: str) -> dict[str, str]:
    """Return {stem: the word as it was written, folded}, each stem once, in their order.

    The common ones are left out, unless there are no others.
    """
    written = [word.group() for word in WORD.finditer(text)]
    pairs = [pair for word in written for pair in zip(stems_of(word), parts_of(word), strict=True)]
    return {stem: word for stem, word in pairs if stem not in common_stems()} or dict(pairs)
