"""NUM302: one quantity with two values."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Related, Report, Severity, Statement, Text, rule
from reportlint_rules.numbers._claim import contradicted, of_others, said

_SECTIONS = (None, "overview", "applications", "disputes", "other")


@rule(
    code="NUM302",
    name="same-quantity-twice",
    severity=Severity.WARNING,
    on=Report,
    summary=Text("同一个数前后一致", "one quantity has one value"),
    message=Text(
        "这里说“{here}”，前面说“{there}”，两处应当一致",
        "here it is “{here}”, before it was “{there}”; they should agree",
    ),
    basis="统计数据应当前后一致",
)
def same_quantity_twice(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """The same verb and topic with another exact number in another sentence.

    Where a table contradicts one of them, that is told instead.
    """
    left_out = {check.statement.span for check in context.facts(contradicted)}.union(context.facts(of_others))
    first: dict[tuple[str, str, str], Statement] = {}
    for statement in report.statements:
        amount = statement.amount
        if amount is None or not statement.verb or statement.section not in _SECTIONS or amount.low != amount.high:
            continue
        if statement.span in left_out:
            continue
        # 收到 and 受理 may be two numbers; 共公开 and 累计公开 are one, if it is information that was opened: what
        # 共公开45件 is about stands somewhere before it.
        verb = statement.verb
        if statement.topic == "proactive":
            if not any(word in said(statement, context) for word in ("信息", "主动")):
                continue
            verb = statement.action
        before = first.setdefault((statement.topic, verb, amount.unit), statement)
        if before.low != statement.low and before.sentence != statement.sentence:
            args = {"here": said(statement, context), "there": said(before, context)}
            yield Finding(amount.span, args, related=(Related(before.span, Text("前面的数", "the number before")),))
