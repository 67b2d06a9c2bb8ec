"""PII101: identity numbers of citizens."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Report, Severity, Span, Text, rule
from reportlint_rules.privacy._norm import PRIVACY_BASIS
from reportlint_rules.privacy._number import long_numbers, masked, said_before, stands_alone

# GB 11643: the province, four digits of the place, the day of birth, three digits and the check digit.
_NUMBER = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}"
    r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
# Codes of bodies and of things may be of the same length.
_OTHER_CODE = re.compile(r"信用代码|机构代码|备案|编号|编码|案号|订单|流水号|项目代码")
_NEAR = 16


def is_id_number(number: str) -> bool:
    """Whether a number has the form of an identity number, a day of birth that exists and the right check digit."""
    match = _NUMBER.fullmatch(number)
    if match is None or int(match[3]) > calendar.monthrange(int(match[1]), int(match[2]))[1]:
        return False
    weighted = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECK_DIGITS[weighted % 11] == number[-1].upper()


@rule(
    code="PII101",
    name="id-number",
    severity=Severity.ERROR,
    on=Report,
    summary=Text("没有公民身份号码", "no identity numbers of citizens"),
    message=Text(
        "这里有公民身份号码（{found}），属于个人隐私，不得公开，请删去",
        "an identity number of a citizen ({found}) is private: take it out before this is published",
    ),
    basis=f"{PRIVACY_BASIS}；GB 11643《公民身份号码》",
    gather=True,
)
def id_number(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """18 digits of which province, day of birth and check digit are right, anywhere in the text."""
    folded = report.source.folded
    for match in (one for run in context.facts(long_numbers) for one in _NUMBER.finditer(folded, *run)):
        span = Span(*match.span())
        if not is_id_number(match.group()) or not stands_alone(folded, span):
            continue
        if _OTHER_CODE.search(said_before(folded, span.start, _NEAR)) is None:
            yield Finding(span, {"found": masked(match.group(), 3, 2)})
