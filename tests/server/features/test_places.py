"""Hints, highlights and the ways between a sentence and its cells."""

from __future__ import annotations

import pytest
from lsprotocol import types

from reportlint.server.features.highlights import highlights
from reportlint.server.features.inlay_hints import inlay_hints
from reportlint.server.features.navigation import definition, references
from reportlint.source import PositionUnit

from .reports import REPORT, TABBED_ROW, UNITS, analysed, everything, offset, offset_of, position, said

WRONG = REPORT.replace(TABBED_ROW, TABBED_ROW[:-2] + "16")
Kind = types.DocumentHighlightKind


@pytest.mark.parametrize("unit", UNITS)
def test_hints_stand_behind_totals(unit: PositionUnit) -> None:
    analysis = analysed(WRONG, unit)
    hints = inlay_hints(analysis, everything(analysis), "zh")
    labels = {
        (line.split("\t")[0] or line.split("\t")[1] or line.split("\t")[2], at): hint.label
        for hint in hints
        for line, at in [_line(WRONG, offset_of(WRONG, hint.position, unit))]
    }
    assert labels["一、本年新收政府信息公开申请数量", -1] == "Σ 15 ≠ 16"
    assert labels["（七）总计", -1] == "Σ 15 ✓"
    # 25 rows, the columns of the sum of results but the last, and three sums of reviews and lawsuits.
    assert len(hints) == 25 + 6 + 3
    wrong = next(hint for hint in hints if hint.label == "Σ 15 ≠ 16")
    assert (
        wrong.tooltip
        == "≠ 总计 = 自然人＋法人或其他组织各列之和（“一、本年新收政府信息公开申请数量”）：16 ≠ 12 + 3 (15)"
    )


def _line(text: str, at: int) -> tuple[str, int]:
    """The line of an offset, and -1 if the offset is its end."""
    line = text[text.rfind("\n", 0, at) + 1 : text.index("\n", at)]
    return line, -1 if text[at] == "\n" else at


def test_hints_of_the_range_that_was_asked_for() -> None:
    analysis = analysed(REPORT)
    start = position(analysis, TABBED_ROW)
    [hint] = inlay_hints(analysis, types.Range(start, types.Position(start.line, 99)), "zh")
    assert hint.label == "Σ 15 ✓"
    assert inlay_hints(analysis, types.Range(types.Position(0, 0), types.Position(3, 0)), "zh") == []


def test_no_hint_where_a_part_is_blank() -> None:
    analysis = analysed(REPORT.replace(TABBED_ROW, TABBED_ROW.replace("\t12\t", "\t\t")))
    start = position(analysis, TABBED_ROW[:10])
    assert inlay_hints(analysis, types.Range(start, types.Position(start.line, 99)), "zh") == []


@pytest.mark.parametrize("unit", UNITS)
def test_from_a_sentence_to_its_cell_and_back(unit: PositionUnit) -> None:
    analysis = analysed(REPORT, unit)
    [cell] = definition(analysis, position(analysis, "申请15件", 3))
    assert offset_of(REPORT, cell.range.start, unit) == offset(analysis, TABBED_ROW, len(TABBED_ROW) - 2)
    assert said(analysis, cell.range) == "15"
    back = definition(analysis, cell.range.start)
    assert "15件" in [said(analysis, one.range) for one in back]
    assert position(analysis, "申请15件", 2) in [one.range.start for one in back]


def test_references() -> None:
    analysis = analysed(REPORT)
    place = position(analysis, "申请15件", 3)
    spoken = [said(analysis, one.range) for one in references(analysis, place, declaration=False)]
    assert spoken == ["15件"]
    assert [said(analysis, one.range) for one in references(analysis, place, declaration=True)] == ["15件", "15"]
    total = position(analysis, TABBED_ROW, len(TABBED_ROW) - 1)
    found = references(analysis, total, declaration=True)
    assert [said(analysis, one.range) for one in found][-1] == "15"
    assert len(found) > 1
    assert references(analysis, types.Position(0, 0), declaration=True) == []


@pytest.mark.parametrize("unit", UNITS)
def test_highlights_of_a_cell(unit: PositionUnit) -> None:
    analysis = analysed(REPORT, unit)
    found = highlights(analysis, position(analysis, TABBED_ROW, TABBED_ROW.index("12")))
    texts = [said(analysis, one.range) for one in found]
    # Its row, and the balance of its column.
    assert sorted(texts) == sorted(["12", "3", "0", "0", "0", "0", "15", "1", "12", "1"])
    assert [text for text, one in zip(texts, found, strict=True) if one.kind is Kind.Write] == ["15"]


def test_highlights_of_a_number_of_the_prose() -> None:
    text = REPORT.replace("未收取", "共收到政府信息公开申请15件。未收取") if "未收取" in REPORT else REPORT
    analysis = analysed(text)
    found = highlights(analysis, position(analysis, "申请15件", 3))
    assert "15" in [said(analysis, one.range) for one in found if one.kind is Kind.Write]
    assert "15件" in [said(analysis, one.range) for one in found if one.kind is Kind.Read]
    assert highlights(analysis, types.Position(0, 0)) == []
