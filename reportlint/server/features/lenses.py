"""Above the title and each table, how much of the form is there and adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from lsprotocol import types

from reportlint.report import IdentityCheck, Report
from reportlint.server.analysis import Analysis
from reportlint.source import Span
from reportlint.toml import Text


def code_lenses(analysis: Analysis, language: str) -> list[types.CodeLens]:
    """The lens of the title and one for each table. They tell and do nothing, so they name no command."""
    report, snapshot = analysis.report, analysis.snapshot
    if report is None:
        return []
    title = report.title.span if report.title is not None else Span(0, 0)
    lenses = [(title, _whole(report))]
    for table in report.tables.values():
        rows = Text(f"{len(table.rows)}/{len(table.form.rows)} 行", f"{len(table.rows)}/{len(table.form.rows)} rows")
        checks = [check for check in report.identities if check.table.id == table.id]
        lenses.append((table.span, _joined(rows, _identities(checks))))
    return [
        types.CodeLens(snapshot.range(Span(span.start, span.start)), types.Command(text.in_language(language), ""))
        for span, text in lenses
    ]


def _whole(report: Report) -> Text:
    sections = Text("没有规定的部分", "no prescribed sections")
    if report.form is not None and report.form.sections:
        part = f"{len(report.sections)}/{len(report.form.sections)}"
        sections = Text(f"{part} 个部分", f"{part} sections")
    return _joined(sections, _identities(report.identities))


def _identities(checks: Iterable[IdentityCheck]) -> Text | None:
    """How many hold; how many do not, and how many could not be checked, where there are such."""
    count = Counter(check.outcome for check in checks)
    whole = sum(count.values())
    if not whole:
        return None
    told = Text(f"{count['holds']}/{whole} 勾稽关系成立", f"{count['holds']}/{whole} identities hold")
    open_ = count["blank"] + count["unknown"]
    if count["fails"]:
        told = Text(f"{told.zh}，{count['fails']} 不成立", f"{told.en}, {count['fails']} fail")
    if open_:
        told = Text(f"{told.zh}，{open_} 因缺数无法核对", f"{told.en}, {open_} lack numbers")
    return told


def _joined(one: Text, other: Text | None) -> Text:
    return Text(f"{one.zh} · {other.zh}", f"{one.en} · {other.en}") if other is not None else one
