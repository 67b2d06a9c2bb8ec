"""Patterns of declarative rules: what is accepted ends soon on any text."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.plugins.patterns import LONGEST_PIECE, UnsafePattern, pattern_finder, word_finder
from reportlint.source import fold

ATOMS = ["a", "b", "甲", ".", "[ab]", "[^a]", r"\d", "(a|b)", "(?:ab)", "(?=a)", "(a|ab)"]
QUANTIFIERS = ["", "?", "*", "+", "{2}", "{1,5}", "*?", "{0,40}"]

parts = st.tuples(st.sampled_from(ATOMS), st.sampled_from(QUANTIFIERS)).map("".join)
flat = st.lists(parts, min_size=1, max_size=5).map("".join)
patterns = st.one_of(
    flat,
    st.tuples(flat, st.sampled_from(QUANTIFIERS), flat).map(lambda one: f"({one[0]}){one[1]}{one[2]}"),
    st.tuples(flat, flat).map("|".join),
)


@given(patterns, st.sampled_from(["a", "ab", "aab", "甲a", "1a"]))
def test_what_is_accepted_does_not_run_wild(pattern: str, unit: str) -> None:
    try:
        finder = pattern_finder(pattern)
    except UnsafePattern as error:
        assert error.message.zh and error.message.en
        return
    text = unit * (LONGEST_PIECE // len(unit))
    began = time.process_time()
    for _ in finder.find(text):
        pass
    # Some seconds on the slowest and busiest machine; a pattern that runs wild would take years.
    assert time.process_time() - began < 60, pattern


@given(st.lists(st.sampled_from(ATOMS[:9]), min_size=1, max_size=4).map("".join), st.text("ab甲1", max_size=60))
def test_it_finds_what_python_finds(pattern: str, text: str) -> None:
    finder = pattern_finder(pattern)
    wanted = [match.span() for match in re.finditer(pattern, text) if match.group()]
    assert [match.span() for match in finder.find(text)] == wanted


@pytest.mark.parametrize("at", [0, LONGEST_PIECE - 5, LONGEST_PIECE, LONGEST_PIECE + 1, 3 * LONGEST_PIECE - 2])
def test_long_texts_are_seen_whole(at: int) -> None:
    text = "一" * at + "甲乙丙丁" + "一" * 2 * LONGEST_PIECE
    for finder in (pattern_finder("甲.{2}丁"), word_finder(["甲…丁"])):
        assert [match.start() for match in finder.find(text)] == [at]


def test_signs_and_widths() -> None:
    finder = word_finder(["（{number}）件", "{year}年", "甲", "甲乙"])
    text = fold("(12.5)件、2023年，甲乙")
    assert [match[0] for match in finder.find(text)] == ["(12.5)件", "2023年", "甲乙"]
