"""The block grammar: every text gives a tree, and the leaves of the tree are the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.source import SourceText, fold
from reportlint_grammar import Node, cells_of, parse_report, report_parser
from tests.work.counting import grows_linearly

# Pieces that the terminals are made of, so that random texts reach all of them.
PIECES = [
    "一、总体情况", "（一）主动公开", "1.", "一是", "# ", "**", "|", "||", "\t", "\t\t", "---", "|---|", "\n", "\r\n", "\r", "\n\n",
    " ", "\u3000", "\f", "\u2028", "\ufeff", "。", "；", "：", "青石镇2023年政府信息公开工作年度报告", "第二十条第（一）项", "0", "12",
    "\\|", "\\", "《条例》", "⼀、", "𠮷", "鄉(xiāng)", "- ", "七、其他", "年报", "\x00", "\ud800",
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=60).map("".join)


def tree_of(text: str) -> Node:
    return parse_report(fold(text))


@given(texts)
def test_every_text_gives_a_tree_that_holds_all_of_it(text: str) -> None:
    tree = tree_of(text)
    assert "".join(text[leaf.start : leaf.end] for leaf in tree.leaves()) == text


@given(st.binary(max_size=400))
def test_decoded_noise_gives_a_tree_too(data: bytes) -> None:
    text = data.decode("gb18030", "replace")
    assert "".join(text[leaf.start : leaf.end] for leaf in tree_of(text).leaves()) == text


@given(texts)
def test_children_cover_their_parent_without_gaps(text: str) -> None:
    stack = [tree_of(text)]
    while stack:
        node = stack.pop()
        if node.children:
            assert node.start == node.children[0].start
            assert node.end == node.children[-1].end
            for one, following in zip(node.children, node.children[1:], strict=False):
                assert one.end == following.start
            stack.extend(node.children)


@given(texts)
def test_folding_keeps_the_length_and_the_lines(text: str) -> None:
    source = SourceText(text)
    assert len(source.folded) == len(text)
    assert [at + 1 for at, char in enumerate(source.folded) if char == "\n"] == list(source.line_starts[1:])


@given(st.lists(st.text(alphabet="甲1|\\ \t-", max_size=6), min_size=1, max_size=8))
def test_cells_are_those_of_the_grammar(cells: list[str]) -> None:
    for kind, separator in (("tab_cells", "\t"), ("pipe_cells", "|")):
        line = separator.join(cells) + "\n"
        parsed = report_parser().parse(line, start=kind)
        spans = [(node.start, node.end) for node in cells_of(line, 0, kind)]  # type: ignore[arg-type]
        assert spans == [(child.start, child.end) for child in parsed.children]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("一、总体情况", "section_heading"),
        ("## **一、总体情况**", "section_heading"),
        ("⼀、总体情况", "section_heading"),
        ("（一）主动公开情况", "subsection_heading"),
        ("( 二 )依申请公开情况。", "subsection_heading"),
        ("（一）主动公开情况。全年公开信息十条，覆盖各个领域。", "item"),
        ("1.完善制度。", "item"),
        ("一是完善制度。", "item"),
        ("青石镇人民政府2023年政府信息公开工作年度报告", "title"),
        ("# 青石镇人民政府2023年政府信息公开工作年度报告", "title"),
        ("### 工作回顾", "heading"),
        ("全年公开信息十条。", "paragraph"),
        ("\t全年公开信息十条，覆盖财政预决算、重大项目、公共服务、社会救助等各个领域，公开渠道不断拓宽。", "paragraph"),
        ("", "blank"),
        ("　　", "blank"),
        ("三、本年度办理结果\t（一）予以公开\t0", "row"),
        ("| 规章 | 0 | 0 |", "row"),
        ("规章 | 0 | 0", "row"),
        ("|---|:--:|", "delimiter"),
    ],
)
def test_lines_are_known_by_their_shape(line: str, kind: str) -> None:
    tree = tree_of(line + "\n")
    found = [node for name in ("row", "delimiter", kind) for node in tree.find(name)] + list(tree.leaves())
    assert kind in [node.kind for node in found]


def test_rows_that_follow_each_other_are_one_table() -> None:
    tree = tree_of("甲\t1\n乙\t2\n\n丙\t3\n")
    assert [len(table.children) for table in tree.find("table")] == [2, 1]


def test_headings_nest() -> None:
    tree = tree_of("标题\n一、总体情况\n（一）公开\n正文\n（二）申请\n二、主动公开\n")
    sections = list(tree.find("section"))
    assert [len(list(section.find("subsection"))) for section in sections] == [2, 0]


@pytest.mark.parametrize("piece", ["|", "\t", "（", "1", " ", "《", "第", "一、", "-", "\\", "年", "*", "#"])
def test_a_long_line_of_anything_takes_linear_time(piece: str) -> None:
    def parsed(length: int) -> Callable[[], object]:
        text = piece * (length // len(piece))
        return lambda: tree_of(text)

    assert not grows_linearly(parsed, 50_000, 200_000, slack=3, least=0.5)
