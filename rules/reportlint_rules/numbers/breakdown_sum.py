"""NUM201: parts that do not fit their whole."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Breakdown, Context, Finding, NoOptions, Related, Severity, Text, rule


@rule(
    code="NUM201",
    name="breakdown-sum",
    severity=Severity.WARNING,
    on=Breakdown,
    summary=Text("分项之和与总数相符", "parts fit their whole"),
    message={
        "more": Text(
            "“其中”各项合计 {sum}{unit}，超过了总数 {total}{unit}，请核对",
            "the parts add up to {sum} {unit}, more than the total of {total} {unit}; check the numbers",
        ),
        "other": Text(
            "各项合计 {sum}{unit}，与总数 {total}{unit} 不等，请核对",
            "the parts add up to {sum} {unit}, not to the total of {total} {unit}; check the numbers",
        ),
    },
    basis="统计数据应当前后一致",
    local=True,
)
def breakdown_sum(breakdown: Breakdown, context: Context[NoOptions]) -> Iterator[Finding]:
    """Parts that are more than the whole, or not all of it where the text says that they are."""
    total, parts = breakdown.total, breakdown.parts
    least = sum(part.low for part in parts)
    args = {"sum": least, "total": total.low, "unit": total.unit}
    related = tuple(
        Related(part.span, Text(f"其中 {context.report.raw(part.span)}", f"part: {context.report.raw(part.span)}"))
        for part in parts
    )
    if breakdown.besides and _of_a_sum(breakdown):
        return
    if total.high is not None and least > total.high:
        yield Finding(total.span, args, "more", related)
    elif breakdown.whole and len(parts) > 1 and least != total.low and all(one.exact for one in (total, *parts)):
        yield Finding(total.span, args, "other", related, severity=Severity.INFO)


def _of_a_sum(breakdown: Breakdown) -> bool:
    """Whether the parts may be those of several amounts together: they are not more than these."""
    amounts = (breakdown.total, *breakdown.besides)
    if any(amount.high is None for amount in amounts):
        return True
    least = sum(part.low for part in breakdown.parts)
    return breakdown.total.low < least <= sum(amount.high for amount in amounts if amount.high is not None)
