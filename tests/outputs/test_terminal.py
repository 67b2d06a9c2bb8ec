from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.outputs.terminal import visible
from reportlint.source import columns, pad


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("总计", 4),
        ("（１）", 6),
        ("\u3000", 2),
        ("“①”", 3),
        ("𠮷", 2),
        ("e\u0301", 1),
        ("\u200b\ufeff", 0),
        ("a\u00adb", 3),
    ],
)
def test_columns(text: str, width: int) -> None:
    assert columns(text) == width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb", "a→b"),
        ("\x1b[2J", "␛[2J"),
        ("\x7f", "␡"),
        ("\x9b31m", "<U+009B>31m"),
        ("x\u202ey", "x<U+202E>y"),
        ("a\r\nb", "a␍␊b"),
        ("\udc80", "<U+DC80>"),
        ("年度报告", "年度报告"),
    ],
)
def test_what_a_terminal_obeys_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters()))
def test_visible_text_is_one_line_that_can_be_written(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert len(shown.splitlines()) <= 1
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in shown)
    assert visible(shown) == shown


def test_pad_counts_columns() -> None:
    assert pad("错误", 6) == "错误  "
    assert pad("错误", 2) == "错误"
