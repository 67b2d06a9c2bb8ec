"""PII103: numbers of bank cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Report, Severity, Span, Text, rule
from reportlint_rules.privacy._norm import PRIVACY_BASIS
from reportlint_rules.privacy._number import long_numbers, masked, said_before, stands_alone
from reportlint_rules.privacy.id_number import is_id_number

# Cards of China begin with 62 (the oldest of two kinds with 60 and 9558) and have 16 to 19 digits, those of
# the networks abroad begin with 4 or 5 and have 16. Most accounts of bodies begin with other digits.
_NUMBER = re.compile(r"[4569]\d{3}(?: ?\d{4}){3}(?: ?\d{1,3})?(?!\d)")
_OF_CHINA, _OF_NETWORKS = ("62", "60", "9558"), ("4", "51", "52", "53", "54", "55")
_NEAR = 60
_ACCOUNT = re.compile(r"账号|帐号|卡号|账户|帐户|银行|开户|户名|汇款|转账|存折|一卡通")
# A body publishes where its fees are paid; and media and websites have accounts, too.
_OF_A_BODY = re.compile(
    r"财政|国库|非税|缴款|缴费|缴纳|收款单位|对公|专户|基本户|基本存款|处理费|公众|微信|微博|抖音|快手|头条|视频号|媒体|小程序|备案|信用代码"
)


@rule(
    code="PII103",
    name="bank-card",
    severity=Severity.ERROR,
    on=Report,
    summary=Text("没有银行卡号", "no numbers of bank cards"),
    message=Text(
        "这里有银行卡号（{found}），属于个人的金融账户信息，不得公开，请删去",
        "the number of a bank card ({found}) is private: take it out before this is published",
    ),
    basis=PRIVACY_BASIS,
    gather=True,
)
def bank_card(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Numbers of cards with the right check digit, where the line speaks of an account."""
    folded = report.source.folded
    for match in (one for run in context.facts(long_numbers) for one in _NUMBER.finditer(folded, *run)):
        span = Span(*match.span())
        number = match.group().replace(" ", "")
        known = number.startswith(_OF_CHINA) or (number.startswith(_OF_NETWORKS) and len(number) == 16)
        if not known or not _has_right_check_digit(number) or is_id_number(number):
            continue
        if not stands_alone(folded, span):
            continue
        before = said_before(folded, span.start, _NEAR)
        if _ACCOUNT.search(before) and _OF_A_BODY.search(before) is None:
            yield Finding(span, {"found": masked(number, 4, 2)})


def _has_right_check_digit(number: str) -> bool:
    """Whether the last digit is the one that the others lead to (Luhn)."""
    total = 0
    for place, char in enumerate(reversed(number)):
        digit = int(char) * (1 + place % 2)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0
