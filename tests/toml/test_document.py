"""The lines of keys."""

from __future__ import annotations

import re

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from reportlint.toml import TomlDocument, TomlError, written, written_key

TEXT = '''# 说明
a = 1
b.c = [
  "x",  # ]
  "y",
]
d = """
e = 3
[f]
"""
g = { h = 1,
      i = 2 }

[t]
"j.k" = 1
[t.u]
l = 1
[[m]]
n = 1
[[m]]
n = 2
[[m.o]]
p = 1
[m.q]
r = 1
'''


def test_lines() -> None:
    document = TomlDocument.parse(TEXT.encode(), "x.toml")
    line = document.line
    assert [line("a"), line("b", "c"), line("b"), line("d"), line("g", "i")] == [2, 3, 3, 7, 11]
    assert [line("t", "j.k"), line("t", "u", "l"), line("m", 0, "n"), line("m", 1, "n")] == [15, 17, 19, 21]
    assert [line("m", 1, "o", 0, "p"), line("m", 1, "q", "r"), line("m", 1, "q")] == [23, 25, 24]
    # What is not there stands where the table around it does; a string of a list in its own line.
    assert [line("m", 1, "z"), line("t", "z"), line("z"), line("b", "c", value="y")] == [20, 14, 0, 5]


KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
VALUES = st.recursive(
    st.text(st.characters(exclude_categories=["Cs"])) | st.booleans() | st.integers(-9, 9) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_what_is_written_is_read_again_in_its_line(values: dict[str, object]) -> None:
    lines = [f"{written_key(key)} = {written(value)}" for key, value in values.items()]
    text = "\n".join(lines)
    assert tomli.loads(text) == values
    document = TomlDocument.parse(text.encode(), "x.toml")
    assert [document.line(key) for key in values] == list(range(1, len(values) + 1))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = “甲”", "请加英文引号"), ("a = 甲", "请加英文引号"), ("a 1", "等号"), ("甲 = 1", "英文引号"), ("a = 1 b = 2", "换行"),
        ("a = 1\na = 2", "同一项写了两次"), ("a = { b = 1, b = 2 }", "同一项写了两次"), ("[a]\n[a]", "同一张表写了两次"),
        ("[[a", "]]"), ("[a", "]"), ("a = [1, 2", "]"), ("a = { b = 1", "}"), ('a = "b', "引号没有成对"), ('a = """b', "引号没有成对"),
        ('a = "C:\\报告"', "反斜杠"), ('a = "\\xzz"', "反斜杠"), ('a = "\\ud800"', "反斜杠"), ("a = 2026-02-30", "日期"),
        ('a = "\x01"', "不能用的字符"), ("a = 'b\nc'", "不能用的字符"), ("[a]\nb = 1\n[[a]]", "两次"), ("a = []\n[[a]]", "不能再添"),
        ("a.b = 1\na.b.c = 2", "两次"),
    ],
)  # fmt: skip
def test_mistakes_in_chinese(text: str, said: str) -> None:
    with pytest.raises(TomlError) as caught:
        TomlDocument.parse(text.encode(), "x.toml")
    told = caught.value.message.zh
    assert said in told
    assert not re.search("[A-Za-z]{2}", told.replace("TOML", ""))
