"""SEC101: a prescribed section that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, Label, NoOptions, Report, Severity, Span, Text, label_key, rule
from reportlint_rules.sections._norm import NUMBERS, SIX_SECTIONS

_HEADING_BEFORE_TEXT = re.compile(
    r"[ #*>_-]*[一二三四五六七八九十]{1,3} ?[*_]{0,2} ?[、.,:] ?([^\n。:;!?]{2,40})[。:;]"
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
        if any(_runs_in(report.folded(item.span), section.heading) for item in report.paragraphs):
            continue
        args = {"ordinal": NUMBERS[section.number - 1], "heading": section.heading.official}
        yield Finding(Span(*before), args)


def _runs_in(line: str, label: Label) -> bool:
    """Whether a line is the section's heading with text behind it: “六、其他需要报告的事项。本机关没有……”."""
    begin = _HEADING_BEFORE_TEXT.match(line)
    return begin is not None and label_key(begin[1]) in label.right_keys | label.variant_keys
