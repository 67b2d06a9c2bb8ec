"""SEC108: a preface that lists the parts of the form before 2019."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Report, Severity, Span, Text, rule
from reportlint_rules.sections._norm import SIX_SECTIONS
from reportlint_rules.sections._old_form import names_fees, names_old_part
from reportlint_rules.sections._preface import in_preface, lists_parts, sentences_on_parts


@rule(
    code="SEC108",
    name="old-preface",
    severity=Severity.WARNING,
    on=Report,
    summary=Text("引言列的是现行的六个部分", "the preface lists the six parts of today's form"),
    message=Text(
        "“{found}”是2018年及以前的报告才有的部分，引言像是沿用旧文；现行格式的六个部分是{parts}",
        "“{found}” is a part of the reports up to 2018: is this an old preface? Today's parts are {parts}",
    ),
    basis=SIX_SECTIONS,
    simplified_only=True,
)
def old_preface(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Lists of parts with one on fees (收费及减免) or on requests under its old name."""
    if report.form is None or not report.form.sections:
        return
    parts = "、".join(section.heading.official for section in report.form.sections)
    for sentence in context.facts(sentences_on_parts):
        text = report.folded(sentence)
        match = names_old_part(text) if lists_parts(text) else None
        if match is None or not in_preface(sentence, report):
            continue
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        # The old name alone may also be a loose way to speak of today's section.
        severity = Severity.WARNING if names_fees(text) else Severity.INFO
        yield Finding(span, {"found": report.raw(span), "parts": parts}, severity=severity)
        return
