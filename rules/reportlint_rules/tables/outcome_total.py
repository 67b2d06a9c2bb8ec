"""TBL302: the total of the results of applications."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Fault, Finding, NoOptions, Severity, Text, rule
from reportlint_rules.tables._fault import FAULT_MESSAGES, FORM_BASIS, fault_finding


@rule(
    code="TBL302",
    name="outcome-total",
    severity=Severity.ERROR,
    fix="display",
    on=Fault,
    summary=Text("“（七）总计”等于办理结果各项之和", "the total of the results of applications"),
    message=FAULT_MESSAGES,
    basis=FORM_BASIS,
    local=True,
)
def outcome_total(fault: Fault, context: Context[NoOptions]) -> Iterator[Finding]:
    """Faults that show first in the sum of the results."""
    if fault.checks[0].form.id == "outcome-total":
        yield fault_finding(fault)
