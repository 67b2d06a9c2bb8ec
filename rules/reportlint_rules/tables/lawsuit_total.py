"""TBL305: the totals of lawsuits."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Fault, Finding, NoOptions, Severity, Text, rule
from reportlint_rules.tables._fault import FAULT_MESSAGES, FORM_BASIS, fault_finding


@rule(
    code="TBL305",
    name="lawsuit-total",
    severity=Severity.ERROR,
    fix="display",
    on=Fault,
    summary=Text("“行政诉讼”两组总计各等于四种结果之和", "the totals of lawsuits"),
    message=FAULT_MESSAGES,
    basis=FORM_BASIS,
    local=True,
)
def lawsuit_total(fault: Fault, context: Context[NoOptions]) -> Iterator[Finding]:
    """Faults in the five numbers of either kind of lawsuit."""
    if fault.checks[0].form.id in ("direct-suit-total", "later-suit-total"):
        yield fault_finding(fault)
