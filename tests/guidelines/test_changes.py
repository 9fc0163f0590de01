"""What changed between two editions: exact to the sign, and readable."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from guidelines import changes
from guidelines.changes import Mark, Piece, compare, words


@dataclass(frozen=True)
class Row:
    key: str
    label: str
    heading: str = "Formål"
    text: str = "Vi svarer."


# Few words, so that much is the same on both sides, and every sign that there is.
SENTENCE = st.lists(st.sampled_from(["vi", "svarer", "Øya", ",", ". ", " ", "\n\n", "_", "«a»"]))
TEXT = st.one_of(SENTENCE.map("".join), st.text())
KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True)


def without(mark: Mark, pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.mark != mark)


def marked(old: str, new: str) -> str:
    signs = {Mark.SAME: "{}", Mark.ADDED: "[+{}]", Mark.REMOVED: "[-{}]"}
    return "".join(signs[piece.mark].format(piece.text) for piece in words(old, new))


def edition(keys: list[str]) -> list[Row]:
    return [Row(key, f"A{number}") for number, key in enumerate(keys, start=1)]


# Words


@given(TEXT, TEXT)
def test_both_texts_can_be_read_out_of_the_pieces(old, new):
    found = words(old, new)

    assert without(Mark.REMOVED, found) == new
    assert without(Mark.ADDED, found) == old


@given(TEXT)
def test_text_that_is_the_same_has_no_marks(text):
    found = words(text, text)

    assert found == ([Piece(Mark.SAME, text)] if text else [])


@given(TEXT, TEXT)
def test_pieces_are_never_empty_and_never_two_of_a_kind_in_a_row(old, new):
    found = words(old, new)

    assert all(piece.text for piece in found)
    assert all(one.mark != next_one.mark for one, next_one in zip(found, found[1:], strict=False))


def test_exactly_the_edited_words_are_marked():
    old = "Vi svarer på spørsmål innen to virkedager, og sier fra."
    new = "Vi svarer på alle spørsmål innen én virkedag, og sier fra!"

    found = marked(old, new)

    assert found == (
        "Vi svarer på [+alle ]spørsmål innen [-to virkedager][+én virkedag], og sier fra[-.][+!]"
    )


def test_sign_between_two_edited_words_ties_nothing_together():
    assert marked("ja, nei", "kan, hende") == "[-ja, nei][+kan, hende]"


def test_long_text_is_shown_as_written_anew(monkeypatch):
    monkeypatch.setattr(changes, "MOST_TOKENS", 5)

    assert marked("en to tre", "en to fire") == "[-en to tre][+en to fire]"


# Clauses


@given(KEYS, KEYS)
def test_every_clause_of_both_editions_stands_once_and_in_order(old, new):
    found = compare(edition(old), edition(new))

    assert [row.new.key for row in found if row.new] == new
    assert sorted(row.old.key for row in found if row.old) == sorted(old)
    assert {row.clause.key for row in found if row.is_removed} == set(old) - set(new)
    assert {row.clause.key for row in found if row.is_added} == set(new) - set(old)


def test_clause_is_known_by_its_key_and_not_by_its_number():
    old = [Row("formal", "A1"), Row("svar", "A2", text="Innen to dager."), Row("arkiv", "A3")]
    new = [Row("svar", "A1", text="Innen én dag."), Row("arkiv", "A2"), Row("ny", "A3")]

    found = compare(old, new)

    facts = [(row.clause.key, row.is_reworded, row.is_moved, row.is_same) for row in found]
    assert facts == [
        ("formal", False, False, False),
        ("svar", True, True, False),
        ("arkiv", False, True, False),
        ("ny", False, False, False),
    ]
    assert [row.is_removed for row in found] == [True, False, False, False]
    assert [row.is_added for row in found] == [False, False, False, True]


def test_clause_that_is_gone_stands_where_it_was():
    found = compare(edition(["a", "b", "c"]), edition(["c", "a"]))

    assert [(row.clause.key, row.is_removed) for row in found] == [
        ("c", False),
        ("a", False),
        ("b", True),
    ]


def test_heading_that_is_reworded_counts():
    [found] = compare([Row("a", "A1", heading="Svar")], [Row("a", "A1", heading="Raske svar")])

    assert found.is_reworded
    assert without(Mark.REMOVED, list(found.heading)) == "Raske svar"
