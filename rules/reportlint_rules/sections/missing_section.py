"""SEC101: a prescribed section that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import (
    Context,
    Finding,
    Label,
    NoOptions,
    Report,
    Severity,
    Span,
    Text,
    label_key,
    read_numeral,
    rule,
)
from reportlint_rules.sections._norm import NUMBERS, SIX_SECTIONS

# A heading in the guise of a paragraph: with its text behind it, or numbered otherwise than with 一、.
_HEADING_LINE = re.compile(
    r"[ #*>_-]*(?:第[一二三四五六七八九十]部分|[一二三四五六七八九十]{1,3}|\d) ?[*_]{0,2} ?[、.,:]? ?"
    r"([^\n。:;!?]{2,40})(?:[。:;]|[ *_]*$)"
)


@rule(
    code="SEC101",
    name="missing-section",
    severity=Severity.ERROR,
    on=Report,
    summary=Text("六个部分一个不少", "all six sections are there"),
    message=Text(
        "没有找到“{ordinal}、{heading}”这一部分",
        "the section “{ordinal}、{heading}” was not found",
    ),
    basis=SIX_SECTIONS,
)
def missing_section(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Each section without a heading, shown where it should have stood: at the heading before it."""
    if report.form is None:
        return
    before = report.title.span if report.title else report.source.line_span(0)
    for section in report.form.sections:
        found = report.sections.get(section.id)
        if found is not None:
            before = found.heading.span
            continue
        if _is_disguised(section.heading, section.number, report):
            continue
        args = {"ordinal": NUMBERS[section.number - 1], "heading": section.heading.official}
        yield Finding(Span(*before), args)


def _is_disguised(label: Label, number: int, report: Report) -> bool:
    """Whether the heading is there but not read as one: “六、其他需要报告的事项。无。”, “6.其他……”, “（六）其他……”."""
    for heading in report.headings:
        if heading.key in label.right_keys and read_numeral(heading.ordinal.strip("()")) == number:
            return True
    keys = label.right_keys | label.variant_keys
    lines = (_HEADING_LINE.match(report.folded(paragraph.span)) for paragraph in report.paragraphs)
    return any(line is not None and label_key(line[1]) in keys for line in lines)
