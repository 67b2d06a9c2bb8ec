"""What there is to say of headings, and of numbers in the prose."""

from __future__ import annotations

from reportlint.report import ClaimCheck, Report, Statement
from reportlint.toml import Text

from .about import About
from .equations import value_text
from .places import claims_at, holds, said_at, statement_at

_TOPICS = {
    "applications": Text("政府信息公开申请", "applications"),
    "reviews": Text("行政复议", "reviews"),
    "suits": Text("行政诉讼", "lawsuits"),
    "normative": Text("行政规范性文件", "normative documents"),
    "licences": Text("行政许可", "licences"),
    "penalties": Text("行政处罚", "penalties"),
    "proactive": Text("主动公开政府信息", "information published"),
}
_VERDICTS = {
    "holds": Text("✓ 与表一致", "✓ agrees with the table"),
    "fails": Text("≠ 与表不一致", "≠ differs from the table"),
    "unknown": Text("? 表中缺数，无法核对", "? the table lacks numbers to check it"),
}


def about_statement(report: Report, offset: int) -> About | None:
    """A number of the prose: what it was read as, and the cells of a table that it is held against."""
    statement = statement_at(report, offset)
    if statement is None:
        return None
    topic = _TOPICS.get(statement.topic, Text(statement.topic, statement.topic))
    verb = f" · {statement.verb}" if statement.verb else ""
    amount = _amount(statement)
    title = Text(f"读作：{topic.zh}{verb}：{amount.zh}", f"read as: {topic.en}{verb}: {amount.en}")
    points = [point for claim in claims_at(report, offset) for point in _claim(claim)]
    if not points:
        points = [Text("没有与之核对的表格数字", "no number of a table is held against it")]
    return About(said_at(statement), title, tuple(points))


def _amount(statement: Statement) -> Text:
    amount = statement.amount
    if amount is None:
        return Text("没有（0）", "none (0)")
    if amount.exact:
        written = f"{amount.low}{amount.unit}"
        return Text(written, written)
    if amount.high is None:
        return Text(f"{amount.low}{amount.unit}以上", f"{amount.low}{amount.unit} or more")
    written = f"{amount.low}–{amount.high}{amount.unit}"
    return Text(written, written)


def _claim(claim: ClaimCheck) -> list[Text]:
    verdict, says = _VERDICTS[claim.outcome], claim.form.says
    points = [Text(f"{verdict.zh}：{says.zh}", f"{verdict.en}: {says.en}")]
    for cell in claim.meant:
        name, value = claim.table.cell_name(cell.row, cell.column), value_text(cell)
        points.append(Text(f"{name}：{value.zh}", f"{name}: {value.en}"))
    return points


def about_heading(report: Report, offset: int) -> About | None:
    """A heading: the prescribed section that it is."""
    for section in report.sections.values():
        if not holds(section.heading.span, offset):
            continue
        form = section.form
        points = []
        if section.heading.key not in form.heading.right_keys:
            official = form.heading.official
            points.append(Text(f"规定的标题：“{official}”", f"prescribed heading: “{official}”"))
        if report.form is not None and report.form.basis:
            points.append(Text(f"依据：{report.form.basis}", f"basis: {report.form.basis}"))
        for table in report.form.tables if report.form else ():
            if table.section == section.id:
                there = table.id in report.tables
                found = Text("✓ 已有", "✓ is there") if there else Text("✗ 没有找到", "✗ not found")
                name = table.name.zh if not table.caption else f"{table.caption} {table.name.zh}"
                points.append(Text(f"{name}：{found.zh}", f"{table.name.en}: {found.en}"))
        title = Text(
            f"规定的第{form.number}部分：{form.heading.official}",
            f"prescribed part {form.number}: {form.heading.official}",
        )
        return About(section.heading.span, title, tuple(points))
    return None
