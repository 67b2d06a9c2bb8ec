"""TXT103: a bracket or quotation mark without its partner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from reportlint.api import (
    Context,
    Edit,
    Finding,
    Fix,
    NoOptions,
    Paragraph,
    Report,
    Safety,
    Severity,
    Span,
    Text,
    fact,
    read_numeral,
    rule,
    write_numeral,
)
from reportlint_rules.wording._prose import PUNCTUATION, without_addresses

_PARTNERS = dict(zip("（［《【〔“", "）］》】〕”", strict=True))
_OPENERS = {close: opening for opening, close in _PARTNERS.items()}
_WIDE = dict(zip("()[]", "（）［］", strict=True))
_MARK = re.compile(r"[()（）\[\]［］《》【】〔〕“”]")
_KINDS = (("（(", "）)"), ("［[", "］]"), ("《", "》"), ("【", "】"), ("〔", "〕"), ("“", "”"))
# Most paragraphs have their marks in pairs side by side.
_NONE = r"[^()（）\[\]［］《》【】〔〕“”]*"
_PAIRS = "|".join(
    f"[{left}]{_NONE}[{right}]"
    for left, right in (("(（", ")）"), ("《", "》"), ("【", "】"), ("〔", "〕"), ("“", "”"))
)
_IN_PAIRS = re.compile(f"{_NONE}(?:(?:{_PAIRS}){_NONE})*")
# 1） and 一） are ordinals and have no other bracket.
_ORDINAL = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳]|(?<![A-Za-z])[A-Za-z]{1,3}) ?$")
# 三） among （二） and （四） has lost its other bracket.
_HALF_ORDINAL = re.compile(r"[ \t]{0,8}(?P<number>[一二三四五六七八九十]{1,2}) ?[）)]")
# (85,90] is an interval.
_INTERVAL = re.compile(r"[(（\[［]-?\d[\d.]{0,10}[,，]-?\d[\d.]{0,10}[)）\]］]")
# The year of a document number: its brackets are looked at with the number.
_YEAR_BEHIND = re.compile(r" ?(?:19|20)\d{2,7} ?[号〕\]］)）】]")
_YEAR_BEFORE = re.compile(r"(?:19|20)\d\d ?$")
# 【字体：大 中 小】 is the page's, and its end is often a picture.
_OF_PAGE = re.compile(r" ?(?:字体|字号|打印|关闭|大 )")
# Titles may be broken over lines, and quotations over paragraphs: partners are looked for so far away.
_NEAR = 400
# What is shorter and does not end like a sentence is none.
_SENTENCE = 20
_ENDINGS = frozenset("。；：！？;:!?…")
# Two opening brackets side by side, neither of which is closed.
_STRAY = ("（［", "［（", "（（", "［［")
_TABLE_SECTIONS = ("proactive", "applications", "disputes")


class _Unpaired(NamedTuple):
    mark: str
    at: int


@rule(
    code="TXT103",
    name="unpaired-bracket",
    severity=Severity.WARNING,
    fix="unsafe",
    on=Report,
    summary=Text("括号、引号、书名号成对", "brackets and quotation marks come in pairs"),
    message={
        "unpaired": Text("这个 {found} 没有与它配对的 {partner}", "{found} has no {partner} to go with it"),
        "stray": Text("{found} 是多余的标点，请对照原文", "{found} is stray punctuation: compare the original"),
    },
    basis=PUNCTUATION,
)
def unpaired_bracket(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Marks that nothing opens or closes, neither in their paragraph nor near it."""
    for span in context.facts(_unbalanced):
        yield from _without_partner(span, report)


@fact(on=Paragraph)
def _unbalanced(paragraph: Paragraph, report: Report) -> Iterator[Span]:
    """Paragraphs with more opening than closing marks, or the other way round."""
    text = report.raw(paragraph.span)
    if _IN_PAIRS.fullmatch(text):
        return
    marks = "".join(_MARK.findall(text))
    # As many as there should be may still stand in the wrong places: 网站https://…/）下载（地址：….
    if any(sum(map(marks.count, left)) != sum(map(marks.count, right)) for left, right in _KINDS) or _crossed(marks):
        # What is no sentence may be a piece of a table.
        ends = _ending(_prose(text)) in _ENDINGS or _HALF_ORDINAL.match(text) is not None
        if ends or (len(text) >= _SENTENCE and paragraph.section not in _TABLE_SECTIONS):
            yield paragraph.span


