"""QSL101: what the rule-of-law report says of those who are responsible first."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Section, Severity, Text, rule


@rule(
    code="QSL101",
    name="qingshi-first-responsible",
    severity=Severity.WARNING,
    on=Section,
    forms=["rule-of-law"],
    summary=Text("写明主要负责人履行第一责任人职责的情况", "the report says what those responsible first have done"),
    message=Text("第三部分没有提到“第一责任人”", "the third section does not speak of 第一责任人"),
    basis="青石县法治政府建设年度报告编写要求（虚构）",
    place="leaders",
    bad=["主要负责人高度重视法治建设。"],
    good=["县政府主要负责人切实履行第一责任人职责，主持会前学法4次。"],
)
def first_responsible(section: Section, context: Context[NoOptions]) -> Iterator[Finding]:
    """A third section without the word."""
    if section.id == "leaders" and "第一责任人" not in context.report.folded(section.body_span):
        yield Finding(section.heading.span)
