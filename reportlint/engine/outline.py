"""What a report is of, as its readers are told."""

from __future__ import annotations

from reportlint.report import Heading, Report
from reportlint.result import Outline
from reportlint.source import Span


def outline_of(report: Report) -> Outline:
    """The outline of a report."""
    body = report.body.name if report.body is not None else ""
    parts = ((one.span.start, report.raw(_wording(one))) for one in report.headings if one.level == 1)
    return Outline(body, report.year, tuple(parts))


def _wording(heading: Heading) -> Span:
    """Where the words of a heading are, its ordinal with them and without what marks it as one."""
    return Span((heading.ordinal_span if heading.ordinal else heading.text_span).start, heading.text_span.end)
