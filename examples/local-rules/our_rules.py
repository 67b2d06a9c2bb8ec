"""A rule of one office: the report gives the office's hotline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlint.api import Context, Finding, Report, Severity, Text, rule


@dataclass(frozen=True)
class Hotline:
    """``number``: the number that every report has to give."""

    number: str = ""


@rule(
    code="OUR101",
    name="our-hotline",
    severity=Severity.WARNING,
    on=Report,
    summary=Text("写明本单位的咨询电话", "the report gives the office's hotline"),
    message=Text("没有写咨询电话 {number}", "the hotline {number} is missing"),
    basis="本单位报告编写要求",
    options=Hotline,
)
def our_hotline(report: Report, context: Context[Hotline]) -> Iterator[Finding]:
    """Reports without the number."""
    number = context.options.number
    if number and number not in report.source.folded:
        yield Finding(report.title.span if report.title else report.front, {"number": number})
