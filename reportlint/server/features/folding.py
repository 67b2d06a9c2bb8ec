"""What can be folded: the front, sections, what is headed inside them, tables."""

from __future__ import annotations

from lsprotocol import types

from reportlint.server.analysis import Analysis

from .places import trimmed
from .rooms import every, rooms_of


def folding_ranges(analysis: Analysis, limit: int | None) -> list[types.FoldingRange]:
    """The ranges by whole lines, at most ``limit``: then the larger ones."""
    report = analysis.report
    if report is None:
        return []
    spans = [trimmed(report.source, report.front), *(room.span for room in every(rooms_of(report)))]
    source = report.source
    lines = {(source.line_of(span.start), source.line_of(span.end)) for span in spans}
    found = sorted((first, last) for first, last in lines if last > first)
    if limit is not None and len(found) > limit:
        found = sorted(sorted(found, key=lambda pair: pair[0] - pair[1])[:limit])
    return [types.FoldingRange(first, last, kind=types.FoldingRangeKind.Region) for first, last in found]
