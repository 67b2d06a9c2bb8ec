"""SEC201: a section with nothing in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Report, Section, Severity, Text, rule
from reportlint_rules.sections._norm import SIX_SECTIONS, run_in_text

# 无 in so many words at most; where more follow, a section says something.
_WORDS = 5
_NOTHING = re.compile(r"(?:暂?无|没有|不适用)?[。.;]?")


@rule(
    code="SEC201",
    name="empty-section",
    severity=Severity.ERROR,
    on=Section,
    summary=Text("每个部分都有内容", "every section has content"),
    message={
        "text": Text("“{section}”没有内容", "“{section}” is empty"),
        "none": Text(
            "“{section}”不能只写“{text}”，应写明存在的问题和改进情况",
            "“{section}” must not just say “{text}”: name the problems and what is done about them",
        ),
        "table": Text(
            "“{section}”下面没有文字，也没有读得出的表格；如果表格是图片，请改为文字表格",
            "“{section}” holds neither text nor a table that can be read; a table that is a picture must become text",
        ),
    },
    basis=SIX_SECTIONS,
)
def empty_section(section: Section, context: Context[NoOptions]) -> Iterator[Finding]:
    """Sections without a word. 无 is enough for the last section, not for the one on problems."""
    report = context.report
    if report.form is None:
        return
    text = run_in_text(section.heading, section.form.heading) or _beginning(report, section)
    args = {"section": section.form.heading.official, "text": text}
    if not text:
        # A table of contents is a row of headings with nothing between them.
        if any(one.key == section.heading.key and one.span.start > section.body_span.start for one in report.headings):
            return
        tables = any(table.section == section.id for table in report.form.tables)
        # A picture is what a reader of the page may still see.
        severity = Severity.WARNING if tables else Severity.ERROR
        yield Finding(section.heading.span, args, "table" if tables else "text", severity=severity, extraction=tables)
    elif section.id == "problems" and _NOTHING.fullmatch(text):
        yield Finding(section.heading.span, args, "none")


def _beginning(report: Report, section: Section) -> str:
    """The text of a section without the blanks between its first words."""
    return "".join(report.folded(section.body_span).strip().split(maxsplit=_WORDS))
