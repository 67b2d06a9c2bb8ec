"""The list to send back (整改清单): as CSV, and as a workbook read back by another library."""

from __future__ import annotations

import csv
import io
import sys
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from reportlint.diagnostic import Severity
from reportlint.outputs import BinaryOutput, OutputError, Run, output
from reportlint.outputs.as_csv import guarded
from reportlint.outputs.rectification import HEADS
from reportlint.result import Outline
from reportlint.toml import Text

from .samples import HARD, RUNS, TEXT, diagnostic, full_run, hard_run, result, rule, span_of

OUTLINE = Outline("青石镇人民政府", 2023, ((0, "一、总体情况"), (30, "二、主动公开政府信息情况")))


def outlined(run: Run) -> Run:
    first, *others = run.results
    return replace(run, results=(replace(first, outline=OUTLINE), *others))


def rows(run: Run) -> list[list[str]]:
    text = output("csv")(run)
    assert isinstance(text, str)
    assert text.startswith("\ufeff序号,") or run.language == "en"
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def sheets(run: Run) -> list[Worksheet]:
    data = output("xlsx")(run)
    assert isinstance(data, bytes)
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets


def cells(sheet: Worksheet) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.values]


def test_the_lines_of_the_list() -> None:
    head, first, second, third, fourth = rows(outlined(full_run()))
    assert head == [one.zh for one in HEADS]
    assert first == [
        "1", "青石镇人民政府", "2023", "一、总体情况", "3:13", "错误", "12", "总计应为15，实为12",
        "国办公开办函〔2021〕30号", "改为15", "", "", "TBL301", "reports/2023.md",
    ]  # fmt: skip
    assert second[3:7] == ["二、主动公开政府信息情况", "4:6", "提示", "𠮷田"]
    # Without a title, a file goes by its name.
    assert (third[1], third[-1]) == ("空 白", "/srv/网站/空 白.md")
    assert fourth[1] == "坏"


def test_where_there_is_no_fix_the_demand_is_told() -> None:
    run = Run((result(TEXT, diagnostic(span_of(TEXT, "12"))),), (rule(),))
    assert rows(run)[1][9] == "应做到：总计列等于各列之和"
    assert rows(replace(run, language="en"))[1][9] == "required: the total is the sum of the columns"


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_the_workbook_says_what_the_csv_says(run: Run) -> None:
    found, summary = sheets(run)
    unguarded = [[cell[1:] if cell.startswith("'") else cell for cell in row] for row in rows(run)]
    assert cells(found) == unguarded
    assert summary.title == ("按报告汇总" if run.language == "zh" else "by report")


def test_the_summary_has_a_row_for_each_report() -> None:
    head, first, second, third = cells(sheets(outlined(full_run()))[1])
    assert head == ["机关", "年度", "文件", "错误", "警告", "信息", "提示", "TBL", "DOC"]
    assert first == ["青石镇人民政府", "2023", "reports/2023.md", "1", "0", "0", "1", "2", "0"]
    assert (second[4], third[5]) == ("1", "1")
    assert len(cells(sheets(RUNS["no findings"])[1])) == 2


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", " =1", "＝1", "－1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    run = Run((result(cell, diagnostic(span_of(cell, cell), message=cell, basis=cell)),))
    for row in rows(run):
        assert not any(one.lstrip().startswith(("=", "+", "-", "@", "＝", "－")) for one in row)
    told = sheets(run)[0]["H2"]
    assert (told.value, told.data_type, told.quotePrefix, told.number_format) == (cell, "s", True, "@")


def test_nothing_of_a_report_breaks_a_line() -> None:
    text = output("csv")(hard_run())
    assert isinstance(text, str)
    assert len(text.splitlines()) == 3
    assert guarded("总计") == "总计"


@settings(max_examples=20)  # each is written and read as a workbook
@given(st.text(st.characters()), st.text(st.characters(), min_size=1))
def test_any_text_is_written(message: str, name: str) -> None:
    run = Run((result(message, diagnostic(span_of("", ""), message=message), name=name),))
    assert len(rows(run)) == 2
    found, _ = sheets(run)
    assert found.max_row == 2


def test_a_long_text_fits_a_cell() -> None:
    run = Run((result(TEXT, diagnostic(span_of(TEXT, "12"), message="政" * 40_000)),))
    told = sheets(run)[0]["H2"].value
    assert isinstance(told, str)
    assert (len(told), told[-1]) == (32_000, "…")


def test_more_findings_than_a_sheet_has_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run((result(TEXT, *[diagnostic(span_of(TEXT, "12"), severity=Severity.HINT)] * 5),))
    output("xlsx")
    monkeypatch.setattr(sys.modules["reportlint.outputs.as_xlsx"], "_MOST_ROWS", 2)
    assert [(one.title, one.max_row) for one in sheets(run)] == [
        ("整改清单", 3),
        ("整改清单 2", 3),
        ("整改清单 3", 2),
        ("按报告汇总", 2),
    ]


def test_without_the_library_the_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "reportlint.outputs.as_xlsx", raising=False)
    with pytest.raises(OutputError) as caught:
        output("xlsx")
    assert isinstance(caught.value.message, Text)
    assert all("pip install XlsxWriter" in words and "csv" in words for words in caught.value.message)


def test_a_binary_output_says_so() -> None:
    assert isinstance(output("xlsx"), BinaryOutput)
    assert not isinstance(output("csv"), BinaryOutput)
    assert "\x00" in HARD
