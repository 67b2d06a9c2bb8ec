"""Outline, folding, selections, colours, links, lenses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import pytest
from lsprotocol import types

from reportlint.server.features.folding import folding_ranges
from reportlint.server.features.lenses import code_lenses
from reportlint.server.features.links import document_links
from reportlint.server.features.selection import selection_ranges
from reportlint.server.features.symbols import document_symbols, flat_symbols
from reportlint.server.features.tokens import LEGEND, semantic_tokens
from reportlint.source import PositionUnit
from tests.work.counting import grows_linearly

from .reports import EXAMPLE, REPORT, TABBED_ROW, UNITS, analysed, everything, position, said


@pytest.mark.parametrize("unit", UNITS)
def test_the_outline(unit: PositionUnit) -> None:
    analysis = analysed(REPORT, unit)
    symbols = document_symbols(analysis)
    assert [one.name for one in symbols[:4]] == [
        "𠮷石镇人民政府2023年政府信息公开工作年度报告", "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
    ]  # fmt: skip
    assert [one.name for one in symbols[3].children or ()] == ["收到和处理政府信息公开申请情况表"]
    assert [one.name for one in symbols[5].children or ()] == ["（一）存在的主要问题", "（二）改进情况"]
    assert said(analysis, symbols[3].selection_range) == "三、收到和处理政府信息公开申请情况"
    for one in (*symbols, *(child for symbol in symbols for child in symbol.children or ())):
        assert said(analysis, one.selection_range) in said(analysis, one.range)
        assert _order(one.range.start) <= _order(one.selection_range.start)
        assert _order(one.selection_range.end) <= _order(one.range.end)


def _order(position: types.Position) -> tuple[int, int]:
    return position.line, position.character


def test_symbols_by_a_query() -> None:
    analysis = analysed(EXAMPLE)
    found = flat_symbols(analysis, "申请表")
    assert [one.name for one in found] == ["收到和处理政府信息公开申请情况表"]
    assert found[0].container_name == "青石镇人民政府2023年政府信息公开工作年度报告"
    assert len(flat_symbols(analysis)) == 15
    assert flat_symbols(analysis, "没有这个") == []


def test_folding() -> None:
    analysis = analysed(REPORT)
    lines = REPORT.split("\n")
    found = folding_ranges(analysis, None)
    assert [lines[one.start_line] for one in found if lines[one.end_line].startswith("四、结转")] == [
        "三、收到和处理政府信息公开申请情况", next(line for line in lines if line.startswith("（本列数据")),
    ]  # fmt: skip
    assert (found[0].start_line, found[0].end_line) == (0, 2)
    assert all(lines[one.end_line].strip() for one in found)
    assert len(folding_ranges(analysis, 3)) == 3


@pytest.mark.parametrize("unit", UNITS)
def test_selections_in_a_table(unit: PositionUnit) -> None:
    analysis = analysed(REPORT, unit)
    texts = _selections(analysis, position(analysis, TABBED_ROW, TABBED_ROW.index("12") + 1))
    assert texts[:2] == ["12", TABBED_ROW]
    assert texts[2].startswith("（本列数据") and texts[2].endswith("\t1")
    assert texts[3].startswith("三、收到")
    assert texts[4:] == [REPORT]


def test_selections_in_prose() -> None:
    analysis = analysed(REPORT)
    texts = _selections(analysis, position(analysis, "申请15件", 3))
    sentence = "2023年共收到政府信息公开申请15件，加上2022年结转的1件，全年办理15件，结转下年度继续办理1件。"
    assert texts[:4] == ["15", "15件", "2023年共收到政府信息公开申请15件", sentence]
    assert texts[4].startswith("（二）依申请公开情况。")
    assert texts[5].startswith("一、总体情况")


def test_selections_of_no_report_are_the_document() -> None:
    analysis = analysed("购物清单")
    assert _selections(analysis, types.Position(0, 1)) == ["购物清单"]


def _selections(analysis, position: types.Position) -> list[str]:  # type: ignore[no-untyped-def]
    [selection] = selection_ranges(analysis, [position])
    texts = []
    while selection is not None:
        texts.append(said(analysis, selection.range))
        selection = selection.parent
    assert all(inner in outer for inner, outer in pairwise(texts))
    return texts


def _decoded(analysis, tokens: types.SemanticTokens) -> list[tuple[str, str, list[str]]]:  # type: ignore[no-untyped-def]
    line = character = 0
    found = []
    for at in range(0, len(tokens.data), 5):
        below, more, length, kind, modifiers = tokens.data[at : at + 5]
        line, character = line + below, more + (0 if below else character)
        place = types.Range(types.Position(line, character), types.Position(line, character + length))
        names = [name for bit, name in enumerate(LEGEND.token_modifiers) if modifiers >> bit & 1]
        found.append((said(analysis, place), LEGEND.token_types[kind], names))
    return found


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_colours(unit: PositionUnit, newline: str) -> None:
    analysis = analysed(REPORT.replace("\n", newline), unit)
    found = _decoded(analysis, semantic_tokens(analysis))
    assert found[0] == ("𠮷石镇人民政府2023年政府信息公开工作年度报告", "namespace", ["declaration"])
    assert ("一、总体情况", "namespace", []) in found
    assert ("（七）总计", "property", []) in found
    assert ("15", "number", ["readonly"]) in found
    assert ("12", "number", []) in found
    assert ("15件", "number", ["documentation"]) in found
    assert ("国办公开办函〔2021〕30号", "string", []) in found
    assert any(kind == "enumMember" and text.startswith("2023") for text, kind, _ in found)


@pytest.mark.parametrize("unit", UNITS)
def test_colours_of_a_range(unit: PositionUnit) -> None:
    analysis = analysed(REPORT, unit)
    start = position(analysis, TABBED_ROW)
    row = types.Range(start, position(analysis, TABBED_ROW, len(TABBED_ROW)))
    texts = [text for text, _, _ in _decoded(analysis, semantic_tokens(analysis, row))]
    assert texts == ["一、本年新收政府信息公开申请数量", "12", "3", "0", "0", "0", "0", "15"]
    assert semantic_tokens(analysis, everything(analysis)) == semantic_tokens(analysis)


def test_links() -> None:
    more = "网址：（https://www.example.gov.cn/zwgk/index.html），邮箱 zwgk@example.gov.cn。见TBL301和www.example.cn/a_(b)。"
    analysis = analysed(REPORT + more)
    found = [(said(analysis, one.range), one.target) for one in document_links(analysis, "zh")]
    assert found[:2] == [
        ("https://www.example.gov.cn/zwgk/index.html", "https://www.example.gov.cn/zwgk/index.html"),
        ("zwgk@example.gov.cn", "mailto:zwgk@example.gov.cn"),
    ]
    assert found[2][0] == "TBL301" and str(found[2][1]).endswith(".md")
    assert found[3] == ("www.example.cn/a_(b)", "http://www.example.cn/a_(b)")


@pytest.mark.parametrize("piece", ["a", "a@", "https://", "w"])
def test_long_runs_of_addresses_are_read_in_linear_time(piece: str) -> None:
    def read(length: int) -> Callable[[], object]:
        return partial(document_links, analysed(REPORT + piece * (length // len(piece))), "zh")

    assert not grows_linearly(read, 25_000, 100_000, slack=3, least=0.5)


def test_lenses() -> None:
    analysis = analysed(REPORT)
    lenses = [(one.range.start.line, one.command.title) for one in code_lenses(analysis, "zh") if one.command]
    assert lenses[0] == (0, "6/6 个部分 · 42/42 勾稽关系成立")
    assert len(lenses) == 7
    assert lenses[5][1] == "25/25 行 · 39/39 勾稽关系成立"
    wrong = analysed(
        REPORT.replace(TABBED_ROW, TABBED_ROW[:-2] + "16").replace("\t1\t0\t0\t1\t2\t", "\t1\t0\t0\t\t2\t")
    )
    [first, *_] = code_lenses(wrong, "en")
    assert first.command is not None
    assert first.command.title.startswith("6/6 sections · 40/42 identities hold, 2 fail")
