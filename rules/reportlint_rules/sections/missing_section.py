"""SEC101: a prescribed section that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Report, Severity, Span, Text, rule
from reportlint_rules.sections._norm import NUMBERS, SIX_SECTIONS
from reportlint_rules.sections._old_form import stands_for_requests

_SENTENCE = 25
_ENDINGS = frozenset('。!?;…)")')


@rule(
    code="SEC101",
    name="missing-section",
    severity=Severity.ERROR,
    on=Report,
    summary=Text("六个部分一个不少", "all six sections are there"),
    message={
        "missing": Text(
            "没有找到“{ordinal}、{heading}”这一部分",
            "the section “{ordinal}、{heading}” was not found",
        ),
        "cut": Text(
            "没有找到“{ordinal}、{heading}”这一部分；文件像是在中间断开了，请看是否完整",
            "the section “{ordinal}、{heading}” was not found; the file seems to be cut off: is it complete?",
        ),
    },
    basis=SIX_SECTIONS,
)
def missing_section(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Each section without a heading, shown where it should have stood: at the heading before it."""
    if report.form is None:
        return
    before = report.title.span if report.title else report.source.line_span(0)
    last = max((section.form.number for section in report.sections.values()), default=0)
    cut = _is_cut_off(report)
    for section in report.form.sections:
        found = report.sections.get(section.id)
        if found is not None:
            before = found.heading.span
            continue
        if section.id == "applications" and stands_for_requests(report):
            continue
        args = {"ordinal": NUMBERS[section.number - 1], "heading": section.heading.official}
        if cut and section.number > last:
            yield Finding(Span(*before), args, "cut", severity=Severity.INFO)
        else:
            yield Finding(Span(*before), args, "missing")


def _is_cut_off(report: Report) -> bool:
    """Whether the text ends in the middle of a sentence or of a table, and not as a report does."""
    text = report.source.folded.rstrip()
    line = text[text.rfind("\n") + 1 :]
    # A short last line is a signature, a date or 无.
    return "\t" in line or "|" in line or (len(line) >= _SENTENCE and line[-1] not in _ENDINGS)
