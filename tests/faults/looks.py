"""What is promised of any text, whatever it says."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from reportlint.diagnostic import Diagnostic, Safety
from reportlint.engine import Session
from reportlint.fixing import fix
from reportlint.format import format_report
from reportlint.memory import Memory
from reportlint.outputs import OUTPUT_NAMES, STATISTICS, Run, output
from reportlint.report import Report
from reportlint.result import FileResult
from reportlint.source import SourceText, Span, decode, encode
from reportlint_grammar import Node

from .texts import plugins


@cache
def session(force: bool = True) -> Session:
    """All rules."""
    return Session(plugins(), force=force)


def look(text: str) -> None:
    """It is read and looked at without a fault, twice with the same findings, and every span lies in it."""
    source = SourceText(text)
    result = session().check(source, Memory())
    assert result.faults == (), result.faults
    again = session().check(SourceText(text))
    assert result.diagnostics == again.diagnostics
    for one in result.diagnostics:
        check_diagnostic(one, len(text))
    if result.report is not None:
        check_report(result.report)
        from reportlint.cli.facts import facts_of

        for fact in facts_of(result.report, "a.txt"):
            assert 0 <= fact["start"] <= fact["end"] <= len(text), fact


def check_diagnostic(one: Diagnostic, length: int) -> None:
    """Its places are in the text, and it says something in both languages."""
    spans = [one.span, *(related.span for related in one.related)]
    texts = [one.message, *(related.message for related in one.related)]
    if one.fix is not None:
        spans += [edit.span for edit in one.fix.edits]
        texts.append(one.fix.title)
        ordered = sorted(edit.span for edit in one.fix.edits)
        assert all(before.end <= after.start for before, after in pairwise(ordered)), one
    assert all(0 <= start <= end <= length for start, end in spans), one
    assert all(text.zh and text.en for text in texts), one


def check_report(report: Report) -> None:
    """Its tree is the whole text, and nothing that was read out of it lies elsewhere."""
    length = len(report.source.text)
    assert len(report.source.folded) == length
    check_tree(report.tree, 0, length)
    spans: list[Span | None] = [report.front]
    for found in (
        report.headings, report.paragraphs, report.citations, report.years, report.amounts, report.statements,
        report.self_names, report.places, report.foreign_texts, report.sections.values(), report.tables.values(),
    ):  # fmt: skip
        spans += [one.span for one in found]  # type: ignore[attr-defined]
    for table in report.tables.values():
        spans += [row.span for row in table.rows.values()] + [cell.span for cell in table.cells.values()]
    assert all(span is None or 0 <= span.start <= span.end <= length for span in spans)


def check_tree(node: Node, start: int, end: int) -> None:
    """A node covers its text, and its parts stand one behind the other."""
    assert (node.start, node.end) == (start, end) or not node.children, (node, start, end)
    at = node.start
    for child in node.children:
        assert child.start == at and child.end >= at, (node, child)
        check_tree(child, child.start, child.end)
        at = child.end
    assert not node.children or at == node.end, node


def write(text: str) -> None:
    """Every output can be made of its findings, in both languages."""
    results = [session().check(SourceText(text, name)) for name in ("a.txt", "目录/\udcff\n\x1b[31m.txt")]
    rules = [rule for rule, _, _ in session().rules]
    for language in ("zh", "en"):
        run = Run(results, rules, language, color=language == "zh")
        for name in (*OUTPUT_NAMES, STATISTICS):
            made = output(name)(run)
            if isinstance(made, str):
                made.encode("utf-8", "backslashreplace")


def mend(text: str) -> None:
    """What is fixed stays fixed: fixing it again changes nothing, and the file is what its text says."""
    source = SourceText(text)
    try:
        data = encode(text, source)
        if decode(data).text != text:
            return
    except ValueError:
        return
    mend_bytes(data)


def mend_bytes(data: bytes, allowed: frozenset[Safety] = frozenset({Safety.SAFE, Safety.UNSAFE})) -> FileResult:
    """The same of the bytes of a file; gives what is found in them afterwards."""
    found = session(False).check_bytes(data, "a.txt")
    fixed = fix(data, found, session(False).check, allowed)
    assert fixed.after.faults == ()
    if not fixed.mended:
        assert fixed.data == data
    assert fixed.after.source is None or decode(fixed.data).text == fixed.after.source.text
    if not any("passes" in one.reason.en for one in fixed.refused):
        again = fix(fixed.data, session(False).check_bytes(fixed.data, "a.txt"), session(False).check, allowed)
        assert again.data == fixed.data, (again.mended, fixed.refused)
    return fixed.after


def align(text: str) -> None:
    """Aligned tables are aligned for good, and nothing but blanks, bars and dashes has changed."""
    report = session().check(SourceText(text)).report
    if report is None:
        return
    once = format_report(report, plugins().forms).text
    assert _content(once) == _content(text)
    formatted = session().check(SourceText(once)).report
    assert formatted is not None and format_report(formatted, plugins().forms).text == once


def _content(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and char not in "|｜│┃-—－:：\\")
