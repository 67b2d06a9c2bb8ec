"""Titles, headings and sections as reports really write them."""

from __future__ import annotations

import pytest

from reportlint.forms import FormBook
from reportlint.report import Report, read_report
from reportlint.source import SourceText

TITLE = "青石镇人民政府2023年政府信息公开工作年度报告\n\n"


def read(text: str, forms: FormBook) -> Report:
    return read_report(SourceText(text), forms)


@pytest.mark.parametrize(
    ("lines", "year", "body"),
    [
        ("青石镇人民政府2023年政府信息公开工作年度报告", 2023, "青石镇人民政府"),
        ("# **青石镇人民政府 2023 年政府信息公开工作年度报告**", 2023, "青石镇人民政府"),
        ("２０２３年青石镇政府信息公开工作年度报告", 2023, "青石镇"),
        ("青石镇人民政府\n\n2023年度政府信息公开工作年度报告", 2023, "青石镇人民政府"),
        ("青石镇人民政府\n2023年政府信息公开工作\n年度报告", 2023, "青石镇人民政府"),
        ("青石镇人民政府2023年政府信息公开工作\n年度报告", 2023, "青石镇人民政府"),
        ("青石镇人民政府2023年度政府信息公开\n工作年度报告\n发布时间：2024年1月8日", 2023, "青石镇人民政府"),
        ("青石镇人民政府二〇二三年政府信息公开工作年度报告", 2023, "青石镇人民政府"),
        ("青石镇人民政府政府信息公开工作年度报告\n（2023年度）", 2023, ""),
        ("青石镇人民政府政府信息公开工作年度报告", None, ""),
    ],
)
def test_titles(forms: FormBook, lines: str, year: int | None, body: str) -> None:
    title = read(lines + "\n\n一、总体情况\n", forms).title
    assert title is not None
    assert title.year == year
    assert body in title.body


@pytest.mark.parametrize(
    "heading",
    [
        "三、收到和处理政府信息公开申请情况",
        "## 三、收到和处理政府信息公开申请情况",
        "**三、收到和处理政府信息公开申请情况**",
        "三 、 收到和处理政府信息公开申请情况。",
        "⼆⼀三、收到和处理政府信息公开申请情况"[2:],
        "收到和处理政府信息公开申请情况",
        "3、收到和处理政府信息公开申请情况",
        "第三部分 收到和处理政府信息公开申请情况",
        "（三）收到和处理政府信息公开申请情况",
        "## 三 收到和处理政府信息公开申请情况",
        "三、收到和处理政府信息公开申请情况。本机关情况如下表。",
        "三、行政机关收到和处理政府信息公开申请情况",
        "三、申请办理情况",
    ],
)
def test_headings_of_a_section(forms: FormBook, heading: str) -> None:
    text = f"{TITLE}一、总体情况\n\n正文。\n\n{heading}\n\n（一）予以公开\t1\t0\t0\t0\t0\t0\t1\n"
    report = read(text, forms)
    assert "applications" in report.sections
    assert ("granted", "total") in report.tables["applications"].cells


@pytest.mark.parametrize("line", ["一、二、三级网格员参与公开", "（一）主动公开政府信息情况"])
def test_lines_that_are_no_heading_of_a_section(forms: FormBook, line: str) -> None:
    report = read(f"{TITLE}一、总体情况\n\n{line}\n\n正文。\n", forms)
    assert list(report.sections) == ["overview"]
    assert report.sections["overview"].inner == ()


def test_a_table_of_contents_is_not_the_report(forms: FormBook) -> None:
    headings = [
        f"{'一二三四五六'[section.number - 1]}、{section.heading.official}" for section in forms.get("2021").sections
    ]
    contents = "目录\n" + "\n".join(headings) + "\n\n引言。\n\n"
    body = "\n\n".join(f"{heading}\n\n正文。" for heading in headings)
    report = read(TITLE + contents + body + "\n", forms)
    assert [report.raw(section.body_span).strip() for section in report.sections.values()] == ["正文。"] * 6


@pytest.mark.parametrize("break_", ["\n", "\n\n", "\n- 3 -\n", "\n\n第 3 页 共 6 页\n\n", "\r\n\f\r\n"])
def test_a_sentence_that_a_page_broke_is_one(forms: FormBook, break_: str) -> None:
    first = "全年通过政府网站主动公开各类政府信息共计一百二十条，数量上较"
    report = read(f"{TITLE}一、总体情况\n\n{first}{break_}2022年，我镇公开的信息增加了二十条。\n", forms)
    (paragraph,) = report.paragraphs
    assert report.raw(paragraph.span).startswith("全年")
    assert [(year.year, year.role) for year in report.years] == [(2022, "comparison")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("全年通过政府网站主动公开各类政府信息共计一百二十条，数量上有增加。", "2022年，我镇公开信息二十条。"),
        ("全年通过政府网站主动公开各类政府信息共计一百二十条，数量上较", "　　2022年，我镇公开信息二十条。"),
        ("青石镇人民政府", "2024年1月16日"),
        ("全年通过政府网站主动公开各类政府信息共计一百二十条，数量上较", "一是公开信息二十条。"),
    ],
)
def test_paragraphs_that_are_two(forms: FormBook, first: str, second: str) -> None:
    report = read(f"{TITLE}一、总体情况\n\n{first}\n{second}\n", forms)
    assert len(report.paragraphs) == 2
