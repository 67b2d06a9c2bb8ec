"""Rules that are written down in TOML and run no code of their own.

A file of them is a plugin like any other: it gives rules, forms and statutes through the same hooks. Its keys are those
that this module takes; ``docs/guides`` explains them to people.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any

from reportlint.diagnostic import Edit, Fix, Safety, Severity
from reportlint.forms import FormBook
from reportlint.report import Paragraph, Report, Value
from reportlint.rule import Context, Finding, NoOptions, Rule, rule
from reportlint.source import Span, fold
from reportlint.toml import Text, TomlError, TomlTable

from .hooks import hookimpl
from .patterns import Finder, UnsafePattern, pattern_finder, word_finder
from .scope import KINDS, Piece, Scope

LARGEST_FILE = 1024 * 1024
"""Bytes that a file of declarative rules, or a file that it names, may have."""

_SETTINGS = ("reportlint.toml", "pyproject.toml")
_VALUE = re.compile(r"(>=|<=|!=|=|>|<)\s*([+-]?\d{1,15}(?:\.\d{1,6})?)")
_KINDS_OF_VALUES = ("blank", "placeholder", "text", "number")
_REPLACE_TITLE = Text("改为“{0}”", "write “{0}”")
_DELETE_TITLE = Text("删去“{0}”", "remove “{0}”")


@dataclass(frozen=True)
class DeclaredRule:
    """What a declarative rule does: the function of its :class:`~reportlint.rule.Rule`."""

    scope: Scope
    finder: Finder | None
    lacks: Finder | None
    value: str
    but: Finder | None
    unless: Finder | None
    replace: str | Mapping[str, str] | None
    safety: Safety

    def __call__(self, node: Any, context: Context[NoOptions]) -> Iterator[Finding]:
        """The findings in a node."""
        report = context.report
        for piece in self.scope.pieces(node, report):
            text = report.folded(piece.span)
            if self.unless is not None and any(True for _ in self.unless.find(text)):
                continue
            if self.lacks is not None:
                if not any(True for _ in self.lacks.find(text)):
                    yield Finding(piece.whole)
            elif self.value and (piece.value is None or not fits(piece.value, self.value)):
                continue
            elif self.finder is None:
                yield Finding(piece.span, {"found": report.raw(piece.span)})
            else:
                yield from self._found(piece, text, report)

    def _found(self, piece: Piece, text: str, report: Report) -> Iterator[Finding]:
        assert self.finder is not None, "the caller looked"
        excepted: list[tuple[int, int]] | None = None
        for match in self.finder.find(text):
            if self.but is not None:
                if excepted is None:
                    excepted = [one.span() for one in self.but.find(text)]
                if any(start <= match.start() and match.end() <= end for start, end in excepted):
                    continue
            start = piece.span.start
            span = Span(start + match.start(), start + match.end())
            args = {
                name: report.raw(Span(start + match.start(name), start + match.end(name))) if match[name] else ""
                for name in match.re.groupindex
            }
            args["found"] = found = report.raw(span)
            instead = self._instead(found, args)
            if instead is None:
                yield Finding(span, args)
                continue
            args["instead"] = instead
            title = _REPLACE_TITLE if instead else _DELETE_TITLE
            shown = instead or found
            fix = Fix(Text(title.zh.format(shown), title.en.format(shown)), (Edit(span, instead),), self.safety)
            yield Finding(span, args, fix=fix)

    def _instead(self, found: str, args: Mapping[str, str]) -> str | None:
        if isinstance(self.replace, str):
            return self.replace.format_map(args)
        if self.replace is None:
            return None
        return self.replace[fold(found)]


def fits(value: Value, condition: str) -> bool:
    """Whether the value of a cell is of a kind (“blank”, “placeholder”, “text”, “number”) or compares (“> 100”)."""
    if condition in _KINDS_OF_VALUES:
        return value.kind == condition
    match = _VALUE.fullmatch(condition)
    if match is None or value.number is None:
        return False
    number, limit = Decimal(value.number), Decimal(match[2])
    return {
        ">": number > limit, "<": number < limit, ">=": number >= limit, "<=": number <= limit,
        "=": number == limit, "!=": number != limit,
    }[match[1]]  # fmt: skip


@dataclass
class DeclaredPlugin:
    """A file of declarative rules, read. ``faults`` are its rules that cannot be used; the others can."""

    path: Path
    reportlint_api: object
    rules: list[Rule] = field(default_factory=list)
    forms: list[Path] = field(default_factory=list)
    statutes: list[Path] = field(default_factory=list)
    faults: list[TomlError] = field(default_factory=list)

    @hookimpl
    def reportlint_rules(self) -> Iterable[Rule]:
        """Its rules."""
        return self.rules

    @hookimpl
    def reportlint_forms(self) -> Iterable[Path]:
        """The files of forms that it names."""
        return self.forms

    @hookimpl
    def reportlint_statutes(self) -> Iterable[Path]:
        """The files of statutes that it names."""
        return self.statutes


def read_declared(path: Path) -> DeclaredPlugin:
    """The plugin that a TOML file is. Of a settings file it is only its rules.

    Raises:
        TomlError: the file cannot be read, or has a key of its own that is not known.
    """
    table = TomlTable.read(_small(path, str(path)))
    if path.name == "pyproject.toml":
        table = table.table("tool").table("reportlint")
    plugin = DeclaredPlugin(path, None)
    for draft in table.tables("rule"):
        try:
            plugin.rules.append(_rule(draft))
        except TomlError as error:
            plugin.faults.append(error)
    if path.name not in _SETTINGS:
        plugin.reportlint_api = table.take("reportlint_api", int)
        plugin.forms = _files(table, "forms", path)
        plugin.statutes = _files(table, "statutes", path)
        table.finish()
    return plugin


def unknown_places(rule: Rule, forms: FormBook) -> Text | None:
    """What is wrong with the places that a declarative rule names; None if nothing is, or for any other rule."""
    if not isinstance(rule.check, DeclaredRule):
        return None
    for key, name, known in rule.check.scope.unknown(forms):
        near = difflib.get_close_matches(name, known, 1)
        zh = f"，是不是想写 {near[0]}？" if near else f"；可用的有：{'、'.join(known)}，或表格里规定的文字"
        en = (
            f"; did you mean {near[0]}?"
            if near
            else f"; known are: {', '.join(known)}, or the words that the form prescribes"
        )
        return Text(f"{rule.code}: {key}：没有 {name}{zh}", f"{rule.code}: {key}: there is no {name}{en}")
    for form in rule.forms:
        if form not in forms.known():
            zh, en = f"没有格式 {form}", f"there is no form {form}"
            return Text(f"{rule.code}: forms：{zh}", f"{rule.code}: forms: {en}")
    return None


def _small(path: Path, where: str) -> Path:
    try:
        large = path.stat().st_size > LARGEST_FILE
    except OSError:
        return path  # reading it will say why
    if large:
        raise TomlError(where, Text("文件过大（最多1 MB）", "the file is too large (1 MB at most)"))
    return path


def _files(table: TomlTable, key: str, path: Path) -> list[Path]:
    files = []
    for name in table.strings(key):
        file = path.parent / name
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise table.error(key, f"{name} 应与本文件在同一文件夹内", f"{name} must lie in the folder of this file")
        files.append(_small(file, f"{table.where}: {key}"))
    return files


def _rule(table: TomlTable) -> Rule:
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
    try:
        return rule(
            code=code, name=name, severity=severity, on=scope.node, summary=summary, message=message, basis=basis,
            default=default, gather=gather, local=scope.node is Paragraph, forms=forms, bad=bad, good=good, place=place,
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
    if value and value not in _KINDS_OF_VALUES and not _VALUE.fullmatch(value):
        kinds = "、".join(_KINDS_OF_VALUES)
        zh, en = f"应为 {kinds}，或比较，如 > 100", f"must be {', '.join(_KINDS_OF_VALUES)} or compare, as > 100"
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
