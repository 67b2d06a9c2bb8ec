from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.outputs.excerpt import Excerpt, excerpt
from reportlint.outputs.terminal import visible
from reportlint.source import SourceText, Span, columns

from .samples import span_of


def shown(text: str, part: str, width: int = 100) -> Excerpt:
    return excerpt(SourceText(text), span_of(text, part), width)


def marked(shown: Excerpt) -> str:
    """The characters with a width that stand over the carets."""
    first = len(shown.carets) - len(shown.carets.lstrip())
    over, column = "", 0
    for char in shown.text:
        if columns(char) and first <= column < len(shown.carets):
            over += char
        column += columns(char)
    return over


def test_carets_stand_under_wide_characters() -> None:
    line = shown("第一行\n一、总体情况（全角）abc 12 件\n", "12")
    assert line == Excerpt(2, "一、总体情况（全角）abc 12 件", " " * 24 + "^^")


def test_a_wide_character_has_two_carets() -> None:
    assert shown("| 总计 |", "总计").carets == "  ^^^^"


@pytest.mark.parametrize("before", ["总\t", "e\u0301", "\u200b", "𠮷", "\x1b[31m", "\u202e"])
def test_the_span_is_marked_behind_any_character(before: str) -> None:
    assert marked(shown(f"{before}总计", "总计")) == "总计"


def test_an_empty_span_has_one_caret_even_behind_the_line() -> None:
    source = SourceText("总计\n下")
    assert excerpt(source, Span(0, 0)).carets == "^"
    assert excerpt(source, Span(2, 2)).carets == "    ^"
    assert excerpt(SourceText(""), Span(0, 0)) == Excerpt(1, "", "^")


def test_a_span_of_several_lines_is_marked_to_the_end_of_its_first() -> None:
    line = excerpt(SourceText("一二三\r\n四五"), Span(1, 7))
    assert line == Excerpt(1, "一二三", "  ^^^^")


@pytest.mark.parametrize("place", [0, 1, 10, 300, 598, 599])
def test_a_paragraph_is_cut_around_the_span(place: int) -> None:
    text = "政" * place + "1" + "府" * (599 - place)
    line = shown(text, "1")
    assert 95 < columns(line.text) <= 100
    assert marked(line) == "1"
    assert line.text.startswith("…") == (place > 10)
    assert line.text.endswith("…") == (place < 560)


def test_a_long_span_fills_the_window() -> None:
    line = excerpt(SourceText("前" + "政" * 500), Span(1, 501))
    assert line.text == "…" + "政" * 49 + "…"
    assert line.carets == " " + "^" * 98


def test_characters_without_width_do_not_fill_memory() -> None:
    line = excerpt(SourceText("\u0301" * 1_000_000 + "总"), Span(1_000_000, 1_000_001))
    assert len(line.text) < 1000
    assert marked(line) == "总"


@given(st.text(st.characters()), st.data())
def test_any_text_and_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    width = data.draw(st.integers(16, 120))
    line = excerpt(SourceText(text), Span(start, end), width)
    assert columns(line.text) <= width
    assert "^" in line.carets
    assert len(line.carets) <= columns(line.text) + 1
    assert visible(line.text) == line.text


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])), st.text("总1"))
def test_what_is_marked_is_the_span(before: str, after: str) -> None:
    text = f"{before}总计{after}"
    line = excerpt(SourceText(text), Span(len(before), len(before) + 2))
    assert marked(line).startswith("总计")
    assert line.carets.lstrip() == "^^^^"
