"""The families of rules, by the letters of their codes."""

from __future__ import annotations

from collections.abc import Mapping

from reportlint.toml import Text

from . import Run

FAMILIES: Mapping[str, Text] = {
    "SEC": Text("标题、部分、编号", "title, sections, numbering"),
    "TBL": Text("表格与勾稽关系", "tables and identities"),
    "LAW": Text("法规与文件的引用", "statutes and documents cited"),
    "YR": Text("年份、日期、过时的文字", "years, dates, stale wording"),
    "NUM": Text("正文与表格的数字", "prose against tables"),
    "ORG": Text("别的机关的文字", "text of another body"),
    "TXT": Text("文字、标点", "characters, punctuation, words"),
    "PII": Text("个人信息与联系方式", "personal data and contacts"),
    "DOC": Text("文件", "the file"),
}
"""The built-in families; one of a plugin is known by its letters alone."""


def family(code: str) -> str:
    """The letters of a code."""
    return code.rstrip("0123456789")


def families_of(run: Run) -> list[str]:
    """The families that found something, the built-in ones first."""
    found = {family(one.code) for result in run.results for one in result.diagnostics}
    return [one for one in FAMILIES if one in found] + sorted(found - FAMILIES.keys())
