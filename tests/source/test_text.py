"""Positions: offsets, lines and columns, and the units that editors count in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.source import (
    VARIANTS,
    PositionUnit,
    SourceText,
    UnreadableText,
    decode,
    fold,
    label_key,
    ordinal_and_key,
)

texts = st.text(alphabet="a中𠮷é\u0301\n\r\f\u2028\t", max_size=30)
units = st.sampled_from(["utf-8", "utf-16", "utf-32"])


@given(texts, units)
def test_offset_and_position_are_each_others_inverse(text: str, unit: PositionUnit) -> None:
    source = SourceText(text)
    for offset in range(len(text) + 1):
        line, character = source.position(offset, unit)
        back = source.offset(line, character, unit)
        # Inside a line end there is no position: it is the end of the line.
        assert back == offset or text[back:offset].strip("\r\n") == ""


@given(texts, units, st.integers(-2, 9), st.integers(-2, 99))
def test_positions_outside_are_moved_in(text: str, unit: PositionUnit, line: int, character: int) -> None:
    assert 0 <= SourceText(text).offset(line, character, unit) <= len(text)


def test_lines_end_where_editors_end_them() -> None:
    source = SourceText("一\f二\u2028三\r\n四\r五\n")
    assert [source.text[slice(*source.line_span(line))] for line in range(4)] == ["一\f二\u2028三", "四", "五", ""]


def test_columns_for_people_count_code_points_from_1() -> None:
    source = SourceText("甲\n𠮷乙")
    assert source.line_column(3) == (2, 2)
    assert source.position(3, "utf-16") == (1, 2)
    assert source.position(3, "utf-8") == (1, 4)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_of_reports(encoding: str) -> None:
    text = "青石镇2023年政府信息公开工作年度报告 0 1 2 and a few letters\n" * 5
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x12\x99", b"\xff\xfe\x00", bytes(range(256)) * 4])
def test_what_is_not_text_is_said_to_be_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableText):
        decode(data)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("本年増/減", "本年增减"),
        ("本年增／减", "本年增/减"),
        ("⼀、总体情况", "一、总体情况"),
        ("3. 危及‘三安全一稳定’", "3、危及“三安全 一稳定”"),
        ("（一） 予以公开", "(一)予以公开"),
        ("其它需要报告的事项", "其他需要报告的事项"),
        ("政府信息公開行政復議、行政訴訟情況", "政府信息公开行政复议、行政诉讼情况"),
        ("總(zǒng)計", "总计"),
        ("**总 计**", "总计"),
    ],
)
def test_labels_that_are_one(one: str, other: str) -> None:
    assert label_key(one) == label_key(other)


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("一、本年新收", ("一", "本年新收")),
        ("（ 一 ）予以公开", ("(一)", "予以公开")),
        ("1．属于国家秘密", ("1", "属于国家秘密")),
        ("**二、**主动公开", ("二", "主动公开")),
        ("总计", ("", "总计")),
    ],
)
def test_ordinals(label: str, parts: tuple[str, str]) -> None:
    assert ordinal_and_key(label) == parts


@given(st.text(max_size=50))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_variants_are_all_ideographs_that_folding_changes() -> None:
    ideographs = "".join(map(chr, range(0x4E00, 0xA000)))
    changed = {char: folded for char, folded in zip(ideographs, fold(ideographs), strict=True) if char != folded}
    assert {char: folded for char, folded in VARIANTS.items() if char in ideographs} == changed
    assert all(fold(char) == folded != char for char, folded in VARIANTS.items())


def test_folding_every_character_twice_is_folding_it_once() -> None:
    characters = "".join(map(chr, range(0x11000)))
    assert fold(fold(characters)) == fold(characters)
