"""Lines of a hundred thousand characters, through the whole house."""

from __future__ import annotations

import pytest

from .hostile import stay_linear

PIECES = [
    "|",
    "\t",
    "（",
    "）",
    "[",
    "《",
    "0",
    "0 ",
    " ",
    "1\t",
    "| 1 ",
    "第二十条",
    "2023年",
    "〔2021〕30号",
    "一、",
    "*",
    "-",
    "XX",
    "鄉(xiāng)",
]


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
def test_a_line_of_any_length_is_read_in_linear_time(piece: str) -> None:
    stay_linear(("table", "", piece))
