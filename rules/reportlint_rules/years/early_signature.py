"""YR305: reports that were signed before their year was over."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Report, Severity, Text, rule
from reportlint_rules.years._norm import YEAR_BASIS
from reportlint_rules.years._signature import signatures

# Who signs in the first months of the report's year has last year's date left.
_STALE_UNTIL = 6


@rule(
    code="YR305",
    name="early-signature",
    severity=Severity.INFO,
    on=Report,
    summary=Text("落款日期在报告年度结束之后", "signed after the report's year"),
    message={
        "stale": Text(
            "落款是{found}，而本报告是{year}年的；如果是上一年报告留下的日期，请改正",
            "signed on {date}, but this is the report on {year}: was the date left from last year's report?",
        ),
        "early": Text(
            "落款是{found}，{year}年还没有结束；报告的数据应截至{year}年12月31日，请核对日期",
            "signed on {date}, before {year} was over, but the figures run to 31 December: is the date right?",
        ),
    },
    basis=YEAR_BASIS,
    simplified_only=True,
)
def early_signature(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """The date of the last line, where it is a signature, in or before the report's year."""
    signed = next(iter(context.facts(signatures)), None)
    if signed is None or report.year is None or signed.date.year > report.year:
        return
    stale = (signed.date.year, signed.date.month) <= (report.year, _STALE_UNTIL)
    found = {"found": report.raw(signed.span), "date": signed.date.isoformat(), "year": report.year}
    yield Finding(signed.span, found, "stale" if stale else "early")
