"""``reportlint rules``, ``rule`` and ``parse``: what there is and how a report is understood."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportlint.pages.rules import SEVERITIES
from reportlint.plugins import Plugins
from reportlint.report import Report, read_report
from reportlint.rule import Rule
from reportlint.selection import Selection, SelectionError, no_rule
from reportlint.source import SourceText, UnreadableText, read_source
from reportlint.toml import Text
from reportlint_grammar import Node

from .columns import aligned
from .console import OK, Failure, show, unread, unwritten
from .loading import plugins_for, say_faults, sessions_for, split

_FIXES = {
    "safe": Text("自动", "safe"),
    "unsafe": Text("需确认", "unsafe"),
    "display": Text("仅建议", "display"),
    "": Text("", ""),
}
_OUTCOMES = {
    "holds": Text("成立", "holds"),
    "fails": Text("不成立", "fails"),
    "blank": Text("有空格", "blank"),
    "unknown": Text("无法核对", "unknown"),
}


def rules(arguments: argparse.Namespace, asked: str | None) -> int:
    """Lists the rules that are there."""
    language = asked or "zh"
    plugins = plugins_for(arguments, Path.cwd(), language)
    try:
        chosen = Selection(select=split(arguments.select) or ("ALL",)).rules(plugins)
    except SelectionError as error:
        raise Failure(error.message) from None
    listed = [rule for rule, _ in chosen]
    if arguments.output_format == "json":
        entries = [
            {
                "code": rule.code,
                "name": rule.name,
                "family": rule.family,
                "severity": rule.severity.value,
                "fix": rule.fix or None,
                "default": rule.default,
                "summary": rule.summary._asdict(),
                "basis": rule.basis,
                "plugin": plugins.origins[rule.code],
                "help": rule.help,
            }
            for rule in listed
        ]
        print(json.dumps(entries, ensure_ascii=False, indent=2))
        return OK
    head = ("代码", "名称", "级别", "修正", "默认", "查什么")
    if language != "zh":
        head = ("code", "name", "severity", "fix", "default", "what it checks")
    show(aligned([head, *(_row(rule, language) for rule in listed)]))
    return OK


def _row(rule: Rule, language: str) -> tuple[str, ...]:
    on = ("开", "关") if language == "zh" else ("on", "off")
    fix = _FIXES[rule.fix].in_language(language)
    severity = SEVERITIES[rule.severity.value].in_language(language)
    return rule.code, rule.name, severity, fix, on[not rule.default], rule.summary.in_language(language)


def rule(arguments: argparse.Namespace, asked: str | None) -> int:
    """Prints the page of a rule, or writes the pages of all rules into a folder."""
    language = asked or "zh"
    from reportlint.pages.rules import page, write_pages

    plugins = plugins_for(arguments, Path.cwd(), language)
    if arguments.all:
        if arguments.output_dir is None:
            zh = "请用 --output-dir 指定写入的文件夹"
            raise Failure(Text(zh, "say with --output-dir which folder to write to"))
        listed = [plugins.rules[code] for code in sorted(plugins.rules)]
        try:
            write_pages(listed, Path(arguments.output_dir))
        except OSError as error:
            raise Failure(unwritten(arguments.output_dir, error)) from None
        return OK
    if arguments.code is None:
        raise Failure(Text("请写规则的代码或名称，如 TBL301", "say which rule: a code or a name, as TBL301"))
    found = plugins.find_rule(arguments.code)
    if found is None:
        raise Failure(_no_single_rule(arguments.code, plugins))
    print(page(found, language))
    return OK


def _no_single_rule(wanted: str, plugins: Plugins) -> Text:
    """What is said of what means no rule, or more than one."""
    if not any(code.startswith(wanted.upper()) for code in plugins.rules):
        return no_rule(wanted, plugins)
    return Text(
        f"{wanted} 是几条规则代码的开头，请写全；用 reportlint rules --select {wanted} 可列出它们",
        f"several codes begin with {wanted}: reportlint rules --select {wanted} lists them",
    )


def parse(arguments: argparse.Namespace, asked: str | None) -> int:
    """Prints the tree of a file, the report that was read out of it, or the grids of its tables."""
    language = asked or "zh"
    path = Path(arguments.path)
    try:
        source = read_source(path)
    except UnreadableText:
        raise Failure(Text(f"认不出 {path} 的编码", f"the encoding of {path} is unknown")) from None
    except OSError as error:
        raise Failure(unread(path, error)) from None
    try:
        session = sessions_for(arguments).session(path.absolute())
    except SelectionError as error:
        raise Failure(error.message) from None
    say_faults(session.plugins, language)
    report = read_report(source, session.plugins.forms, session.reading)
    if arguments.report:
        content: Any = report_data(report)
        lines = _report_lines(content, language)
    elif arguments.grid:
        from .grid import grid_data, grid_lines

        content = grid_data(report)
        lines = grid_lines(report, language)
    else:
        content = _tree_data(report.tree, source)
        lines = _tree_lines(report.tree, source)
    if arguments.json:
        print(json.dumps(content, ensure_ascii=False, indent=2, default=str))
    else:
        show(lines)
    return OK


def _place(source: SourceText, offset: int) -> str:
    return "{}:{}".format(*source.line_column(offset))


def _tree_data(node: Node, source: SourceText) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": node.kind, "start": node.start, "end": node.end}
    if node.children:
        data["children"] = [_tree_data(child, source) for child in node.children]
    else:
        data["text"] = source.text[node.start : node.end]
    return data


def _tree_lines(node: Node, source: SourceText, depth: int = 0) -> Iterator[str]:
    text = "" if node.children else " " + repr(source.text[node.start : node.end])
    yield f"{'  ' * depth}{node.kind} {_place(source, node.start)}{text}"
    for child in node.children:
        yield from _tree_lines(child, source, depth + 1)


def report_data(report: Report) -> dict[str, Any]:
    """A report as plain values: what was found, and where (line:column from 1)."""
    source = report.source

    def at(offset: int) -> str:
        return _place(source, offset)

    outcomes: list[str] = [check.outcome for check in report.identities]
    return {
        "title": report.title.text if report.title else None,
        "body": report.title.body if report.title else None,
        "year": report.year,
        "form": report.form.id if report.form else None,
        "sections": [
            {"id": section.id, "heading": section.heading.text, "at": at(section.span.start)}
            for section in report.sections.values()
        ],
        "tables": [
            {
                "id": table.id,
                "at": at(table.span.start),
                "rows": len(table.rows),
                "rows_expected": len(table.form.rows),
                "cells": len(table.cells),
                "unaligned": [
                    {"row": row.form.id, "numbers": row.reason, "at": at(row.span.start)}
                    for row in table.rows.values()
                    if row.unaligned
                ],
            }
            for table in report.tables.values()
        ],
        "identities": {outcome: outcomes.count(outcome) for outcome in _OUTCOMES},
    }


def _report_lines(data: dict[str, Any], language: str) -> Iterator[str]:
    def t(zh: str, en: str) -> str:
        return zh if language == "zh" else en

    yield f"{t('标题', 'title')}: {data['title']}"
    yield f"{t('机关', 'body')}: {data['body']}  {t('年度', 'year')}: {data['year']}  {t('格式', 'form')}: {data['form']}"
    for section in data["sections"]:
        yield f"{t('部分', 'section')} {section['id']:<13} {section['at']:>8}  {section['heading']}"
    for table in data["tables"]:
        rows = f"{table['rows']}/{table['rows_expected']}"
        yield f"{t('表格', 'table')} {table['id']:<13} {table['at']:>8}  {t('行', 'rows')} {rows}  {t('单元格', 'cells')} {table['cells']}"
        for row in table["unaligned"]:
            yield f"    {t('未对齐', 'unaligned')} {row['row']} {row['at']}  {t('数字', 'numbers')} {row['numbers']}"
    counts = ", ".join(
        f"{_OUTCOMES[outcome].in_language(language)} {count}" for outcome, count in data["identities"].items()
    )
    yield f"{t('勾稽关系', 'identities')}: {counts}"
