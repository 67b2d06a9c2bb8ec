"""TBL101: the tables of another year's form."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, ForeignText, NoOptions, Related, Report, Severity, Text, rule
from reportlint_rules.tables._fault import FORM_BASIS


@rule(
    code="TBL101",
    name="wrong-form",
    severity=Severity.ERROR,
    on=Report,
    summary=Text("表格用的是本报告年度的格式", "the tables are those of the form for the report's year"),
    message=Text(
        "{report}应使用{right}（{basis}），这里的“{text}”是{wrong}的内容{others}，请换用对应年度的表格",
        "{report} needs the {right} ({basis}); “{text}” belongs to the {wrong}{others}: "
        "use the tables of the right year",
    ),
    basis=FORM_BASIS,
)
def wrong_form(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Fixed texts that only another form has, told once for each form they come from."""
    if report.form is None or not report.form.tables:
        return
    by_form: dict[str, list[ForeignText]] = {}
    for text in report.foreign_texts:
        by_form.setdefault(text.form.id, []).append(text)
    for texts in by_form.values():
        first, *rest = texts
        year = report.year
        others = Text(f"（全文共{len(texts)}处）", f" (the first of {len(texts)} such texts)")
        args = {
            "report": Text(f"{year}年的报告", f"the report on {year}") if year else Text("本报告", "this report"),
            "right": report.form.name, "basis": report.form.basis, "text": first.raw,
            "wrong": first.form.name, "others": others if rest else "",
        }  # fmt: skip
        related = tuple(Related(text.span, Text(f"“{text.raw}”也是", f"so does “{text.raw}”")) for text in rest)
        yield Finding(first.span, args, related=related)
