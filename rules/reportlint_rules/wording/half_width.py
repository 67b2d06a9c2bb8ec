"""TXT102: half-width marks of punctuation in Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Paragraph, Severity, Span, Text, rule
from reportlint_rules.wording._prose import HAN, PINYIN, PUNCTUATION, without_addresses

_FULL_WIDTH = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_MARK = re.compile(r"[,;:?!()]")
_SPACE = " "
# What a mark of Chinese text follows or precedes.
_CHINESE = re.compile(f"[{HAN}《》“”‘’（）〔〕【】〈〉、。，；：？！]")
_HAN = re.compile(f"[{HAN}]")
# Two marks in one place are another rule's business.
_DIVIDERS = ",、。;:"
# The year of a document number and an area code keep what they have.
_NUMBER = re.compile(r"\((?:(?:19|20)\d\d\) {0,2}第? {0,2}\d{1,5} {0,2}号|0\d{2,3}\) {0,2}\d{7,8})")
# A stop behind Chinese text, at the end or before more of it, and not that of an ordinal: 一.总体情况.
_STOP = re.compile(rf"(?<=[{HAN}》”）])\.(?=[{HAN}“《]|\s*$)")
_ORDINAL = re.compile(r"\W*[一二三四五六七八九十]{1,3}\W?")
_READING = re.compile(rf"\({PINYIN}\)")


@rule(
    code="TXT102",
    name="half-width",
    severity=Severity.INFO,
    fix="safe",
    on=Paragraph,
    summary=Text("中文里用全角标点", "full-width punctuation in Chinese text"),
    message=Text(
        "中文里的标点应为全角，这里用了半角的“{found}”",
        "punctuation in Chinese text is full-width; this “{found}” is half-width",
    ),
    basis=PUNCTUATION,
    gather=True,
    local=True,
)
def half_width(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """ASCII marks beside Chinese characters; brackets in pairs."""
    raw = context.report.raw(paragraph.span)
    start = paragraph.span.start
    for match in _STOP.finditer(raw):
        if not _ORDINAL.fullmatch(raw[: match.start()]):
            span = Span(start + match.start(), start + match.end())
            yield Finding(span, {"found": "."}, fix=_fix((Edit(span, "。"),)))
    if _MARK.search(raw) is None:
        return
    folded = context.report.folded(paragraph.span)
    text = without_addresses(folded)
    opened: list[int] = []
    for match in _MARK.finditer(text):
        at = match.start()
        mark = text[at]
        if mark == "(":
            opened.append(at)
        elif mark == ")":
            if opened:
                yield from _pair(opened.pop(), at, raw, text, start)
        elif raw[at] == mark and _divides(at, raw, text):
            yield Finding(Span(start + at, start + at + 1), {"found": mark}, fix=_fix((_edit(at, raw, start),)))


def _divides(at: int, raw: str, text: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if (before and before in _DIVIDERS) or (after and after in _DIVIDERS):
        return False
    if before == _SPACE:
        before = raw[at - 2 : at - 1]
        return bool(_HAN.match(before)) and after not in ("", _SPACE)
    if _CHINESE.match(raw, at - 1, at):
        # 10:30 and 3:1 have digits on both sides, a smiley or code has no character before it.
        return True
    if after == _SPACE:
        return not before.isascii() or before in "%)\"'" or (before.isdigit() and bool(_HAN.match(raw, at + 2)))
    return bool(before) and not before.isspace() and bool(_HAN.match(raw, at + 1))


def _pair(first: int, last: int, raw: str, text: str, start: int) -> Iterator[Finding]:
    if raw[first] != "(" and raw[last] != ")":
        return
    if _NUMBER.match(text, first) or _READING.match(text, first):
        return
    beside = raw[max(0, first - 2) : first].rstrip(_SPACE)[-1:]
    if _CHINESE.match(beside) is None and _CHINESE.search(raw, first + 1, last) is None:
        # (1)加强公开 is an ordinal; what stands between Latin letters is not Chinese.
        ordinal = first < 5 and not text[:first].strip(" -*+")
        if not ordinal or not _HAN.match(text[last + 1 : last + 3].lstrip()):
            return
    edits = tuple(_edit(at, raw, start) for at in (first, last) if raw[at] in "()")
    at = first if raw[first] == "(" else last
    yield Finding(Span(start + at, start + at + 1), {"found": raw[at]}, fix=_fix(edits))


def _edit(at: int, raw: str, start: int) -> Edit:
    """The mark and the space that made up for its width."""
    first, end = at, at + 1
    mark = raw[at]
    behind = raw[end + 1 : end + 2]
    if raw[end : end + 1] == _SPACE and (_HAN.match(behind) or (mark not in "()" and behind not in ("", _SPACE, "\n"))):
        end += 1
    if mark != ")" and first > 1 and raw[first - 1] == _SPACE and _HAN.match(raw, first - 2):
        first -= 1
    return Edit(Span(start + first, start + end), _FULL_WIDTH[mark])


def _fix(edits: tuple[Edit, ...]) -> Fix:
    return Fix(Text("改为全角标点", "make it full-width"), edits)
