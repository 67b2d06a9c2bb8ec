"""TXT106: a 、 between titles or quotations that follow one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Paragraph, Severity, Span, Text, rule
from reportlint_rules.wording._prose import PUNCTUATION

_BETWEEN = re.compile(r"、(?:(?<=》、)(?=《)|(?<=”、)(?=“))")
# A list in which a note stands behind a title needs the mark: 《A》（试行）、《B》.
_NOTE = re.compile(r"[》”][(（][^()（）]{0,60}[)）]")
_SENTENCE_END = re.compile(r"[。；;\n]")
# A sentence is looked at so far on either side.
_NEAR = 300


@rule(
    code="TXT106",
    name="mark-between-titles",
    severity=Severity.HINT,
    fix="safe",
    on=Paragraph,
    summary=Text("并列的书名号、引号之间不用顿号", "no 、 between titles or quotations in a row"),
    message=Text(
        "并列的书名号之间、引号之间通常不用顿号", "there is usually no 、 between titles or quotations in a row"
    ),
    basis=PUNCTUATION,
    default=False,
    gather=True,
    local=True,
)
def mark_between_titles(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """》、《 and ”、“ in sentences without notes behind titles."""
    text = context.report.raw(paragraph.span)
    if "、" not in text:
        return
    for match in _BETWEEN.finditer(text):
        at = match.start()
        first = max((end.end() for end in _SENTENCE_END.finditer(text, max(0, at - _NEAR), at)), default=0)
        behind = _SENTENCE_END.search(text, at, at + _NEAR)
        last = behind.start() if behind else at + _NEAR
        if _NOTE.search(text, max(first, at - _NEAR), last):
            continue
        span = Span(paragraph.span.start + at, paragraph.span.start + at + 1)
        yield Finding(span, fix=Fix(Text("删去顿号", "delete it"), (Edit(span, ""),)))
