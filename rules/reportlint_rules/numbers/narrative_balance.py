"""NUM301: the balance of applications inside the prose."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reportlint.api import Context, Finding, NoOptions, Number, Related, Report, Severity, Statement, Text, rule
from reportlint_rules.numbers._claim import of_others

_PARTS = ("received", "carried_in", "answered", "carried_out")


@rule(
    code="NUM301",
    name="narrative-balance",
    severity=Severity.ERROR,
    on=Report,
    summary=Text("正文里新收、结转、办结的件数收支相抵", "applications in the prose balance"),
    message=Text(
        "正文说收到 {received} 件、上年结转 {carried_in} 件，办结 {answered} 件、结转下年 {carried_out} 件，两边不等",
        "the text says {received} received and {carried_in} carried in, {answered} answered and {carried_out} carried over: "
        "these do not balance",
    ),
    basis="国办公开办函〔2021〕30号：第一项加第二项之和，等于第三项加第四项之和",
)
def narrative_balance(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """The four numbers in one sentence or two that follow each other, each said once and exactly."""
    told = [one for one in report.statements if one.topic == "applications" and one.action in _PARTS]
    sentences = [list(group) for _, group in groupby(told, key=lambda one: one.sentence)]
    for number, sentence in enumerate(sentences):
        following = sentences[number + 1] if number + 1 < len(sentences) else []
        near = bool(following) and following[0].sentence.start - sentence[0].sentence.end <= 1
        for group in (sentence, sentence + following if near else []):
            if len(group) == len(_PARTS) and {one.action for one in group} == set(_PARTS):
                yield from _balance(group, context)
                return


def _balance(group: list[Statement], context: Context[NoOptions]) -> Iterator[Finding]:
    numbers: dict[str, Number] = {}
    for statement in group:
        if statement.low != statement.high or statement.span in context.facts(of_others):
            return
        numbers[statement.action] = statement.low
    out = numbers["answered"] + numbers["carried_out"]
    # Who writes 收到N件（含上年结转M件） counts these among what was received.
    if out in (numbers["received"] + numbers["carried_in"], numbers["received"]):
        return
    first, *others = group
    related = tuple(Related(one.span, Text("另一项", "another number")) for one in others)
    yield Finding(first.span, numbers, related=related, data=dict(numbers))
