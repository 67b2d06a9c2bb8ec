"""The norms that the rules on sections enforce."""

from __future__ import annotations

from reportlint.api import Heading, Label, label_key

SIX_SECTIONS = (
    "《中华人民共和国政府信息公开条例》第五十条；"
    "国办公开办函〔2021〕30号（2019、2020年的报告：国办公开办函〔2019〕60号）"
)
"""What an annual report has to contain, and the fixed headings."""

WORDING = "一般文字规范：前后一致"
"""What no norm says and every reader expects."""

NUMBERS = "一二三四五六七八九十"
"""Ordinals of sections by their number, from 1."""


def run_in_text(heading: Heading, label: Label) -> str:
    """What a rightly worded heading has behind it in its own line: “无” of “六、其他需要报告的事项：无”."""
    for at, char in enumerate(heading.text):
        if char in ":( " and label_key(heading.text[:at]) in label.right_keys:
            return heading.text[at:].strip(":() ")
    return ""
