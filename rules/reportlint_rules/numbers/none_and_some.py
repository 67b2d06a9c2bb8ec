"""NUM303: “none” and a number, of the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Related, Report, Severity, Statement, Text, rule
from reportlint_rules.numbers._claim import contradicted, of_others, said


@rule(
    code="NUM303",
    name="none-and-some",
    severity=Severity.ERROR,
    on=Report,
    summary=Text("不能既说没有又说有", "there cannot be none and some"),
    message=Text("这里说“{here}”，同一部分里又说“{there}”", "here it is “{here}”, in the same section it is “{there}”"),
    basis="统计数据应当前后一致",
)
def none_and_some(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """未收到 and 收到N件 of the same topic in one section; the tables tell which of them is wrong."""
    denied = {_subject(one) for one in report.statements if one.amount is None}
    if not denied:
        return
    left_out = {check.statement.span for check in context.facts(contradicted)}.union(context.facts(of_others))
    told = [one for one in report.statements if _subject(one) in denied and one.span not in left_out]
    some_of: dict[tuple[str, str, str | None], Statement] = {}
    for one in told:
        if one.amount is not None and one.low > 0:
            some_of.setdefault(_subject(one), one)
    for none in told:
        some = some_of.get(_subject(none))
        if none.amount is None and some is not None:
            args = {"here": said(none, context), "there": said(some, context)}
            yield Finding(none.span, args, related=(Related(some.span, Text("又说有", "here there are some")),))
            return


def _subject(statement: Statement) -> tuple[str, str, str | None]:
    return statement.topic, statement.action, statement.section
