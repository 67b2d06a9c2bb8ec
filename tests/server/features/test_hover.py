"""What is said of cells, citations, numbers of the prose and headings."""

from __future__ import annotations

import pytest

from reportlint.server.features.about import About
from reportlint.server.features.hover import hover
from reportlint.source import PositionUnit, Span
from reportlint.toml import Text

from .reports import REPORT, TABBED_ROW, UNITS, analysed, position, said


def told(text: str, part: str, within: int = 0, *, language: str = "zh", markdown: bool = False) -> str:
    analysis = analysed(text)
    found = hover(analysis, position(analysis, part, within), language, markdown=markdown)
    return "" if found is None else found.contents.value  # type: ignore[union-attr]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("text", [REPORT, REPORT.replace("\n", "\r\n")])
def test_a_cell(text: str, unit: PositionUnit) -> None:
    analysis = analysed(text, unit)
    found = hover(analysis, position(analysis, "\t15", 1), "zh", markdown=False)
    assert found is not None and found.range is not None
    assert said(analysis, found.range) == "15"
    assert found.contents.value.split("\n") == [  # type: ignore[union-attr]
        "一、本年新收政府信息公开申请数量 × 总计：15",
        "- ✓ 本年新收＋上年结转 = 办理结果总计＋结转下年度（“总计”）：15 + 1 = 15 + 1",
        "- ✓ 总计 = 自然人＋法人或其他组织各列之和（“一、本年新收政府信息公开申请数量”）：15 = 12 + 3",
        "- ✓ 正文第9行写的是“15件”",
    ]


def test_a_wrong_cell_shows_both_sums() -> None:
    text = REPORT.replace(TABBED_ROW, TABBED_ROW[:-2] + "16")
    found = told(text, TABBED_ROW[:-2], len(TABBED_ROW) - 1, language="en")
    assert "16 ≠ 12 + 3 (15)" in found
    assert "≠ line 9 says “15件”" in found
    assert found.startswith("TBL301")


def test_blanks_and_placeholders_say_so() -> None:
    row = TABBED_ROW.replace("\t3\t0", "\t3\t")
    blank = REPORT.replace(TABBED_ROW, row)
    found = told(blank, row, row.index("\t3\t") + 3)
    assert "× 科研机构：空白，没有填写（空白不等于0）" in found
    assert "（“一、本年新收政府信息公开申请数量”）：缺 “科研机构”（空白），无法核对" in found
    placeholder = REPORT.replace(TABBED_ROW, TABBED_ROW.replace("\t12\t", "\t/\t"))
    assert "× 自然人：占位符“/”，不是数字" in told(placeholder, "\t/\t", 1)
    unit = REPORT.replace(TABBED_ROW, TABBED_ROW.replace("\t12\t", "\t12件\t"))
    assert "× 自然人：12（写作“12件”）" in told(unit, "\t12件\t", 1)


def test_a_row_without_columns() -> None:
    row = "二、上年结转政府信息公开申请数量\t\t\t1\t0\t0\t0\t0\t0\t1"
    assert row in REPORT
    text = REPORT.replace(row, row.replace("\t0\t0\t0\t0\t0", "\t0"))
    assert "各数所在的列不能确定" in told(text, row[:6])


def test_an_item_of_an_article() -> None:
    found = told(REPORT, "第二十条第（五）项", 3)
    assert found.split("\n")[:3] == [
        "《中华人民共和国政府信息公开条例》",
        "- 第二十条：主动公开的内容（1款，15项）",
        "- 第（五）项：行政许可",
    ]
    assert "国务院令第711号，2019-05-15起施行；适用于2019年及以后的报告" in found
    assert "✓ 2023年的报告适用" in found
    assert "✗ 没有第（十六）项" in told(
        REPORT.replace("第二十条第（五）项", "第二十条第（十六）项"), "第二十条第（十六）项", 2
    )


def test_a_version_that_is_not_for_this_year() -> None:
    text = REPORT.replace("国务院令第711号", "国务院令第492号")
    found = told(text, "条例》（国务院令", 1)
    assert "2008年至2018年" in found
    assert "✗ 2023年的报告应适用国务院令第711号" in found


def test_document_numbers() -> None:
    found = told(REPORT, "国办公开办函", 2)
    assert found.startswith(
        "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
    )
    assert "- ✓ 2023年的报告适用" in found
    old = REPORT.replace("国办公开办函〔2021〕30号", "国办公开办函〔2019〕60号")
    found = told(old, "国办公开办函", 2, language="en")
    assert "prescribes the form of the reports on 2019 to 2020" in found
    assert "✗ the report on 2023 follows 国办公开办函〔2021〕30号" in found


def test_a_number_of_the_prose() -> None:
    assert told(REPORT, "申请15件", 2).split("\n") == [
        "读作：政府信息公开申请 · 收到：15件",
        "- ✓ 与表一致：本年新收",
        "- 一、本年新收政府信息公开申请数量 × 总计：15",
    ]
    # Some count what was carried in; where that is what fits, both cells are shown.
    found = told(REPORT.replace("申请15件", "申请16件"), "申请16件", 2)
    assert found.split("\n")[1:] == [
        "- ✓ 与表一致：本年新收",
        "- 一、本年新收政府信息公开申请数量 × 总计：15",
        "- 二、上年结转政府信息公开申请数量 × 总计：1",
    ]


def test_headings() -> None:
    assert told(REPORT, "三、收到", 2).startswith(
        "规定的第3部分：收到和处理政府信息公开申请情况\n- 依据：国办公开办函〔2021〕30号"
    )
    text = REPORT.replace("一、总体情况", "一、概述")
    assert "规定的标题：“总体情况”" in told(text, "一、概述", 2)


def test_markdown() -> None:
    found = told(REPORT, "第二十条第（五）项", 3, markdown=True)
    assert found.startswith("**《中华人民共和国政府信息公开条例》**\n\n- 第二十条：主动公开的内容（1款，15项）\n- ")
    bold = TABBED_ROW[:-2] + "**15**"
    text = REPORT.replace(TABBED_ROW, bold).replace("一、本年新收政府", "一、本年新收 政府")
    found = told(text, "**15**", 1, markdown=True)
    assert found.startswith("**一、本年新收政府信息公开申请数量 × 总计：15**\n\n- ✓ ")
    assert About(Span(0, 1), Text("*甲*", ""), (Text("a_b", ""),)).written("zh", True) == "**\\*甲\\***\n\n- a\\_b"


def test_what_is_no_report_has_its_codes_only() -> None:
    assert told("购物清单：15件，第二十条", "15") == ""
    assert told("见TBL301", "TBL301", 2).startswith("TBL301")
