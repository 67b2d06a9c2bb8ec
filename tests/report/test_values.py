"""What cells say, as reports print it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportlint.report.values import read_value
from reportlint.source import fold


@pytest.mark.parametrize(
    ("raw", "number", "unit", "note"),
    [
        ("0", 0, "", ""),
        ("１２", 12, "", ""),
        ("1,234", 1234, "", ""),
        ("１，２３４", 1234, "", ""),
        ("0.0000", Decimal("0.0000"), "", ""),
        ("+3", 3, "", ""),
        ("－2", -2, "", ""),
        ("增3", 3, "", ""),
        ("减 4", -4, "", ""),
        ("減少4项", -4, "", ""),
        ("12件", 12, "件", ""),
        ("3.5万元", Decimal("3.5"), "万元", ""),
        ("35000元", 35000, "元", ""),
        ("22（其中修订16件）", 22, "", "(其中修订16件)"),
        ("999999", 999999, "", ""),
    ],
)
def test_numbers(raw: str, number: int | Decimal, unit: str, note: str) -> None:
    value = read_value(fold(raw))
    assert (value.kind, value.number, value.unit, value.note) == ("number", number, unit, note)


@pytest.mark.parametrize("raw", ["/", "-", "—", "－", "无", "――"])
def test_placeholders(raw: str) -> None:
    assert read_value(fold(raw)).kind == "placeholder"


@pytest.mark.parametrize("raw", ["3.其他", "1.重复申请", "见附件", "12/13", "1,23", "2023年度", "第3项"])
def test_words(raw: str) -> None:
    assert read_value(fold(raw)).kind == "text"


def test_nothing() -> None:
    assert read_value("").kind == "blank"
