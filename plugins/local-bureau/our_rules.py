"""A rule of one office: the report gives the office's hotline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlint.api import Context, Finding, Report, Severity, Text, rule

reportlint_api = 1


@dataclass(frozen=True)
class Hotline:
    """``number``: the number that every report has to give."""

    number: str = "0000-7654321"


@rule(
    code="OUR101",
    name="our-hotline",
    severity=Severity.WARNING,
    on=Report,
    summary=Text("写明本单位的咨询电话", "the report gives the office's hotline"),
    message=Text("没有写咨询电话 {number}", "the hotline {number} is missing"),
    basis="本单位报告编写要求",
    options=Hotline,
    bad=["全年收到的申请均已办结。"],
    good=["咨询电话：0000-7654321。"],
)
def our_hotline(report: Report, context: Context[Hotline]) -> Iterator[Finding]:
    """Reports without the number."""
    number = context.options.number
    if number and number not in report.source.folded:
        yield Finding(report.title.span if report.title else report.front, {"number": number})
