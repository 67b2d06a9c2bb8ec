"""TBL300: identities that a province's or a plugin's own form adds."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Fault, Finding, NoOptions, Severity, Text, rule
from reportlint_rules.tables._fault import FAULT_MESSAGES, fault_finding

# Each identity of the national forms has a rule of its own, so that it can be named and chosen.
_NATIONAL = frozenset(
    {"row-total", "outcome-total", "balance", "review-total", "direct-suit-total", "later-suit-total"}
)


@rule(
    code="TBL300",
    name="form-identity",
    severity=Severity.ERROR,
    on=Fault,
    summary=Text("本地格式自行规定的勾稽关系成立", "the identities that a local form adds hold"),
    message=FAULT_MESSAGES,
    basis="所用格式文件中的勾稽关系",
    local=True,
)
def form_identity(fault: Fault, context: Context[NoOptions]) -> Iterator[Finding]:
    """Faults of identities that no other rule is named after."""
    if fault.checks[0].form.id not in _NATIONAL:
        yield fault_finding(fault)
