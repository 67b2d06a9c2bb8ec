"""SEC111: a section of the form before 2019."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, Heading, NoOptions, Report, Safety, Severity, Text, rule
from reportlint_rules.sections._norm import SIX_SECTIONS
from reportlint_rules.sections._old_form import old_part

_REQUESTS = "applications"


@rule(
    code="SEC111",
    name="old-heading",
    severity=Severity.ERROR,
    fix="unsafe",
    on=Report,
    summary=Text("不用2018年及以前的部分标题", "no sections of the form before 2019"),
    message={
        "fees": Text(
            "“{found}”是2018年及以前的报告才有的部分，现行格式没有；收取信息处理费的情况写在“六、其他需要报告的事项”里",
            "“{found}” is a section of the reports up to 2018; what is said of fees belongs to 六、其他需要报告的事项",
        ),
        "requests": Text(
            "“{found}”是2018年及以前的部分标题，现行格式应为“三、{official}”，并填写统一的表格",
            "“{found}” is a section of the reports up to 2018; today it is 三、{official}, with its table",
        ),
        "renamed": Text(
            "“{found}”是2018年及以前的部分标题，应为“{official}”",
            "“{found}” is the heading of the reports up to 2018; it should read “{official}”",
        ),
    },
    basis=SIX_SECTIONS,
)
def old_heading(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Headings of the first level on fees, and on requests under their old name."""
    form = report.form
    if form is None:
        return
    official = next((one.heading.official for one in form.sections if one.id == _REQUESTS), "")
    # In a table of contents a heading stands a second time, before its place.
    headings: dict[str, Heading] = {heading.key: heading for heading in report.headings}
    for heading in headings.values():
        part = old_part(report, heading)
        if part == "fees":
            yield Finding(heading.span, {"found": heading.text}, part)
        elif part == "requests" and official:
            args = {"found": heading.text, "official": official}
            section, table = report.sections.get(_REQUESTS), report.tables.get(_REQUESTS)
            if section is not None and section.heading == heading and table is not None and table.rows:
                # Only the name is old: the table is there.
                title = Text(f"改为“{official}”", f"change to “{official}”")
                fix = Fix(title, (Edit(heading.text_span, official),), Safety.UNSAFE)
                yield Finding(heading.text_span, args, "renamed", fix=fix, severity=Severity.WARNING)
            else:
                yield Finding(heading.span, args, part)
