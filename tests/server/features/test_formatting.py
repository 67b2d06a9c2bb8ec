"""Edits that align tables."""

from __future__ import annotations

import random

import pytest
from lsprotocol import types

from reportlint.format import format_report
from reportlint.server.features.formatting import formatting
from reportlint.source import PositionUnit
from reportlint.testing import consistent_numbers, sample_report

from .reports import REPORT, analysed, applied, position, session


@pytest.mark.parametrize(
    ("unit", "newline", "shape"),
    [
        ("utf-8", "\n", "tab"), ("utf-16", "\r\n", "tab"), ("utf-32", "\r", "pipe"), ("utf-16", "\n", "tab-furniture"),
        ("utf-8", "\r\n", "pipe"),
    ],
)  # fmt: skip
def test_the_edits_make_the_formatted_text(unit: PositionUnit, newline: str, shape: str) -> None:
    form = session().plugins.forms.get("2021")
    numbers = consistent_numbers(form, random.Random(1))
    text = sample_report(form, 2023, numbers, shape=shape, body="𠮷石镇人民政府").replace("\n", newline)
    analysis = analysed(text, unit)
    assert analysis.report is not None
    wanted = format_report(analysis.report, session().plugins.forms).text
    edits = formatting(analysis)
    assert applied(analysis, edits) == wanted
    assert formatting(analysed(wanted, unit)) == []


def test_only_what_changes_is_touched() -> None:
    analysis = analysed(REPORT)
    aligned = applied(analysis, formatting(analysis))
    row = next(line for line in aligned.split("\n") if line.startswith("| 行政许可"))
    loose = aligned.replace(row, " ".join(row.split()))
    again = analysed(loose)
    [edit] = formatting(again)
    assert edit.range.start.line == edit.range.end.line
    assert "行政许可" not in edit.new_text
    assert applied(again, [edit]) == aligned


def test_of_a_range_its_whole_tables() -> None:
    analysis = analysed(REPORT)
    start = position(analysis, "（七）总计")
    edits = formatting(analysis, types.Range(start, start))
    text = applied(analysis, edits)
    assert "| （七）总计" in text
    assert "| 四、结转下年度继续办理" in text
    assert "\n规章\t0\t0\t0\n" in text
    nowhere = position(analysis, "五、存在的")
    assert formatting(analysis, types.Range(nowhere, nowhere)) == []


def test_what_is_no_report_is_left_alone() -> None:
    assert formatting(analysed("甲\t乙\n1\t2\n")) == []
