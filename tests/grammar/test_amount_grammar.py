"""Amounts: the pattern that finds them and takes them apart, and the grammar that they are defined by."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint_grammar import amount_parser, find_amounts, parse_amount

# Pieces of which amounts are made, and what may stand before, within and behind them.
PIECES = [
    "1", "25", "1,234", "3.5", "0", "12345678", "三", "百", "十", "二百", "两千", "零", "万", "亿", "百万", "千", "千万", "余", "多",
    "几", " ", "至", "-", "到", "~", "件", "万元", "余万元", "亿元", "元", "人次", "个", "个月", "条", "%", "百分之", "左右", "以上", "分",
    "年", "0.1234567", "1234567890123", ".", ",", "篇", "近", "超过", "约 ", "不到", "第", "\n",
]  # fmt: skip


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_an_amount_that_is_found_is_what_the_grammar_reads(text: str) -> None:
    for start, end in find_amounts(text, 0, len(text)):
        amount = text[start:end]
        parsed, tree = amount_parser().parse(amount), parse_amount(amount)
        parts = [(node.kind, node.start, node.end) for node in parsed.children]  # type: ignore[attr-defined]
        assert [(node.kind, node.start, node.end) for node in tree.children] == parts
        assert (tree.kind, tree.start, tree.end) == ("amount", 0, len(amount))


@pytest.mark.parametrize(
    ("amount", "kinds"),
    [
        ("4件", "number unit"),
        ("800余条", "number more unit"),
        ("近8万余人次", "about number scale more unit"),
        ("三件左右", "han unit nearly"),
        ("3至5次", "number to number unit"),
        ("百分之三十", "hundredths han"),
    ],
)
def test_amounts_have_their_parts(amount: str, kinds: str) -> None:
    assert list(find_amounts(f"共{amount}。", 0, len(amount) + 2)) == [(1, len(amount) + 1)]
    assert [node.kind for node in parse_amount(amount).children] == kinds.split()
