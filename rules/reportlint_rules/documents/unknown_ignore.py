"""DOC203: comments and entries that cannot ignore anything, because nobody knows what they mean."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, IgnoreSlip, NoOptions, Severity, Text, rule


@rule(
    code="DOC203",
    name="unknown-ignore",
    severity=Severity.WARNING,
    on=IgnoreSlip,
    summary=Text("忽略说明写的是有的规则", "what ignores findings names a rule that is there"),
    message={
        "unknown": Text(
            "没有规则 {written}，这条忽略说明不起作用{near}",
            "there is no rule {written}, so this ignores nothing{near}",
        ),
        "unclear": Text(
            "看不懂“{written}”，这条注释不起作用；应写成 disable=规则代码，也可以用 disable-line、disable-next-line、enable",
            "“{written}” is not understood, so this comment does nothing: write disable=CODE, or disable-line, "
            "disable-next-line, enable in its place",
        ),
    },
)
def unknown_ignore(slip: IgnoreSlip, context: Context[NoOptions]) -> Iterator[Finding]:
    """What names no rule, or is no instruction."""
    if slip.kind in ("unknown", "unclear"):
        near = Text(f"；是不是想写 {slip.near}？", f"; did you mean {slip.near}?") if slip.near else Text("", "")
        yield Finding(slip.span, {"written": slip.written, "near": near}, slip.kind)