def _crossed(marks: str) -> bool:
    """Whether a round bracket is closed that none has opened."""
    depth = 0
    for mark in marks:
        depth += (mark in "（(") - (mark in "）)")
        if depth < 0:
            return True
    return False


def _prose(text: str) -> str:
    """The text, of the same length, without marks that are none of its own."""
    return _INTERVAL.sub(lambda match: "A" * len(match.group()), without_addresses(text))


def _ending(text: str) -> str:
    return text.rstrip("”\"'）)》】* ")[-1:]


def _without_partner(paragraph: Span, report: Report) -> Iterator[Finding]:
    start, end = paragraph
    source = report.source.text
    text = _prose(source[start:end])
    ending = _ending(text)
    opened = {one.mark for one in _unpaired(source[max(0, start - _NEAR) : start])}
    closed = {one.mark for one in _unpaired(source[end : end + _NEAR])}
    # The break of a page or a line that lost its end may have taken the partner away.
    broken = ending not in _ENDINGS or "\n" in text
    straight = '"' in text
    told: set[str] = set()
    unpaired = _unpaired(text)
    for one, following in zip_longest(unpaired, unpaired[1:]):
        partner = _PARTNERS.get(one.mark) or _OPENERS[one.mark]
        # One is enough where all quotes stand the wrong way round, and a straight one may be the partner.
        if told.intersection((one.mark, partner)) or (one.mark in "“”" and straight):
            continue
        if partner in (closed if one.mark in _PARTNERS else opened):
            continue
        if _belongs_elsewhere(one, text) and not _is_half_ordinal(one, text, report):
            continue
        told.add(one.mark)
        if following is not None and one.mark + following.mark in _STRAY and following.at == one.at + 1:
            told.add(following.mark)
            yield _stray(Span(start + one.at, start + one.at + 2), report)
            continue
        span = Span(start + one.at, start + one.at + 1)
        args = {"found": report.raw(span), "partner": partner}
        # Chinese prose has no square brackets of this kind: they come from Markdown.
        converted = broken or one.mark in "［］"
        yield Finding(span, args, "unpaired", severity=Severity.INFO if converted else None, extraction=converted)


def _unpaired(text: str) -> list[_Unpaired]:
    """The marks that have no partner in a text, by the width that Chinese text gives them."""
    found: list[_Unpaired] = []
    opened: dict[str, list[int]] = {}
    for match in _MARK.finditer(text):
        mark = _WIDE.get(match.group(), match.group())
        if mark in _PARTNERS:
            opened.setdefault(mark, []).append(match.start())
        elif opened.get(_OPENERS[mark]):
            opened[_OPENERS[mark]].pop()
        else:
            found.append(_Unpaired(mark, match.start()))
    found += [_Unpaired(mark, at) for mark, places in opened.items() for at in places]
    return sorted(found, key=lambda one: one.at)


def _stray(span: Span, report: Report) -> Finding:
    """What a converter left of a link: “([” with nothing behind it that ends it. Spaces go with it."""
    text = report.source.folded
    first, last = span
    while text[first - 1 : first] == " ":
        first -= 1
    while text[last : last + 1] == " ":
        last += 1
    found = report.raw(span)
    fix = Fix(Text(f"删去 {found}", f"delete {found}"), (Edit(Span(first, last), ""),), Safety.UNSAFE)
    return Finding(span, {"found": found}, "stray", fix=fix, severity=Severity.INFO, extraction=True)


def _belongs_elsewhere(one: _Unpaired, text: str) -> bool:
    """Whether the mark is that of an ordinal, of a document number or of what a page shows around the text."""
    if one.mark in _PARTNERS:
        is_of_page = one.mark in "【［" and _OF_PAGE.match(text, one.at + 1) is not None
        return is_of_page or _YEAR_BEHIND.match(text, one.at + 1) is not None
    before = text[max(0, one.at - 8) : one.at]
    return _YEAR_BEFORE.search(before) is not None or (one.mark == "）" and _ORDINAL.search(before) is not None)


def _is_half_ordinal(one: _Unpaired, text: str, report: Report) -> bool:
    """Whether the mark is that of an ordinal whose neighbours, at the beginning of other lines, have both brackets."""
    match = _HALF_ORDINAL.match(text)
    if match is None or match.end() != one.at + 1:
        return False
    number = read_numeral(match["number"]) or 0
    neighbours = "|".join(write_numeral(near) for near in (number - 1, number + 1) if near > 0)
    return re.search(rf"^[ \t]*\( ?(?:{neighbours}) ?\)", report.source.folded, re.MULTILINE) is not None
