"""TXT108: pinyin in brackets behind characters, as a conversion leaves it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, Lines, NoOptions, Report, Severity, Span, Text, fact, rule
from reportlint_rules.wording._prose import HAN, PINYIN

_READING = re.compile(rf"(?:[(（]{PINYIN}[)）])+")
_HAN = re.compile(f"[{HAN}]")
_TONE = re.compile(r"[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
# One or two may be there for the reader, behind a rare character of a place's name.
_CONVERTED = 3


@fact(on=Lines)
def _readings(lines: Lines, report: Report) -> Iterator[Span]:
    """Pinyin in brackets behind characters."""
    text = report.source.text
    if _TONE.search(text, *lines.span) is None:
        return
    for match in _READING.finditer(text, *lines.span):
        if match.start() and _HAN.match(text, match.start() - 1):
            yield Span(*match.span())


@rule(
    code="TXT108",
    name="pinyin",
    severity=Severity.INFO,
    fix="safe",
    on=Report,
    summary=Text("汉字后面没有加注的拼音", "no pinyin behind characters"),
    message=Text(
        "汉字后面带着拼音“{found}”，不是报告的内容，应删去",
        "the pinyin {found} behind a character is no part of the report",
    ),
    basis="一般文字规范",
    gather=True,
    extraction=True,
)
def pinyin(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Syllables with tones in brackets, several in a file, in headings and tables as well."""
    found = context.facts(_readings)
    if len(found) < _CONVERTED:
        return
    for span in found:
        fix = Fix(Text("删去拼音", "delete the pinyin"), (Edit(span, ""),))
        yield Finding(span, {"found": report.raw(span)}, fix=fix)
