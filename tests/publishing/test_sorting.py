from publishing.sorting import norwegian_key


def test_the_alphabet_ends_with_ae_o_and_aa():
    names = ["Ås", "Østerøya", "Ærfugl", "Zoo", "Aasen", "Arbeid", "Øl", "Ål", "å", "Alta"]

    ordered = sorted(names, key=norwegian_key)

    assert ordered == [
        "Alta", "Arbeid", "Zoo", "Ærfugl", "Øl", "Østerøya", "å", "Ål", "Ås", "Aasen",
    ]  # fmt: skip


def test_foreign_letters_stand_with_their_like():
    names = ["Ödegård", "Äng", "Müller", "Myhre", "Zola", "Idé", "Ide", "Ida"]

    ordered = sorted(names, key=norwegian_key)

    assert ordered == ["Ida", "Ide", "Idé", "Myhre", "Müller", "Zola", "Äng", "Ödegård"]


def test_large_and_small_letters_stand_together():
    names = ["b", "LEAN", "lean", "A", "læring"]

    ordered = sorted(names, key=norwegian_key)

    assert ordered == ["A", "b", "LEAN", "lean", "læring"]


def test_two_ways_of_writing_a_letter_have_one_place():
    names = ["A\u030ase", "\u00c5sb", "\u00c5sd", "A\u030asc"]

    ordered = sorted(names, key=norwegian_key)

    assert ordered == ["\u00c5sb", "A\u030asc", "\u00c5sd", "A\u030ase"]
