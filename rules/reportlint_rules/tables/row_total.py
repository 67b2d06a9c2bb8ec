"""TBL301: the totals column of the table of applications."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Fault, Finding, NoOptions, Severity, Text, rule
from reportlint_rules.tables._fault import FAULT_MESSAGES, FORM_BASIS, fault_finding


@rule(
    code="TBL301",
    name="row-total",
    severity=Severity.ERROR,
    fix="display",
    on=Fault,
    summary=Text("“总计”列等于自然人与各类组织之和", "the totals column of the table of applications"),
    message=FAULT_MESSAGES,
    basis=FORM_BASIS,
    local=True,
)
def row_total(fault: Fault, context: Context[NoOptions]) -> Iterator[Finding]:
    """Faults that show first in the sum of a row."""
    if fault.checks[0].form.id == "row-total":
        yield fault_finding(fault)
