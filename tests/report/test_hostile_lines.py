"""Lines of hundreds of thousands of characters, through the whole house."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportlint.engine import Session
from reportlint.source import SourceText
from tests.work.counting import grows_linearly

TITLE = "青石镇人民政府2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
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
def test_a_line_of_any_length_is_read_in_linear_time(session: Session, piece: str) -> None:
    def checked(length: int) -> Callable[[], object]:
        text = TITLE + piece * (length // len(piece))

        def check() -> None:
            assert session.check(SourceText(text)).faults == ()

        return check

    assert not grows_linearly(checked, 50_000, 400_000, slack=5, least=3.0)
