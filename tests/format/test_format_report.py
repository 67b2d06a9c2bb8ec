"""Tables drawn anew: nothing is lost, nothing else is touched, and once is enough."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.format import Formatted, align_tables, format_report
from reportlint.plugins import load_plugins
from reportlint.report import Table, Value, read_report
from reportlint.source import SourceText, columns
from reportlint.testing import ALL_SHAPES, consistent_numbers, sample_report
from reportlint_grammar import Node, parse_report
from tests.work.counting import calls_of

FORMS = load_plugins(installed=False).forms
NOISE = st.text(alphabet="一二（）|｜\\＼\t \n\r-—:：*12,甲乙丙丁　\u00a0\u200b\U00020bb7e\u0301", max_size=200)
LINES = st.lists(
    st.sampled_from([
        "甲\t乙\t3", "\t\t丙", "\t丙", "甲|乙|丙", "| 甲 | 5 |", "|甲|", "| 12 |", "|", "---|---", "|:--|--:|", "| - | - |",
        "-\t-", "——|——|——", "|——|——|", "a\\|b\tc|d", "a\\\tb|", "甲｜乙\t丙", "丙\t", "", "正文。", "12", "一、总体情况",
        "| a\\", "甲 | 乙 |", "\t", "||||", "| \t12 |", "|" + "宽" * 50 + "|窄|",
    ]),
    max_size=12,
)  # fmt: skip


def formatted(text: str) -> Formatted:
    source = SourceText(text)
    return align_tables(source, parse_report(source.folded))


def contents(text: str) -> tuple[list[list[str]], list[str]]:
    """The cells of every row, and the lines that are no row and no row of dashes, by the tree alone.

    Empty cells at the end of a row do not count, nor whether a bar is escaped.
    """
    source = SourceText(text)
    rows: list[list[str]] = []
    others: list[str] = []

    def visit(node: Node) -> None:
        if node.kind == "row":
            # The last cell ends with the line, every other one with its separator.
            ends = [child.end - (child is not node.children[-1]) for child in node.children]
            cells = [text[c.start : end] for c, end in zip(node.children, ends, strict=True) if c.kind == "cell"]
            cells = [cell.rstrip("\r\n").strip(" \t").replace("\\|", "|").replace("\\｜", "｜") for cell in cells]
            while cells and not cells[-1]:
                cells.pop()
            rows.append(cells)
        elif node.kind == "delimiter":
            pass
        elif node.children:
            for child in node.children:
                visit(child)
        else:
            others.append(text[node.start : node.end])

    visit(parse_report(source.folded))
    return rows, others


@given(NOISE | st.tuples(LINES, st.sampled_from(["\n", "\r\n", "\r"])).map(lambda pair: pair[1].join(pair[0])))
def test_nothing_is_lost_in_any_text(text: str) -> None:
    after = formatted(text).text
    assert formatted(after).text == after
    rows, others = contents(text)
    rows_after, others_after = contents(after)
    assert rows_after == rows
    assert "".join(others_after).rstrip("\r\n") == "".join(others).rstrip("\r\n")


@given(
    st.integers(0, 10**6), st.integers(2019, 2026), st.sampled_from(sorted(ALL_SHAPES)),
    st.sampled_from(["\n", "\r\n", "\r"]),
)  # fmt: skip
def test_reports_say_the_same(seed: int, year: int, shape: str, newline: str) -> None:
    form = FORMS.for_year(year)
    assert form is not None
    numbers = consistent_numbers(form, random.Random(seed))
    text = sample_report(form, year, numbers, shape=shape, seed=seed).replace("\n", newline)
    before = read_report(SourceText(text), FORMS)
    result = format_report(before, FORMS)
    after = read_report(SourceText(result.text), FORMS)
    again = format_report(after, FORMS)
    assert (again.text, len(again.left)) == (result.text, len(result.left))
    assert [said(table) for table in after.tables.values()] == [said(table) for table in before.tables.values()]
    assert [after.raw(one.span) for one in after.paragraphs] == [before.raw(one.span) for one in before.paragraphs]
    if ALL_SHAPES[shape].keeps_cells:
        assert result.left == ()


def said(table: Table) -> tuple[str, list[str], dict[tuple[str, str], tuple[Value, str]]]:
    return table.id, list(table.rows), {place: (cell.value, cell.raw) for place, cell in table.cells.items()}


def test_bars_do_not_prove_what_tabs_left_open() -> None:
    form = FORMS.for_year(2019)
    assert form is not None
    numbers = consistent_numbers(form, random.Random(0))
    before = read_report(SourceText(sample_report(form, 2019, numbers, shape="lost-cells-padded")), FORMS)
    table = before.tables["licences"]
    assert any(row.unaligned for row in table.rows.values())
    result = format_report(before, FORMS)
    assert before.raw(table.span) in result.text
    assert any(left.start <= table.span.start < left.end for left in result.left)


def test_columns_are_aligned_by_what_is_seen() -> None:
    result = formatted("名称\t数量\nＡb\t1\n三个字\t\n").text
    assert result == (
        "| 名称   | 数量 |\n"
        "| ------ | ---- |\n"
        "| Ａb    | 1    |\n"
        "| 三个字 |      |\n"
    )  # fmt: skip
    assert {columns(line) for line in result.splitlines()} == {17}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # The alignment of an old row of dashes is kept.
        ("|甲|乙|丙|\n|:-|-:|:-:|\n|1|2|3|\n", "| 甲  | 乙  | 丙  |\n| :-- | --: | :-: |\n| 1   | 2   | 3   |\n"),
        # The first row is as wide as the widest, or Markdown would not show the cells behind its last.
        ("甲\t乙\n1\t2\t3\n", "| 甲  | 乙  |     |\n| --- | --- | --- |\n| 1   | 2   | 3   |\n"),
        # Other rows keep their number of cells: a missing cell is not a blank one.
        ("甲\t乙\t丙\n1\t2\n", "| 甲  | 乙  | 丙  |\n| --- | --- | --- |\n| 1   | 2   |\n"),
        # A bar in a cell is escaped once.
        ("a|b\tc\\|d\n1\t2\n", "| a\\|b | c\\|d |\n| ---- | ---- |\n| 1    | 2    |\n"),
        # The last line has no line end before and none after.
        ("甲\t乙\n1\t2", "| 甲  | 乙  |\n| --- | --- |\n| 1   | 2   |"),
        ("|甲|\n|-|", "| 甲  |\n| --- |"),
        # Dashes that are words stay, dashes between rows are drawn.
        ("|甲|乙|\n|-|-|\n|-|-|\n|----|----|\n", "| 甲  | 乙  |\n| --- | --- |\n| -   | -   |\n| --- | --- |\n"),
        # A number alone does not cut a table in two.
        ("|甲|乙|\n|-|-|\n|1|2|\n|3|\n|4|5|\n", "| 甲  | 乙  |\n| --- | --- |\n| 1   | 2   |\n|3|\n| 4   | 5   |\n"),
    ],
)
def test_drawn(before: str, after: str) -> None:
    assert formatted(before).text == after


@pytest.mark.parametrize(
    "text",
    [
        "\t二、主动公开政府信息情况\n",
        "\t第一段。\n\t第二段。\n",
        "首页 | 公开 | 正文\n",
        "电话：\t123\n",
        "---|---\n",
        "自然人 5 0 0\n总计 5 0 0\n",
        "| 自然人\n| 商业企业\n",
    ],
)
def test_what_may_be_prose_is_left(text: str) -> None:
    assert formatted(text) == (text, ())


def test_what_markdown_would_read_differently_is_left_and_told() -> None:
    text = "甲\t乙\n-\t-\n丙\t丁\n\n戊\t己\n1\t2\n"
    result = formatted(text)
    assert result.text == "甲\t乙\n-\t-\n丙\t丁\n\n| 戊  | 己  |\n| --- | --- |\n| 1   | 2   |\n"
    assert [text[span.start : span.end] for span in result.left] == ["甲\t乙\n-\t-\n丙\t丁\n"]


def test_one_long_cell_does_not_fill_every_row_with_spaces() -> None:
    rows = 5_000
    text = "甲" * 100_000 + "\t乙\n" + "丙\t1\n" * rows
    found: list[str] = []
    calls = calls_of(lambda: found.append(formatted(text).text))
    assert len(found[0]) < len(text) + 120 * rows
    # About 250 for each row: none looks at the others.
    assert calls.all < 500 * rows
