"""Declarative rules out of TOML: every key with its meaning, every mistake told to its author.

The keys are explained to people in ``docs/guides``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any

from reportlint.diagnostic import Safety, Severity
from reportlint.report import Paragraph
from reportlint.rule import Fixes, Rule, rule
from reportlint.source import fold
from reportlint.toml import Text, TomlTable

from .declared import COMPARISON, KINDS_OF_VALUES, DeclaredRule
from .patterns import Finder, UnsafePattern, pattern_finder, word_finder
from .scope import KINDS, Scope


def rule_in(table: TomlTable) -> Rule:
    """The rule that a table is.

    Raises:
        TomlError: a key is missing, unknown or wrong.
    """
    code, name = table.string("code"), table.string("name")
    scope = _scope(table)
    replace = _replace(table)
    finder = _finder(table, replace)
    lacks = _words(table, "lacks")
    value = _condition(table, scope)
    message = _message(table, "message")
    if isinstance(replace, str):
        groups = set(finder.pattern.groupindex) if finder is not None else set()
        _check_places(table, "replace", Text(replace, replace), {"found", *groups})
    declared = DeclaredRule(
        scope, finder, lacks, value, _words(table, "except"), _words(table, "unless"), replace,
        _choice(table, "safety", Safety, Safety.UNSAFE),
    )  # fmt: skip
    summary = _message(table, "summary", Text(*(re.sub(r"\{\w*\}", "…", sentence) for sentence in message)))
    severity = _choice(table, "severity", Severity, Severity.WARNING)
    basis, default, gather = (
        table.string("basis", ""),
        table.take("default", bool, True),
        table.take("gather", bool, False),
    )
    forms, bad, good = table.strings("forms"), table.strings("bad"), table.strings("good")
    place = table.string("place", _place(scope))
    table.finish()
    if sum((finder is not None, lacks is not None)) + bool(value and finder is None) != 1:
        zh, en = (
            "find、pattern、lacks、value 要有一个（value 可与 find 同用）",
            "needs one of find, pattern, lacks and value",
        )
        raise table.error("find", zh, en)
    _check_places(table, "message", message, _known_places(declared))
    fix: Fixes = declared.safety.value if replace is not None else ""
    try:
        return rule(
            code=code, name=name, severity=severity, on=scope.node, summary=summary, message=message, basis=basis,
            default=default, gather=gather, local=scope.node is Paragraph, forms=forms, bad=bad, good=good, place=place, fix=fix,
        )(declared)  # fmt: skip
    except ValueError as error:
        zh = "代码应为大写字母加三位数字（如 QS101），名称应为小写字母、数字和连字符（如 our-rule）"
        raise table.error("code", zh, str(error)) from None


def _scope(table: TomlTable) -> Scope:
    kind = table.string("in", "paragraph")
    if kind not in KINDS:
        choices = "、".join(KINDS)
        raise table.error("in", f"应为 {choices} 之一，现为 {kind}", f"must be one of {', '.join(KINDS)}, is {kind}")
    years = table.table("years")
    first, last = years.take("from", int), years.take("to", int)
    years.finish()
    sections, tables, rows, columns = (table.strings(key) for key in ("sections", "tables", "rows", "columns"))
    scope = Scope(kind, sections, tables, rows, columns, first, last)
    in_sections = tuple(one for one in KINDS if one not in ("report", "preface", "title"))
    for key, kinds in (
        ("sections", in_sections),
        ("tables", ("table", "row", "cell")),
        ("rows", ("row", "cell")),
        ("columns", ("cell",)),
    ):
        if getattr(scope, key) and kind not in kinds:
            zh, en = f"只用于 in = {'、'.join(kinds)}", f"is for in = {', '.join(kinds)} alone"
            raise table.error(key, zh, en)
    return scope


def _place(scope: Scope) -> str:
    """Where the examples are put if the rule does not say it."""
    if scope.kind in ("title", "heading", "preface"):
        return scope.kind
    if scope.kind == "cell":
        return "/".join(("cell", *(names[0] if names else "" for names in (scope.tables, scope.rows, scope.columns))))
    if scope.kind in ("table", "row"):
        return scope.tables[0] if scope.tables else "row"
    return scope.sections[0] if scope.sections else ""


def _finder(table: TomlTable, replace: str | Mapping[str, str] | None) -> Finder | None:
    given = [key for key in ("find", "pattern") if key in table]
    words, pattern = _words(table, "find"), table.take("pattern", str)
    if len(given) + isinstance(replace, Mapping) > 1:
        zh = "find、pattern、replace = { 词 = 词 } 只能用一个"
        raise table.error(given[-1], zh, "is one too many: find, pattern or replace = { word = word }")
    if isinstance(replace, str) and not given:
        raise table.error("replace", "只与 find 或 pattern 同用", "is for find or pattern alone")
    try:
        if isinstance(replace, Mapping):
            return word_finder(replace)
        return pattern_finder(pattern) if pattern is not None else words
    except UnsafePattern as error:
        key = "pattern" if pattern is not None else "replace"
        raise table.error(key, error.message.zh, error.message.en) from None


def _words(table: TomlTable, key: str) -> Finder | None:
    words = table.strings(key)
    if not words:
        return None
    if not all(word.strip() for word in words):
        raise table.error(key, "词语不能为空", "words may not be empty")
    try:
        return word_finder(words)
    except UnsafePattern as error:
        raise table.error(key, error.message.zh, error.message.en) from None


def _condition(table: TomlTable, scope: Scope) -> str:
    value = table.string("value", "").strip()
    if value and scope.kind != "cell":
        raise table.error("value", "只用于 in = cell", "is for in = cell alone")
    if value and value not in KINDS_OF_VALUES and not COMPARISON.fullmatch(value):
        kinds = "、".join(KINDS_OF_VALUES)
        zh, en = f"应为 {kinds}，或比较，如 > 100", f"must be {', '.join(KINDS_OF_VALUES)} or compare, as > 100"
        raise table.error("value", zh, en)
    return value


def _replace(table: TomlTable) -> str | Mapping[str, str] | None:
    """What is written instead: one text for all that is found, or one for each word, which then are what is looked for."""
    values = table.take("replace", (str, dict))
    if not isinstance(values, dict):
        return values if values is None else str(values)
    entries = TomlTable(values, f"{table.where}: replace")
    for word in entries.keys_left():
        if not word.strip() or "…" in word or "{" in word:
            raise entries.error(word, "这里只能写完整的词", "must be plain words")
    return {fold(word): entries.string(word) for word in entries.keys_left()}


def _known_places(declared: DeclaredRule) -> set[str]:
    if declared.lacks is not None:
        return set()
    groups = set(declared.finder.pattern.groupindex) if declared.finder is not None else set()
    always = declared.replace is not None
    return {"found", *groups, *(("instead",) if always else ())}


def _message(table: TomlTable, key: str, default: Text | None = None) -> Text:
    """A text in both languages, or one sentence for both."""
    value = table.take(key, (str, dict))
    if isinstance(value, str):
        return Text(value, value)
    return TomlTable({} if value is None else {key: value}, table.where).text(key, default)


def _check_places(table: TomlTable, key: str, text: Text, known: set[str]) -> None:
    for sentence in text:
        try:
            parts = list(Formatter().parse(sentence))
        except ValueError:
            raise table.error(key, "花括号不成对", "has a brace without its partner") from None
        for _, place, spec, conversion in parts:
            if place is None:
                continue
            # A place is a name and nothing else: a width in it could ask for gigabytes.
            if place not in known or spec or conversion:
                names = "、".join(f"{{{name}}}" for name in sorted(known)) or "无"
                zh, en = f"不能用 {{{place}}}；可用的有：{names}", f"may not have {{{place}}}; known are: {names}"
                raise table.error(key, zh, en)


def _choice(table: TomlTable, key: str, kind: type[Any], default: Any) -> Any:
    value = table.string(key, default.value)
    known = [one.value for one in kind]
    if value not in known:
        zh = f"应为 {'、'.join(known)} 之一，现为 {value}"
        raise table.error(key, zh, f"must be one of {', '.join(known)}, is {value}")
    return kind(value)
