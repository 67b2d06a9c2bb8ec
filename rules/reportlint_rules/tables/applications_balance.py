"""TBL303: new and carried-in applications against results and carried-out ones."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Fault, Finding, NoOptions, Severity, Text, rule
from reportlint_rules.tables._fault import FAULT_MESSAGES, FORM_BASIS, fault_finding


@rule(
    code="TBL303",
    name="applications-balance",
    severity=Severity.ERROR,
    fix="display",
    on=Fault,
    summary=Text(
        "第一项加第二项之和等于第三项加第四项之和",
        "new and carried-in applications against results and carried-out ones",
    ),
    message=FAULT_MESSAGES,
    basis=FORM_BASIS,
    local=True,
)
def applications_balance(fault: Fault, context: Context[NoOptions]) -> Iterator[Finding]:
    """Faults that show first in the balance that the form itself prints."""
    if fault.checks[0].form.id == "balance":
        yield fault_finding(fault)
