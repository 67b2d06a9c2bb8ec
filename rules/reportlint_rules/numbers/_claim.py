"""A statement of the prose that its table contradicts, as a finding; the rules on numbers share it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlint.api import (
    ClaimCheck,
    Context,
    Edit,
    Finding,
    Fix,
    Related,
    Report,
    Safety,
    Severity,
    Span,
    Statement,
    Text,
    fact,
)  # fmt: skip

TABLE_BASIS = "同一份报告里的同一个数应当一致（没有专门的条文）"
"""The prose and the tables of a report are of the same year and the same authority."""

CLAIM_MESSAGES = {
    "": Text(
        "正文写的是“{said}”，表格“{says}”是 {found}；两处应当一致",
        "the text says “{said}”, the table has {found} under “{says}”; they should agree",
    ),
    "scope": Text(
        "正文写的是“{said}”，表格“{says}”是 {found}；如果正文说的是“{scope}”的数字，请写清楚范围",
        "the text says “{said}”, the table has {found} under “{says}”; if the text is about {scope}, say so clearly",
    ),
}
"""Said where the table has another number, and where the text may speak of somebody else's."""

_LONGEST = 40


def said(statement: Statement, context: Context[Any]) -> str:
    """A statement in its own words, without the breaks of pages."""
    text = "".join(context.report.raw(statement.span).split())
    return text if len(text) <= _LONGEST else f"…{text[-_LONGEST:]}"


def other_scope(statement: Statement, report: Report) -> str:
    """The words with which a statement may be about more, or others, than the report's own authority."""
    body = report.body
    words = []
    if statement.scope:
        own = {f"全{word}" for word in body.calls_itself} if body else set()
        name = body.name if body else ""
        words = [word for word in statement.scope.split("、") if word and word not in own and word not in name]
    sentence = report.folded(statement.sentence)
    # The table of a government is that of all its offices; 本机关 is one of them.
    if body is not None and body.kind == "government" and body.level != "township" and "本机关" in sentence:
        words.append("本机关")
    return "、".join(words)


@fact(on=Statement)
def of_others(statement: Statement, report: Report) -> Iterator[Span]:
    """Statements that may be about more, or others, than the report's own authority."""
    if other_scope(statement, report):
        yield statement.span


def is_received(statement: Statement) -> bool:
    """Whether a statement is about how many applications came in."""
    return statement.topic == "applications" and statement.action in ("received", "handled")


@fact(on=Report)
def failing(report: Report, _: Report) -> Iterator[ClaimCheck]:
    """The statements that no reading of their table agrees with."""
    for check in report.claims:
        if check.outcome == "fails":
            yield check


@fact(on=Report)
def contradicted(report: Report, _: Report) -> Iterator[ClaimCheck]:
    """The statements that the tables contradict and that nothing speaks for.

    Of two numbers received, one of which the table has, the other may be of something else.
    """
    wrong = list(failing.find(report, report))
    right = bool(wrong) and any(check.outcome == "holds" and is_received(check.statement) for check in report.claims)
    for check in wrong:
        if check.statement.amount is None or not (right and is_received(check.statement)):
            yield check


def claim_finding(check: ClaimCheck, context: Context[Any], severity: Severity) -> Finding:
    """The finding for a claim that fails, at the number of the prose, with the cells as related places."""
    statement = check.statement
    scope = other_scope(statement, context.report)
    found = [str(value) for value in check.readings[:3]] or ["0"]
    either = Text(" 或 ".join(found), " or ".join(found))
    args = {"said": said(statement, context), "says": check.form.says, "found": either, "scope": scope}
    related = []
    for cell in check.cells[:6]:
        name = f"{check.table.cell_name(cell.row, cell.column)} = {cell.value.number}"
        related.append(Related(cell.span, Text(name, name)))
    fix = None
    amount = statement.amount
    if amount is not None and len(check.readings) == 1 and not scope:
        value = check.readings[0]
        title = Text(f"改为 {value}（请先核对原始数据）", f"change to {value} (check the source data first)")
        fix = Fix(title, (Edit(amount.digits, str(value)),), Safety.DISPLAY)
    data = {
        "claim": check.form.id, "low": statement.low, "high": statement.high,
        "readings": [formula.text for formula in check.form.readings], "values": list(check.readings),
    }  # fmt: skip
    span = amount.span if amount is not None else statement.span
    if scope:
        severity = Severity.INFO
    return Finding(span, args, "scope" if scope else "", tuple(related), fix, severity, data)
