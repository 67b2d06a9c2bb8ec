"""What is offered where."""

from __future__ import annotations

from datetime import date

import pytest
from lsprotocol import types

from reportlint.report import Report
from reportlint.server.features.completion import completion
from reportlint.server.features.offers import to_snippet
from reportlint.source import PositionUnit

from .reports import REPORT, UNITS, analysed, applied, offset_of

TODAY = date(2025, 1, 20)
FRONT, REST = REPORT.split("二、主动公开政府信息情况\n", 1)
CARET = "¦"


def offered(
    text: str, unit: PositionUnit = "utf-16", *, snippets: bool = False, as_is: bool = True, name: str = "报告.txt"
) -> tuple[dict[str, types.CompletionItem], dict[str, str]]:
    """The items at the caret by their labels, and the text that each makes."""
    analysis = analysed(text.replace(CARET, ""), unit, name)
    at = text.index(CARET)
    place = types.Position(*analysis.snapshot.text.position(at, unit))
    items = completion(analysis, place, "zh", TODAY, snippets=snippets, as_is=as_is)
    made = {}
    for item in items:
        edit = item.text_edit
        assert isinstance(edit, types.TextEdit)
        start = offset_of(analysis.snapshot.text.text, edit.range.start, unit)
        assert start <= at and edit.range.start.line == edit.range.end.line == place.line
        # What clients compare with what is typed.
        assert (item.filter_text or "").startswith(analysis.snapshot.text.text[start:at])
        made[item.label] = applied(analysis, [edit])
    return {item.label: item for item in items}, made


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("typed", ["", "二", "二、", "二、主动", "主动"])
def test_a_missing_heading(unit: PositionUnit, typed: str) -> None:
    items, made = offered(FRONT + typed + CARET + "\n" + REST, unit)
    item = items["二、主动公开政府信息情况"]
    assert item.preselect and item.sort_text == "000"
    assert made["二、主动公开政府信息情况"] == FRONT + "二、主动公开政府信息情况\n" + REST


def test_headings_come_in_their_order_and_with_the_marks_of_the_others() -> None:
    text = "## 𠮷石镇人民政府2023年政府信息公开工作年度报告\n\n## 一、总体情况\n\n总体很好。\n\n¦\n"
    items, made = offered(text)
    headings = [label for label in items if items[label].kind is types.CompletionItemKind.Module]
    assert headings == [
        "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
    ]  # fmt: skip
    assert made[headings[0]] == text.replace(CARET, f"## {headings[0]}")
    assert items[headings[0]].preselect and not items[headings[1]].preselect


def test_no_heading_where_a_line_says_something_else() -> None:
    items, _ = offered(FRONT + "二、他事" + CARET + "\n" + REST)
    assert "二、主动公开政府信息情况" not in items


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("typed", ["", "2.", "重复"])
def test_a_missing_row(unit: PositionUnit, typed: str) -> None:
    row = "\t\t2.重复申请\t1\t0\t0\t0\t0\t0\t1\n"
    assert row in REPORT
    items, made = offered(REPORT.replace(row, f"\t\t{typed}{CARET}\n"), unit)
    assert [label for label in items if items[label].kind is types.CompletionItemKind.Field] == ["2.重复申请"]
    assert items["2.重复申请"].detail == "缺少的行：（五）不予处理"
    assert items["2.重复申请"].preselect
    assert made["2.重复申请"] == REPORT.replace(row, "\t\t2.重复申请\n")


def test_rows_of_a_table_of_bars() -> None:
    text = (
        "𠮷石镇2023年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n\n| 第二十条第（一）项 |\n|---|---|---|---|\n"
        "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n| 规章 | 0 | 0 | 0 |\n| 行政¦\n"
    )
    _, made = offered(text)
    assert made["行政规范性文件"] == text.replace("行政¦", "行政规范性文件")


def test_nothing_in_a_row_that_is_there() -> None:
    items, _ = offered(REPORT.replace("\t15\n", f"\t{CARET}15\n", 1))
    assert items == {}


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("typed", ["", "《", "《中华人民", "政府信息公开"])
def test_the_regulation(unit: PositionUnit, typed: str) -> None:
    sentence = "根据𠮷石镇的安排，"
    text = REPORT.replace("根据《中华人民共和国政府信息公开条例》", f"{sentence}{typed}{CARET}")
    _, made = offered(text, unit)
    label = "《中华人民共和国政府信息公开条例》"
    assert made[label] == text.replace(f"{typed}{CARET}", label)


