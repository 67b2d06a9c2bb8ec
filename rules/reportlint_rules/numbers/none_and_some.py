"""NUM303: “none” and a number, of the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Related, Report, Severity, Statement, Text, rule
from reportlint_rules.numbers._claim import contradicted, other_scope, said


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
    told_wrong = {check.statement.span for check in contradicted(report)}
    told = [one for one in report.statements if one.span not in told_wrong and not other_scope(one, context)]
    for none in told:
        if none.amount is not None:
            continue
        some = next((one for one in told if _is_some(one, none)), None)
        if some is not None:
            args = {"here": said(none, context), "there": said(some, context)}
            yield Finding(none.span, args, related=(Related(some.span, Text("又说有", "here there are some")),))
            return


def _is_some(one: Statement, none: Statement) -> bool:
    same = (one.topic, one.action, one.section) == (none.topic, none.action, none.section)
    return same and one.amount is not None and one.low > 0
