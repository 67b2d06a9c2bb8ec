"""Which fixes go together, what the text is after them, and where its places went."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.diagnostic import Edit, Fix
from reportlint.fixing import EditSet, Shift, apply, with_newline
from reportlint.source import SourceText, Span
from reportlint.toml import Text


def fix(*edits: tuple[int, int, str]) -> Fix:
    return Fix(Text("改", "mend"), tuple(Edit(Span(start, end), new) for start, end, new in edits))


def spans(*fixes: Fix) -> list[Span]:
    return [edit.span for edit in EditSet(fixes).edits]


def test_of_two_that_collide_the_first_is_taken() -> None:
    assert spans(fix((0, 3, "一")), fix((2, 4, "二")), fix((4, 6, "三"))) == [(0, 3), (4, 6)]


def test_neighbours_do_not_collide_but_an_insertion_between_them_does() -> None:
    assert spans(fix((0, 2, "一")), fix((2, 4, "二")), fix((2, 2, "三"))) == [(0, 2), (2, 4)]


def test_a_fix_is_taken_whole_or_not_at_all() -> None:
    assert spans(fix((4, 5, "一")), fix((0, 1, "二"), (4, 6, "三"))) == [(4, 5)]


def test_the_same_edit_of_two_findings_is_made_once() -> None:
    assert spans(fix((0, 1, "一")), fix((0, 1, "一"), (2, 3, "二"))) == [(0, 1), (2, 3)]


def test_a_fix_that_collides_with_itself_is_left_out() -> None:
    assert spans(fix((0, 3, "一"), (1, 2, "二"))) == []


SPANS = st.tuples(st.integers(0, 12), st.integers(0, 4)).map(lambda pair: (pair[0], sum(pair), "新"))


@given(st.lists(st.lists(SPANS, min_size=1, max_size=3).map(lambda edits: fix(*edits)), max_size=12))
def test_what_is_taken_never_collides(fixes: list[Fix]) -> None:
    taken = EditSet(fixes).edits
    assert taken == sorted(taken)
    for before, after in pairwise(taken):
        assert before.span.end <= after.span.start
        assert before.span.end < after.span.start or before.span.start < before.span.end
        assert before.span.end < after.span.start or after.span.start < after.span.end


TEXTS = st.lists(st.tuples(st.text("甲乙", max_size=3), st.text("新", max_size=2)), max_size=8)


@given(TEXTS, st.text("丙丁", max_size=3))
def test_a_text_after_edits_and_its_places(parts: list[tuple[str, str]], end: str) -> None:
    """Pieces between marks are replaced; the marks are found where their places are said to be."""
    text, edits, expected, marks = "", [], "", []
    for old, new in parts:
        marks.append(Span(len(text), len(text) + 1))
        text += "|" + old
        edits.append(Edit(Span(len(text) - len(old), len(text)), new))
        expected += "|" + new
    edited = apply(text + end, reversed(edits))
    assert edited == expected + end
    shift = Shift(edits)
    for mark, edit in zip(marks, edits, strict=True):
        start, stop = shift.span(mark)
        # What is inserted at its ends belongs to it.
        assert edited[start:stop].strip("新") == "|"
        assert edit.replacement in edited[slice(*shift.span(edit.span))]
        assert not shift.untouched(edit.span)
    whole = shift.span(Span(0, len(text + end)))
    assert whole == (0, len(edited))


def test_a_place_within_an_edit_is_widened_to_all_of_it() -> None:
    shift = Shift([Edit(Span(2, 6), "一二三")])
    assert shift.span(Span(3, 4)) == (2, 5)
    assert shift.span(Span(0, 2)) == (0, 2)
    assert shift.span(Span(6, 8)) == (5, 7)
    assert shift.untouched(Span(0, 1)) and shift.untouched(Span(7, 9)) and not shift.untouched(Span(0, 2))


@pytest.mark.parametrize(
    ("text", "at", "written"),
    [
        ("甲\r\n乙", 0, "一\r\n二\r\n三"),
        ("甲\r\n乙\n丙", 0, "一\r\n二\r\n三"),
        ("甲\r\n乙\n丙", 4, "一\n二\r\n三"),
        ("甲\r\n乙", 4, "一\r\n二\r\n三"),
        ("甲\r乙\r", 2, "一\r二\r\n三"),
        ("甲", 1, "一\n二\r\n三"),
    ],
)
def test_a_new_line_ends_as_those_around_it(text: str, at: int, written: str) -> None:
    assert with_newline(Edit(Span(at, at), "一\n二\r\n三"), SourceText(text)).replacement == written
