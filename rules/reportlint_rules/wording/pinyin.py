"""TXT108: pinyin in brackets behind characters, as a conversion leaves it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Report, Severity, Span, Text, rule
from reportlint_rules.wording._prose import HAN, PINYIN

_READING = re.compile(rf"(?:[(（]{PINYIN}[)）])+")
_HAN = re.compile(f"[{HAN}]")
_TONE = re.compile(r"[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
# One or two may be there for the reader, behind a rare character of a place's name.
_CONVERTED = 3


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
    text = report.source.text
    if _TONE.search(text) is None:
        return
    found = [match for match in _READING.finditer(text) if match.start() and _HAN.match(text, match.start() - 1)]
    if len(found) < _CONVERTED:
        return
    for match in found:
        span = Span(*match.span())
        fix = Fix(Text("删去拼音", "delete the pinyin"), (Edit(span, ""),))
        yield Finding(span, {"found": match.group()}, fix=fix)
