"""Code actions that fill numbers in, or fix all findings of one kind."""

from __future__ import annotations

import pytest
from lsprotocol import types

from reportlint.server.actions import code_actions
from reportlint.source import PositionUnit

from .reports import REPORT, TABBED_ROW, UNITS, analysed, applied, position


def actions(
    text: str,
    part: str,
    within: int = 0,
    unit: PositionUnit = "utf-16",
    *,
    kind: str = "refactor",
    language: str = "zh",
) -> dict[str, str]:
    """The actions at a place by their titles, with the text that each makes."""
    analysis = analysed(text, unit)
    place = position(analysis, part, within)
    context = types.CodeActionContext([], only=[kind])
    params = types.CodeActionParams(types.TextDocumentIdentifier("x"), types.Range(place, place), context)
    made = {}
    for action in code_actions(analysis, params, language, versioned=False):
        assert action.edit is not None and action.edit.changes is not None
        assert str(getattr(action.kind, "value", action.kind)).startswith(kind)
        [edits] = action.edit.changes.values()
        made[action.title] = applied(analysis, list(edits))
    return made


@pytest.mark.parametrize("unit", UNITS)
def test_a_wrong_total(unit: PositionUnit) -> None:
    wrong = TABBED_ROW[:-2] + "1６件"
    made = actions(REPORT.replace(TABBED_ROW, wrong), wrong, len(wrong) - 3, unit)
    title = "“一、本年新收政府信息公开申请数量 × 总计”填 15（总计 = 自然人＋法人或其他组织各列之和）"
    assert made == {title: REPORT.replace(TABBED_ROW, TABBED_ROW + "件")}


def test_a_blank_total() -> None:
    row = "（七）总计\t\t12\t3\t0\t0\t0\t0\t15"
    assert row in REPORT
    blank = row.replace("\t3\t0\t0", "\t3\t\t0")
    made = actions(REPORT.replace(row, blank), blank, blank.index("\t\t0") + 1, language="en")
    by_column = [title for title in made if title.startswith("Fill in 0 for “（七）总计 × 科研机构”")]
    assert [made[title] for title in by_column] == [REPORT]


def test_a_right_total_is_left_alone() -> None:
    assert actions(REPORT, TABBED_ROW, len(TABBED_ROW) - 1) == {}


def test_blanks_of_a_row_and_of_its_table() -> None:
    other = "四、结转下年度继续办理\t\t\t1\t0\t0\t0\t0\t0\t1"
    assert other in REPORT
    rows = (TABBED_ROW.replace("\t3\t0\t0", "\t3\t\t"), other.replace("\t1\t0\t0\t0", "\t1\t\t0\t"))
    text = REPORT.replace(TABBED_ROW, rows[0]).replace(other, rows[1])
    made = actions(text, rows[0], 2)
    assert made["本行空格填0、空总计填合计：一、本年新收政府信息公开申请数量"] == text.replace(rows[0], TABBED_ROW)
    assert made["本表空格填0、空总计填合计：收到和处理政府信息公开申请情况表"] == REPORT


def test_the_last_cells_of_a_row_may_be_blank() -> None:
    # What is blank at the end may be lost, so nothing is said of it; filling it in is the author's word.
    bars = REPORT.replace("\t", "|")
    row, blank = TABBED_ROW.replace("\t", "|"), TABBED_ROW.replace("\t", "|").replace("|0|15", "||")
    analysis = analysed(bars.replace(row, blank))
    assert analysis.report is not None and analysis.report.tables["applications"].rows["new"].unaligned
    made = actions(bars.replace(row, blank), blank, 3)
    title = "本行空格填0、空总计填合计：一、本年新收政府信息公开申请数量"
    assert made[title] == bars
    lost = blank[:-1]
    assert title not in actions(bars.replace(row, lost), lost, 3)


@pytest.mark.parametrize("room", ["", " ", "   "])
def test_a_total_that_is_not_typed_yet(room: str) -> None:
    row = TABBED_ROW[:-2] + room
    made = actions(REPORT.replace(TABBED_ROW, row), row, len(row))
    title = "“一、本年新收政府信息公开申请数量 × 总计”填 15（总计 = 自然人＋法人或其他组织各列之和）"
    assert made[title].replace(" ", "") == REPORT.replace(" ", "")


def test_all_of_one_kind() -> None:
    text = REPORT.replace("统计期限为", "统计期限为，，").replace("不够及时。", "不够及时。。")
    made = actions(text, "，，", 1, kind="quickfix")
    [title] = [title for title in made if title.startswith("修复全部 TXT")]
    assert title.endswith("（2 处）")
    assert "，，" not in made[title] and "。。" not in made[title]
