"""SEC106: punctuation behind the heading of a section."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Section, Severity, Span, Text, rule
from reportlint_rules.sections._norm import SIX_SECTIONS

_MARKS = "。；：、;:.，,"


@rule(
    code="SEC106",
    name="heading-punctuation",
    severity=Severity.INFO,
    fix="safe",
    on=Section,
    summary=Text("六个部分的标题末尾不用标点", "no punctuation behind the headings of the six sections"),
    message=Text("标题末尾不用标点“{mark}”", "no “{mark}” behind a heading"),
    basis=SIX_SECTIONS,
    local=True,
)
def heading_punctuation(section: Section, context: Context[NoOptions]) -> Iterator[Finding]:
    """Marks at the end of a prescribed heading; other headings may be the beginning of a sentence."""
    end = section.heading.text_span.end
    tail = context.report.raw(Span(end, section.heading.span.end))
    marks = tail[: len(tail) - len(tail.lstrip(_MARKS))]
    if context.report.form is None or not marks:
        return
    span = Span(end, end + len(marks))
    fix = Fix(Text(f"删去“{marks}”", f"delete “{marks}”"), (Edit(span, ""),))
    yield Finding(span, {"mark": marks}, fix=fix)
