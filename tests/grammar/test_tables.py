"""The driver reads by its tables what Lark reads by its grammars: every tree, and every place where a text cannot be read."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import lark
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark.exceptions import UnexpectedInput

from reportlint.source import fold
from reportlint_grammar import tables
from reportlint_grammar.driver import Parser, Token, Tree, Unreadable
from reportlint_grammar.making import lark_parser, made
from reportlint_grammar.tables import (
    AMOUNT,
    CITATION,
    FORMULA,
    GRAMMARS,
    PATTERN,
    REPORT,
    Grammar,
    made_table,
    table_for,
)

EXAMPLES = Path(__file__).parents[2] / "examples"
PIECES = {
    REPORT: [
        "一、总体情况\n", "二、主动公开\n", "（一）内容\n", "# 题\n", "2023年政府信息公开工作年度报告\n", "\n", " \n", "正文。\n",
        "1. 项\n", "a\tb\t1\n", "\t缩进的一段\n", "| a | b |\n", "|--|:-:|\n", "|\n", "a | b\n", "行政许可 12 3 4\n", "12\n", "| 3 |\n",
        "- 3 -\n", "第 3 页 共 9 页\n", "\t", "|", "\n", " ", "a", "、", "(一)", "12",
    ],
    CITATION: [
        "《中华人民共和国政府信息公开条例》", "《条例》", "第五十条", "第一款", "第(二)项", "第2项", "、", "和", "的", "国办公开办函",
        "〔2021〕", "[2021]", "30号", "第711号", "国务院令", "<条例>", " ", "以下简称", "(以下简称条例)",
    ],
    AMOUNT: ["12", "1,234", "3.5", "十二", "两", "百分之", "万", "亿", "余", "多", "条", "件", "个百分点", "%", "近", "约", "共", "-", "至", "左右", " "],
    FORMULA: ["a", "sum", "sum(b)", "this.", "last.", "new_1", "1", "2.5", "+", "-", "*", "=", "==", "<=", "(", ")", " ", "\t", "$", "\n"],
    PATTERN: ["a", "字", "(", "(?:", "(?P<x>", "(?<!", ")", "|", "[a-z]", "[^\\d]", "\\d", "\\1", ".", "?", "*", "{1,3}", "{2}?", "^", "$", "[", "\n"],
}  # fmt: skip
FOUND = {REPORT: sorted(EXAMPLES.glob("*.txt")), FORMULA: [], CITATION: [], AMOUNT: [], PATTERN: []}


@cache
def ours(grammar: Grammar) -> Parser:
    return Parser(table_for(grammar))


@cache
def theirs(grammar: Grammar) -> lark.Lark:
    return lark_parser(grammar.text, grammar.starts, keep_all_tokens=grammar.keep_all_tokens)


def plain(tree: Any) -> object:
    """A tree of either kind as lists; of tokens their terminal and place."""
    if isinstance(tree, (Tree, lark.Tree)):
        return [str(tree.data), [plain(child) for child in tree.children]]
    assert isinstance(tree, (Token, lark.Token))
    return tree.type, tree.start_pos, str(tree)


def read(grammar: Grammar, start: str, text: str) -> tuple[object, object]:
    """What the driver and Lark make of a text: its tree, or the column where it cannot be read."""
    mine: object
    lark_s: object
    try:
        mine = plain(ours(grammar).parse(text, start))
    except Unreadable as error:
        mine = error.column
    try:
        lark_s = plain(theirs(grammar).parse(text, start=start))
    except UnexpectedInput as error:
        lark_s = error.column
    return mine, lark_s


@pytest.mark.parametrize("grammar", GRAMMARS, ids=lambda grammar: grammar.name)
@given(data=st.data())
def test_the_driver_reads_as_lark_does(grammar: Grammar, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(grammar.starts))
    pieces = st.lists(st.sampled_from(PIECES[grammar]), max_size=25).map("".join)
    text = fold(data.draw(pieces | st.text(max_size=20)))
    mine, lark_s = read(grammar, start, text)
    assert mine == lark_s


@pytest.mark.parametrize("path", FOUND[REPORT], ids=lambda path: path.name)
def test_reports_are_read_as_lark_does(path: Path) -> None:
    text = fold(path.read_text(encoding="utf-8"))
    mine, lark_s = read(REPORT, "report", text if text.endswith("\n") else text + "\n")
    assert mine == lark_s
    assert isinstance(mine, list)


@pytest.mark.parametrize("grammar", GRAMMARS, ids=lambda grammar: grammar.name)
def test_the_tables_are_those_of_the_grammars_as_they_are(grammar: Grammar) -> None:
    """If not: python -m reportlint_grammar."""
    kept = json.loads(Path(tables.__file__).with_name(f"{grammar.name}.json").read_text(encoding="utf-8"))
    anew = made_table(grammar)
    assert kept == json.loads(json.dumps(anew))


def test_a_grammar_that_was_changed_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = Grammar("formula", keep_all_tokens=True)
    assert table_for(changed) == made_table(changed) != table_for(FORMULA)
    monkeypatch.setattr(tables.json, "loads", lambda text: {})
    assert table_for(FORMULA) == made_table(FORMULA)


@pytest.mark.parametrize(
    "text",
    [
        'start: "a" B\nB: "b"i\nC: /[a-z]/\n%ignore C',
        'start: two{"a"}\ntwo{x}: x x',
    ],
)
def test_what_the_driver_does_not_do_is_refused_when_the_table_is_made(text: str) -> None:
    with pytest.raises(NotImplementedError):
        made(text, ["start"], keep_all_tokens=False)
