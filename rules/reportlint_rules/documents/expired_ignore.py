"""DOC202: entries whose time is over."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, IgnoreSlip, NoOptions, Severity, Text, rule


@rule(
    code="DOC202",
    name="expired-ignore",
    severity=Severity.WARNING,
    on=IgnoreSlip,
    summary=Text("忽略说明没有过期", "nothing that ignores a finding is over"),
    message=Text(
        "忽略 {rule} 的这条说明到 {until} 为止，已经过期，不再起作用；请改好报告后删去，或者重新核对并延长期限",
        "this ignored {rule} until {until} and does so no more: correct the report and delete it, or look again and "
        "set another date",
    ),
)
def expired_ignore(slip: IgnoreSlip, context: Context[NoOptions]) -> Iterator[Finding]:
    """What had a last day, and that is over."""
    if slip.kind == "expired":
        yield Finding(slip.span, {"rule": slip.written, "until": slip.until})
