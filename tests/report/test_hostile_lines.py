"""Lines of hundreds of thousands of characters, through the whole house."""

from __future__ import annotations

import gc
import time

import pytest

from reportlint.engine import Session
from reportlint.source import SourceText

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


def seconds(session: Session, piece: str, length: int) -> float:
    text = TITLE + piece * (length // len(piece))
    # Other processes take turns with this one, and what other tests left would be looked through for garbage.
    gc.collect()
    gc.freeze()
    start = time.thread_time()
    result = session.check(SourceText(text))
    took = time.thread_time() - start
    gc.unfreeze()
    assert result.faults == ()
    return took


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
def test_a_line_of_any_length_is_read_in_linear_time(session: Session, piece: str) -> None:
    small = min(seconds(session, piece, 50_000) for _ in range(2))
    large = seconds(session, piece, 400_000)
    # Eight times the text: quadratic work would take sixty-four times as long.
    # What comes on top of eight is the collector of garbage.
    assert large < max(45 * small, 3.0), (small, large)
