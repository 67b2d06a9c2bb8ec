"""DOC106: pieces of a report that were read in a wrong encoding."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, Lines, NoOptions, Severity, Span, Text, garbled, rule

_SHOWN = 24


@rule(
    code="DOC106",
    name="garbled-text",
    severity=Severity.ERROR,
    on=Lines,
    summary=Text("文中没有乱码", "no piece of the text was garbled"),
    message=Text(
        "“{found}”是乱码：{encoding}的文字被当作{taken_for}读入了，原文像是“{meant}”；请对照原文改正",
        "“{found}” is garbled: text in {encoding} was taken for {taken_for}; it seems to have been “{meant}”: put it right "
        "with the original",
    ),
    extraction=True,
    local=True,
)
def garbled_text(lines: Lines, context: Context[NoOptions]) -> Iterator[Finding]:
    """Runs of characters that are Chinese when the wrong step is undone."""
    for one in garbled(context.report.raw(lines.span)):
        span = Span(lines.span.start + one.span.start, lines.span.start + one.span.end)
        words = {"found": _short(context.report.raw(span)), "meant": _short(one.meant)}
        yield Finding(span, {**words, "encoding": one.real, "taken_for": one.taken_for})


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
