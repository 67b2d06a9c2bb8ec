"""SEC103: a prescribed section with a wrong number or none."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import (
    Context,
    Edit,
    Finding,
    Fix,
    NoOptions,
    Safety,
    Section,
    Severity,
    Span,
    Text,
    rule,
)  # fmt: skip
from reportlint_rules.sections._norm import NUMBERS, SIX_SECTIONS


@rule(
    code="SEC103",
    name="section-number",
    severity=Severity.WARNING,
    fix="unsafe",
    on=Section,
    summary=Text("六个部分的序号为一至六", "the six sections are numbered 一 to 六"),
    message={
        "wrong": Text(
            "“{heading}”的序号应为“{expected}”，这里是“{found}”",
            "“{heading}” should be numbered {expected}, not {found}",
        ),
        "none": Text("“{heading}”前缺少序号“{expected}、”", "“{heading}” lacks its number {expected}、"),
    },
    basis=SIX_SECTIONS,
)
def section_number(section: Section, context: Context[NoOptions]) -> Iterator[Finding]:
    """The ordinal of the heading against the number of the section."""
    report = context.report
    if report.form is None:
        return
    heading, expected = section.heading, NUMBERS[section.form.number - 1]
    args = {"heading": section.form.heading.official, "expected": expected, "found": heading.ordinal}
    if not heading.ordinal:
        # Where no section has a number, the conversion dropped automatic list numbers from all of them.
        if any(other.heading.ordinal for other in report.sections.values()):
            at = Span(heading.text_span.start, heading.text_span.start)
            title = Text(f"补上“{expected}、”", f"add “{expected}、”")
            fix = Fix(title, (Edit(at, f"{expected}、"),), Safety.UNSAFE)
            yield Finding(heading.span, args, "none", fix=fix)
    elif heading.ordinal != expected and heading.number != section.form.number:
        title = Text(f"改为“{expected}”", f"change to {expected}")
        fix = Fix(title, (Edit(heading.ordinal_span, expected),), Safety.UNSAFE)
        yield Finding(heading.span, args, "wrong", fix=fix)