def test_a_mark_that_the_editor_closed_is_taken_in() -> None:
    text = REPORT.replace("根据《中华人民共和国政府信息公开条例》", "根据，《中华¦》")
    _, made = offered(text)
    assert made["《中华人民共和国政府信息公开条例》"] == text.replace("《中华¦》", "《中华人民共和国政府信息公开条例》")


@pytest.mark.parametrize(("year", "number"), [(2023, "国办公开办函〔2021〕30号"), (2020, "国办公开办函〔2019〕60号")])
def test_the_notice_of_the_year(year: int, number: str) -> None:
    text = REPORT.replace("2023", str(year)).replace("国办公开办函〔2021〕30号", "国办公开¦")
    items, made = offered(text)
    [label] = [label for label in items if "国办公开办函" in label]
    assert label.startswith("《国务院办公厅政府信息与政务公开办公室关于") and label.endswith(f"》（{number}）")
    assert made[label] == text.replace("国办公开¦", label)
    if year == 2023:
        assert "〈中华人民共和国政府信息公开工作年度报告格式〉" in label


@pytest.mark.parametrize("typed", ["", "第", "第四十"])
def test_articles_on_the_report(typed: str) -> None:
    text = REPORT.replace("（国务院令第711号）第五十条", f"{typed}{CARET}")
    items, made = offered(text)
    assert items["第四十九条"].detail == "年度报告的期限"
    assert made["第四十九条"] == text.replace(f"{typed}{CARET}", "第四十九条")
    assert ("第五十条" in items) == (typed != "第四十")


def test_sentences_of_the_year_and_the_place() -> None:
    text = REPORT.replace("六、其他需要报告的事项\n", "六、其他需要报告的事项\n\n2023年，¦\n")
    items, made = offered(text)
    label = "2023年，我镇未收取政府信息公开信息处理费。"
    assert made[label] == text.replace("2023年，¦", label)
    assert not any("统计期限" in label for label in items)
    front = REPORT.replace("本报告所列数据的统计期限", "所列数¦")
    items, _ = offered(front)
    assert "所列数据的统计期限为2023年1月1日至2023年12月31日。" in items
    old = text.replace("2023", "2020")
    assert not any("信息处理费" in label for label in offered(old)[0])


def test_snippets_and_plain_texts() -> None:
    text = REPORT.replace("六、其他需要报告的事项\n", "六、其他需要报告的事项\n\n¦\n")
    label = next(label for label in offered(text)[0] if "实际收取" in label)
    plain, with_places = offered(text)[0][label], offered(text, snippets=True)[0][label]
    assert plain.insert_text_format is types.InsertTextFormat.PlainText
    assert plain.text_edit is not None and "【此处填写：件数】" in plain.text_edit.new_text
    assert with_places.insert_text_format is types.InsertTextFormat.Snippet
    assert with_places.text_edit is not None and "${1:【此处填写：件数】}件" in with_places.text_edit.new_text


def test_places_of_a_snippet() -> None:
    text = "【此处填写：名】$1}\\，【此处填写：址】、【此处填写：名】"
    assert to_snippet(text) == "${1:【此处填写：名】}\\$1\\}\\\\，${2:【此处填写：址】}、$1$0"


@pytest.mark.parametrize(
    ("name", "as_is", "bars"), [("a.txt", True, False), ("a.txt", False, True), ("a.md", True, True)]
)
@pytest.mark.parametrize("text", ["¦", "\n¦\n", "  ¦"])
def test_a_whole_report_in_an_empty_document(name: str, as_is: bool, bars: bool, text: str) -> None:
    items, made = offered(text, as_is=as_is, name=name)
    assert list(items) == ["2024年政府信息公开工作年度报告", "2025年政府信息公开工作年度报告"]
    whole = made["2024年政府信息公开工作年度报告"]
    assert ("| 规章" in whole, "规章\t0" in whole) == (bars, not bars)
    report = analysed(whole).report
    assert isinstance(report, Report)
    assert (report.year, len(report.sections), len(report.tables)) == (2024, 6, 6)
    assert all(check.outcome == "holds" for check in report.identities)


def test_the_year_of_the_files_name_comes_first() -> None:
    items, _ = offered(CARET, snippets=True, name="青石镇2022年年报.txt")
    assert next(iter(items)) == "2022年政府信息公开工作年度报告"
    edit = items["2022年政府信息公开工作年度报告"].text_edit
    assert edit is not None and edit.new_text.startswith("${1:【此处填写：机关名称】}2022年")


def test_nothing_in_what_is_no_report() -> None:
    assert offered("购物清单：¦")[0] == {}
    assert completion(analysed(REPORT), types.Position(9999, 9999), "zh", TODAY, snippets=True, as_is=True) is not None
