"""PII203: postcodes that have not six digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, Lines, NoOptions, Severity, Span, Text, rule
from reportlint_rules.privacy._norm import CONTACT_BASIS

_POSTCODE = re.compile(r"(?:邮编|邮政编码|邮政编号) ?(?:为|是)?:? {0,2}(\d{1,20})(?!\d| \d| ?[年月件条个])")
_DIGITS = 6


@rule(
    code="PII203",
    name="postcode",
    severity=Severity.INFO,
    on=Lines,
    summary=Text("邮政编码是六位", "postcodes have six digits"),
    message=Text("邮政编码是6位数字，这里的“{found}”是{count}位", "a postcode has 6 digits, but “{found}” has {count}"),
    basis=CONTACT_BASIS,
    local=True,
)
def postcode(lines: Lines, context: Context[NoOptions]) -> Iterator[Finding]:
    """Digits directly behind 邮编 or 邮政编码."""
    report = context.report
    for match in _POSTCODE.finditer(report.source.folded, *lines.span):
        if len(match[1]) != _DIGITS:
            span = Span(*match.span(1))
            yield Finding(span, {"found": report.raw(span), "count": len(match[1])})
