import pytest

from publishing.words import asked_for, fold, stems


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Ålesund", "AALESUND"),
        ("Aasen", "åsen"),
        ("sjø", "sjo"),
        ("SJØ", "sjoe"),
        ("blåbær", "blaabaer"),
        ("Göteborg", "Gøteborg"),
        ("kafé", "kafe"),
        ("a\u030a", "å"),
        ("\u212b", "å"),
        ("\uff2c\uff25\uff21\uff2e", "lean"),
        ("sam\xadarbeid", "samarbeid"),
    ],
)
def test_fold_makes_one_of_two_ways_of_writing(written, same):
    folded = fold(written)

    assert folded == fold(same)


@pytest.mark.parametrize(("written", "other"), [("mål", "mal"), ("får", "far"), ("hær", "her")])
def test_fold_keeps_apart_what_are_two_words(written, other):
    folded = fold(written)

    assert folded != fold(other)


@pytest.mark.parametrize(
    "words",
    [
        "kommune kommunen kommunene kommunens kommuner kommunar kommunane",
        "skole skolen skoler skolene skule skulen skular skulane",
        "forbedring forbedringer forbedringene forbetring forbetringar",
        "ikke ikkje IKKE",
        "vei veien veier veiene veg vegen vegar vegane",
        "øy øya øyer øyene øyar øyane OYA",
        "tjeneste tjenester tjenestene teneste tenester tenestene",
        "båt båten båter båtene båtar BAATEN",
    ],
)
def test_forms_of_a_word_have_one_stem(words):
    found = set(stems(words))

    assert len(found) == 1


def test_signs_part_words_and_are_none():
    found = list(stems("«Post- og avløp», e-post:ola@øya.example (2010) a_b"))

    assert found == [
        "post", "og", "avlop", "e", "post", "ola", "oy", "exampl", "2010", "a", "b",
    ]  # fmt: skip


@pytest.mark.parametrize("nothing", ["", "   ", "!?*:()\"'", "_", "\ufffd", "\u0301"])
def test_what_holds_no_word_has_no_stem(nothing):
    found = list(stems(nothing))

    assert found == []


@pytest.mark.parametrize("odd", ["½", "⑴", "ﷺ", "İ", "ß", "\U0001d7d8", "ẞ", "ŉ", "x" * 1000])
def test_no_stem_holds_a_sign_of_a_database(odd):
    found = list(stems(odd))

    assert found
    assert all(stem.isalnum() and len(stem) <= 120 for stem in found)


def test_common_words_are_left_out_of_a_question():
    asked = asked_for("Hva er det som skjer på øyene og på øya")

    assert asked == {"hva": "hva", "skjer": "skjer", "oy": "oya"}


def test_common_words_alone_are_asked_for():
    asked = asked_for("og på og")

    assert asked == {"og": "og", "paa": "paa"}
