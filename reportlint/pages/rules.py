"""The page of a rule, for a terminal and as a document: what it declares and what its author wrote beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import groupby
from pathlib import Path

from reportlint.outputs.families import FAMILIES
from reportlint.rule import Rule
from reportlint.testing.marks import unmarked
from reportlint.toml import Text, written

_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)
_ENGLISH = "In English"
_EXAMPLES = ("错误示例", "正确示例")
_LANGUAGES = ("zh", "en")

SEVERITIES = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "info": Text("信息", "info"),
    "hint": Text("提示", "hint"),
}


def page(rule: Rule, language: str) -> str:
    """The page of a rule in Markdown."""
    parts = _parts(rule)
    body = _chinese(parts) if language == "zh" else _english(parts)
    return "\n".join([*_head(rule, language), *body, *_messages(rule, language), *_options(rule, language)]).rstrip()


def write_pages(rules: Iterable[Rule], folder: Path) -> None:
    """Writes a page for each rule in each language, and a table of all. Raises OSError."""
    listed = list(rules)
    for language in _LANGUAGES:
        (folder / language).mkdir(parents=True, exist_ok=True)
        for rule in listed:
            (folder / language / f"{rule.code}.md").write_text(page(rule, language) + "\n", encoding="utf-8")
    (folder / "README.md").write_text("\n".join(_index(listed)) + "\n", encoding="utf-8")


def _parts(rule: Rule) -> Mapping[str, str]:
    """What stands below each heading of the page that the rule's author wrote."""
    if rule.page is None:
        return dict(_without_page(rule))
    text = rule.page.read_text(encoding="utf-8")
    _, *pieces = _HEADING.split(text)
    return {heading: body.strip() for heading, body in zip(pieces[::2], pieces[1::2], strict=True)}


def _without_page(rule: Rule) -> Iterator[tuple[str, str]]:
    """The norm and the examples of a rule that has no page."""
    if rule.basis:
        yield "依据", rule.basis
    for heading, examples in zip(_EXAMPLES, (rule.examples.bad, rule.examples.good), strict=True):
        if examples:
            yield heading, "\n\n".join(f"```report\n{unmarked(example).text.strip()}\n```" for example in examples)


def _head(rule: Rule, language: str) -> Iterator[str]:
    chinese = language == "zh"
    severity = SEVERITIES[rule.severity.value].in_language(language)
    on = Text("默认开", "on by default") if rule.default else Text("默认关", "off by default")
    yield f"# {rule.code} {rule.name}"
    yield ""
    yield f"{rule.summary.in_language(language)}{'。' if chinese else '.'}"
    yield ""
    yield f"{severity} · {on.in_language(language)}"
    yield ""
    if rule.basis and not chinese:
        yield f"Norm: {rule.basis}"
        yield ""


def _chinese(parts: Mapping[str, str]) -> Iterator[str]:
    for heading, body in parts.items():
        if heading != _ENGLISH:
            yield from (f"## {heading}", "", body, "")


def _english(parts: Mapping[str, str]) -> Iterator[str]:
    if _ENGLISH in parts:
        yield from (parts[_ENGLISH], "")
    for heading, english in zip(_EXAMPLES, ("Found fault with", "Left alone"), strict=True):
        if heading in parts:
            yield from (f"## {english}", "", parts[heading], "")


def _messages(rule: Rule, language: str) -> Iterator[str]:
    yield from ("## 提示的文字" if language == "zh" else "## What it says", "")
    yield from (f"- {message.in_language(language)}" for message in rule.messages.values())
    yield ""


def _options(rule: Rule, language: str) -> Iterator[str]:
    options = fields(rule.options)
    if not options:
        return
    yield from ("## 配置" if language == "zh" else "## Settings", "", "```toml", f"[rules.{rule.name}]")
    yield from (f"{option.name} = {written(option.default)}" for option in options)
    yield "```"


def _index(rules: list[Rule]) -> Iterator[str]:
    yield from ("# 规则 · Rules", "")
    for family, members in groupby(rules, key=lambda rule: rule.family):
        name = FAMILIES.get(family)
        yield from (f"## {family}{f' {name.zh} · {name.en}' if name else ''}", "")
        yield from ("| 代码 | 名称 | 级别 | 查什么 | what it checks |", "|---|---|---|---|---|")
        for rule in members:
            code = f"[{rule.code}](zh/{rule.code}.md) [en](en/{rule.code}.md)"
            off = "" if rule.default else "，默认关"
            severity = f"{SEVERITIES[rule.severity.value].zh}{off}"
            yield f"| {code} | `{rule.name}` | {severity} | {rule.summary.zh} | {rule.summary.en} |"
        yield ""
