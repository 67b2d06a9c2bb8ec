"""Amounts in the prose: numbers with their units."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise
from typing import NamedTuple

from reportlint.forms import Number
from reportlint.source import Span, remembered
from reportlint_grammar import find_amounts, parse_amount

from .model import Amount, Breakdown, Paragraph
from .numerals import read_numeral

_SENTENCE_END = re.compile(r"[。!?]")
_WEIGHTS = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
# What “about” may mean: a tenth more or less; 近 is below, and not by more than a fifth.
_ABOUT = Decimal("0.1")
_NEARLY = Decimal("0.2")
_MORE_THAN = ("超过", "超", "逾", "至少", "不少于", "以上")
_LESS_THAN = ("不足", "不到", "最多", "以下", "以内")
_ALMOST = ("近", "将近")


def sentences(folded: str, span: Span) -> list[Span]:
    """The sentences of a paragraph. A line end inside it is a page's doing and ends none."""
    stops = [span.start, *(match.end() for match in _SENTENCE_END.finditer(folded, *span))]
    if stops[-1] < span.end:
        stops.append(span.end)
    return [Span(start, end) for start, end in pairwise(stops)]


def amounts_in(folded: str, paragraph: Paragraph) -> tuple[Amount, ...]:
    """Every amount of a paragraph, in order."""
    found = find_amounts(folded, *paragraph.span)
    if not found:
        return ()
    parts = sentences(folded, paragraph.span)
    starts = [part.start for part in parts]
    section = paragraph.section
    amounts = []
    for start, end in found:
        sentence = parts[bisect_right(starts, start) - 1]
        first, last, low, high, unit, decimals = _meaning(folded[start:end])
        digits = Span(start + first, start + last)
        amounts.append(Amount(Span(start, end), digits, low, high, unit, decimals, section, sentence))
    return tuple(amounts)


class _Meaning(NamedTuple):
    """What an amount says, wherever it stands: where its first number begins and ends in it, and what it may mean."""

    first: int
    last: int
    low: Number
    high: Number | None
    unit: str
    decimals: int


# A report has the same few amounts again and again, and so have reports among each other.
@remembered
def _meaning(text: str) -> _Meaning:
    node = parse_amount(text)
    words = {child.kind: text[child.start : child.end].strip() for child in node.children}
    numbers: list[Number] = []
    steps: list[Number] = []
    first, last, decimals, more = 0, len(text), 0, False
    for child in node.children:
        part = text[child.start : child.end].strip()
        if child.kind in ("number", "han"):
            number, step = _number(part)
            if not numbers:
                first, last, decimals = child.start, child.end, len(part.partition(".")[2])
            numbers.append(number)
            steps.append(step)
        elif child.kind == "scale":
            for char in part:
                numbers[-1] *= _WEIGHTS[char]
                steps[-1] *= _WEIGHTS[char]
        elif child.kind == "more":
            more = True
    inexact = words.get("about", "") or words.get("nearly", "")
    unit = "%" if "hundredths" in words else words.get("unit", "")
    low, high = _bounds(min(numbers), max(numbers), steps[-1] if more else 0, inexact)
    return _Meaning(first, last, low, high, unit, decimals)


def _number(text: str) -> tuple[Number, Number]:
    """The number, and the weight of its last digit that is not zero: 420 → 10, 8 → 1, 三千 → 1000."""
    plain = text.replace(",", "")
    if "." in plain:
        return Decimal(plain), Decimal(1).scaleb(-len(plain.partition(".")[2]))
    value = read_numeral(plain) or 0
    step = 1
    while value and value % (step * 10) == 0:
        step *= 10
    return value, step


def _bounds(low: Number, high: Number, step: Number, inexact: str) -> tuple[Number, Number | None]:
    if step:
        # 420余 is less than 430.
        high += step
    if not inexact:
        return low, high
    if inexact in _MORE_THAN:
        return low, None
    if inexact in _LESS_THAN:
        return 0, high
    if inexact in _ALMOST:
        return low * (1 - _NEARLY), high
    return low * (1 - _ABOUT), high * (1 + _ABOUT)


# What makes parts of the numbers behind it, and what begins something else.
_PARTS = re.compile(r"其中(?P<all>[,:]?(?:分别为|分别是))?|(?P<whole>分别为|分别是)")
_NOT_A_PART = re.compile(
    r"其中|[共另]|累计|总计|合计|此外|同时|全年|较|比|增|减|同比|上年|去年|;|:|发布|推送|转发|更新|组织|开展|举办|召开|回应|制作|收到|答复|办结|解读"
)
_GOES_ON = re.compile(r"[ \t\n]*其中")
# The words of the first part may be any: 其中通过网站发布60条.
_NOT_THE_FIRST_PART = re.compile(r"其中|较|比上|增加|减少|增长|同比|上年|去年|;")


def breakdowns_in(folded: str, amounts: Sequence[Amount]) -> Iterator[Breakdown]:
    """The numbers that are broken down into parts in their own sentence, or in the next if that begins with 其中."""
    before_it: list[Amount] = []
    last = 0
    for sentence, group in groupby(amounts, key=lambda amount: amount.sentence):
        inside = own = list(group)
        # 公开信息126条。其中，…
        if before_it and before_it[0].sentence.end == sentence.start and _GOES_ON.match(folded, *sentence):
            inside = before_it + own
        else:
            last = sentence.start
        before_it = own
        if len(inside) < 2:
            continue
        for sign in _PARTS.finditer(folded, *sentence):
            # What stands before an earlier sign is a whole of its own, and behind it are its parts.
            first, last = last, sign.end()
            before = [amount for amount in inside if amount.span.end <= sign.start()]
            total = next((amount for amount in reversed(before) if amount.unit[0] not in "%‰个"), None)
            if total is None:
                continue
            whole = sign["whole"] is not None or sign["all"] is not None
            parts = tuple(_parts(folded, sign, [amount for amount in inside if amount.span.start >= sign.end()]))
            same = tuple(part for part in parts if part.unit == total.unit)
            if same and len(same) == len([part for part in parts if part.unit[0] not in "%‰"]):
                others = before[: before.index(total)]
                besides = tuple(
                    amount for amount in reversed(others) if amount.unit == total.unit and amount.span.start >= first
                )
                yield Breakdown(total, same, whole, besides)


def _parts(folded: str, sign: re.Match[str], amounts: Iterable[Amount]) -> Iterator[Amount]:
    """The amounts behind a sign, up to words that begin something else."""
    at, first_words = sign.end(), ""
    for number, amount in enumerate(amounts):
        words = folded[at : amount.span.start]
        # A list whose first part has a verb goes on with that verb: 网站发布60条、微信发布20条.
        other = _NOT_A_PART.search(words) if number else _NOT_THE_FIRST_PART.search(words)
        if other is not None and other.group() not in first_words:
            return
        if not number:
            first_words = words
        yield amount
        at = amount.span.end
