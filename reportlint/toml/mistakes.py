"""What tomli says of a mistake, in Chinese: for those who write settings and notes without knowing TOML.

Loaded only where there is a mistake.
"""

from __future__ import annotations

# By the beginning of what tomli says.
_IN_CHINESE = (
    ("Cannot declare", "同一张表写了两次"),
    ("Cannot overwrite a value", "同一项写了两次"),
    ("Duplicate inline table key", "同一项写了两次"),
    ("Cannot mutate immutable namespace", "这张表已经写完，不能再添"),
    ("Cannot redefine namespace", "这张表已经写完，不能再添"),
    ("Expected '=' after a key", "名称后面要有等号 ="),
    ("Expected ']]'", "表的名称后面要有 ]]"),
    ("Expected ']'", "表的名称后面要有 ]"),
    ("Expected newline", "一项写完要换行"),
    ("Found invalid character", "有不能用的字符"),
    ("Illegal character", "有不能用的字符"),
    ("Invalid date", "日期写得不对，应如 2026-12-31"),
    ("Invalid hex value", "反斜杠 \\ 后面写得不对；要写 \\ 本身，请写两个，或改用单引号"),
    ("Unescaped '\\'", "反斜杠 \\ 后面写得不对；要写 \\ 本身，请写两个，或改用单引号"),
    ("Escaped character", "反斜杠 \\ 后面写得不对；要写 \\ 本身，请写两个，或改用单引号"),
    ("Invalid initial character", "名称写得不对；名称里有汉字等字符的，请加英文引号"),
    ("Invalid statement", "这里不是一项，也不是一张表；名称里有汉字等字符的，请加英文引号"),
    ("Invalid value", "值写得不对；文字请加英文引号"),
    ("Unclosed array", "列表缺少结尾的 ]"),
    ("Unclosed inline table", "缺少结尾的 }"),
    ("Unterminated string", "引号没有成对"),
)


def in_chinese(told: str) -> str:
    """The same in Chinese; as it is where there are no such words here."""
    return next((words for beginning, words in _IN_CHINESE if told.startswith(beginning)), told)
