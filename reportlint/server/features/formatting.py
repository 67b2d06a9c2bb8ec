"""Tables aligned, as edits of the lines that change."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from lsprotocol import types

from reportlint.format import format_report
from reportlint.report import Report
from reportlint.server.analysis import Analysis
from reportlint.server.documents import Snapshot
from reportlint.source import Span
from reportlint_grammar import Node

from .places import lines


def formatting(analysis: Analysis, range: types.Range | None = None) -> list[types.TextEdit]:
    """The edits that align the tables of a document, or those that a range touches, whole tables each."""
    report, snapshot = analysis.report, analysis.snapshot
    if report is None:
        return []
    session = analysis.session
    after = format_report(report, session.plugins.forms, session.reading).text
    asked = None if range is None else _with_tables(snapshot.span(range), report)
    return [
        _edit(span, new, snapshot)
        for span, new in _changes(snapshot.text.text, after)
        if asked is None or span.overlaps(asked)
    ]


def _with_tables(asked: Span, report: Report) -> Span:
    """A span widened to the whole tables that it touches."""
    start, end = asked = lines(report.source, asked)
    for table in _tables(report.tree):
        if table.start <= asked.end and asked.start < table.end:
            start, end = min(start, table.start), max(end, table.end - 1)
    return Span(start, end)


def _tables(tree: Node) -> Iterator[Node]:
    for child in tree.children:
        if child.kind == "table":
            yield child
        elif child.kind in ("section", "subsection"):
            yield from _tables(child)


def _changes(before: str, after: str) -> Iterator[tuple[Span, str]]:
    """The runs of lines that are not the same."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if i2 - i1 == j2 - j1:
            # Line by line, the caret stays where it was in those that only got spaces.
            yield from (
                (Span(starts[i], starts[i + 1]), line) for i, line in zip(range(i1, i2), new[j1:j2], strict=True)
            )
        else:
            yield Span(starts[i1], starts[i2]), "".join(new[j1:j2])


def _edit(span: Span, new: str, snapshot: Snapshot) -> types.TextEdit:
    """An edit without what both texts begin and end with."""
    old = snapshot.text.slice(span)
    least = min(len(old), len(new))
    head = next((at for at in range(least) if old[at] != new[at]), least)
    tail = next((at for at in range(least - head) if old[-1 - at] != new[-1 - at]), least - head)
    # A \r\n is not to be cut in two.
    if head and old[head - 1] == "\r":
        head -= 1
    if tail and old[: len(old) - tail].endswith("\r"):
        tail -= 1
    changed = Span(span.start + head, span.end - tail)
    return types.TextEdit(snapshot.range(changed), new[head : len(new) - tail])
