"""PII102: numbers of mobile phones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Report, Severity, Span, Text, rule
from reportlint_rules.privacy._norm import PRIVACY_BASIS
from reportlint_rules.privacy._number import (
    fills_cell,
    in_prescribed_table,
    long_numbers,
    masked,
    said_before,
    stands_alone,
)

_NUMBER = re.compile(r"1[3-9]\d(?:\d{8}|([ -])\d{4}\1\d{4})(?!\d)")
_COUNTRY = re.compile(r"(?<!\d)\+?86[ -]?$")
_DIGITS_BEFORE, _DIGITS_BEHIND = re.compile(r"\d[ -]$"), re.compile(r"[ -]\d")
# How far the sentence before a number is looked at.
_NEAR = 60
_SENTENCE_END = re.compile(r"[。;!?]")
# Numbers of something else: of a document, an account, a system; and amounts.
_OTHER_NUMBER = re.compile(
    r"(?:编号|编码|代码|备案号?|标识码|工单号?|案号|文号|受理号|序号|流水号|订单号?|许可证号?|QQ群?号?|群号|ID)[ :为是]*$",
    re.I,
)
_UNIT = re.compile(r" ?[元万亿件条次个人份篇期户亩吨%‰]")
# The body itself may be reached there.
_CONTACT = re.compile(r"电话|热线|值班|咨询|监督|举报|投诉|联系|填报人|传真|手机|微信")
# Somebody else has it, unless everybody is asked to call it.
_OF_A_PERSON = re.compile(
    r"申请人|当事人|信访人|村民(?!委)|居民(?!委)|户主|业主|家长|患者|法定代表人|原告|第三人|[\u4e00-\u9fff]某"
)
_OFFERED = re.compile(r"拨打|来电|致电|欢迎|(?<!申)请|如[有需遇对]|可(?:以|通过|向|与|直接|联系|咨询)")


@rule(
    code="PII102",
    name="mobile",
    severity=Severity.WARNING,
    on=Report,
    summary=Text("没有个人的手机号码", "no mobile numbers of persons"),
    message={
        "person": Text(
            "这里有手机号码（{found}），如果是个人的，不得公开，请删去",
            "a mobile number ({found}): if it is a person's, take it out before this is published",
        ),
        "contact": Text(
            "对外的联系电话是手机号码（{found}），请确认是公务手机，最好改用固定电话",
            "a mobile number ({found}) is given as the body's own: make sure that it is no person's; "
            "a landline is better",
        ),
    },
    basis=PRIVACY_BASIS,
    gather=True,
)
def mobile(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """11 digits of a mobile number, anywhere in the text; where the body gives it as its contact, only a hint."""
    folded = report.source.folded
    for match in (one for run in context.facts(long_numbers) for one in _NUMBER.finditer(folded, *run)):
        span = Span(*match.span())
        number = "".join(char for char in match.group() if char.isdecimal())
        start = _without_country(folded, span.start)
        whole = Span(start, span.end)
        if not stands_alone(folded, whole) or _UNIT.match(folded, span.end):
            continue
        if match[1] and _in_a_row_of_numbers(folded, whole):
            continue
        before = said_before(folded, start, _NEAR)
        sentence = _SENTENCE_END.split(before)[-1]
        if _OTHER_NUMBER.search(before):
            continue
        contact = _CONTACT.search(before) is not None
        if in_prescribed_table(report, span) or (fills_cell(folded, span) and not contact):
            continue
        found = {"found": masked(number, 3, 4)}
        if contact and (_OF_A_PERSON.search(sentence) is None or _OFFERED.search(sentence)):
            yield Finding(span, found, "contact", severity=Severity.INFO)
        else:
            yield Finding(span, found, "person")


def _without_country(folded: str, start: int) -> int:
    country = _COUNTRY.search(folded, max(0, start - 5), start)
    return country.start() if country else start


def _in_a_row_of_numbers(folded: str, span: Span) -> bool:
    """Whether groups of digits are but some of the numbers that stand in a row."""
    before = _DIGITS_BEFORE.search(folded, max(0, span.start - 2), span.start)
    return before is not None or _DIGITS_BEHIND.match(folded, span.end) is not None
