"""QS101: where the report can be read on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlint.api import Context, Finding, Report, Severity, Text, rule


@dataclass(frozen=True)
class Places:
    """``words``: any of them shows that a place is named."""

    words: tuple[str, ...] = ("查阅点", "查阅场所", "公开查阅")


@rule(
    code="QS101",
    name="qingshi-reading-place",
    severity=Severity.WARNING,
    on=Report,
    summary=Text("写明纸质报告的查阅地点", "the report says where it can be read on paper"),
    message=Text(
        "没有写明在哪里可以查阅纸质报告，请在引言或“六、其他需要报告的事项”中写明查阅点",
        "the report does not say where it can be read on paper: name the place in the preface or in section 6",
    ),
    basis="青石县政务公开办〔2023〕2号（虚构）",
    options=Places,
)
def reading_place(report: Report, context: Context[Places]) -> Iterator[Finding]:
    """Reports in which none of the words stands."""
    if not any(word in report.source.folded for word in context.options.words):
        yield Finding(report.title.span if report.title else report.front)
