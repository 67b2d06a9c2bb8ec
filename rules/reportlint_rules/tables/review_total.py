"""TBL304: the total of administrative reviews."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Fault, Finding, NoOptions, Severity, Text, rule
from reportlint_rules.tables._fault import FAULT_MESSAGES, FORM_BASIS, fault_finding


@rule(
    code="TBL304",
    name="review-total",
    severity=Severity.ERROR,
    fix="display",
    on=Fault,
    summary=Text("“行政复议”总计等于四种结果之和", "the total of administrative reviews"),
    message=FAULT_MESSAGES,
    basis=FORM_BASIS,
    local=True,
)
def review_total(fault: Fault, context: Context[NoOptions]) -> Iterator[Finding]:
    """Faults in the five numbers of the reviews."""
    if fault.checks[0].form.id == "review-total":
        yield fault_finding(fault)
