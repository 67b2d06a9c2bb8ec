"""TXT206: the same clause twice, as a page break or a paste leaves it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import (
    Context,
    Edit,
    Finding,
    Fix,
    NoOptions,
    Paragraph,
    Related,
    Safety,
    Severity,
    Span,
    Text,
    rule,
)

# A clause that is long enough to start from; what is around it is looked at only if it comes twice.
_CLAUSE = re.compile(r"[^,。;:!?\n\"《》]{6,}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_MARKS = ",。;:、 \n"
_NOTHING_BETWEEN = re.compile(rf"[{_MARKS}]*")
# Twice in a row so much is a mistake; with other words between it takes more to be one.
_IN_A_ROW = 8
_APART = 12
_FAR = 200
# Within one sentence, and near, fewer are enough.
_NEAR = 40
_IN_ONE_SENTENCE = 8
_ENDS = re.compile(r"[。;!?\n]")
# Statements of nothing and of numbers are alike for each thing that they are made of.
_LIKE_OTHERS = re.compile(r"[\d未无没零]|不存在|[年月日]|电话|地址")


@rule(
    code="TXT206",
    name="repeated-clause",
    severity=Severity.WARNING,
    fix="display",
    on=Paragraph,
    summary=Text("同一句话不重复", "no clause is written twice"),
    message={
        "row": Text("“{found}”接连出现两次，应删去一次", "“{found}” stands here twice in a row: delete one"),
        "apart": Text(
            "“{found}”在上文不远处已经写过，请看看是不是重复",
            "“{found}” was said a little above: is it needed twice?",
        ),
    },
    simplified_only=True,
    local=True,
)
def repeated_clause(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """Runs of text that stand twice in a row, and long clauses that come again soon."""
    text = context.report.folded(paragraph.span)
    clauses = _CLAUSE.findall(text)
    # Nearly every paragraph is done here.
    if len(set(clauses)) == len(clauses):
        return
    seen: dict[str, int] = {}
    done = 0
    for match in _CLAUSE.finditer(text):
        clause, at = match.group(), match.start()
        # A title or a name in quotes may be said as often as it is meant.
        if at and text[at - 1] in '《"':
            continue
        before = seen.get(clause)
        seen[clause] = at
        if before is None or at - before > _FAR or before < done:
            continue
        left, right = _grown(text, before, at, match.end())
        shift = at - before
        unit = right - left
        start = paragraph.span.start + left
        again = _without_marks(text, left + shift, left + shift + unit)
        again = Span(paragraph.span.start + again.start, paragraph.span.start + again.end)
        first = Span(again.start - shift, again.end - shift)
        related = (Related(first, Text("第一次", "the first time")),)
        in_a_row = _NOTHING_BETWEEN.fullmatch(text, left + unit, left + shift) is not None
        if in_a_row and _characters(text[left : left + unit]) >= _IN_A_ROW:
            cut = Span(start + unit, start + shift + unit)
            fix = Fix(Text("删去重复的部分", "delete what is repeated"), (Edit(cut, ""),), Safety.DISPLAY)
            yield Finding(again, {"found": _short(context.report.raw(again))}, "row", related, fix)
            done = left + shift + unit
        elif _characters(clause) >= _least(text, before, at) and not _LIKE_OTHERS.search(clause):
            span = Span(paragraph.span.start + at, paragraph.span.start + match.end())
            args = {"found": _short(context.report.raw(span))}
            yield Finding(span, args, "apart", related, severity=Severity.INFO)


def _least(text: str, before: int, at: int) -> int:
    """How many characters a clause has at least that comes again with other words between."""
    near = at - before <= _NEAR and _ENDS.search(text, before, at) is None
    return _IN_ONE_SENTENCE if near else _APART


def _grown(text: str, before: int, at: int, end: int) -> tuple[int, int]:
    """The first of two equal runs of text, as far as they are equal around the clause that is in both.

    It grows no further than to where it comes again.
    """
    shift = at - before
    left, right = before, end - shift
    while left > 0 and right - left < shift and text[left - 1] == text[left + shift - 1]:
        left -= 1
    while right + shift < len(text) and right - left < shift and text[right] == text[right + shift]:
        right += 1
    return left, right


def _without_marks(text: str, start: int, end: int) -> Span:
    while start < end and text[end - 1] in _MARKS:
        end -= 1
    while start < end and text[start] in _MARKS:
        start += 1
    return Span(start, end)


def _characters(text: str) -> int:
    return len(_CHINESE.findall(text))


def _short(text: str) -> str:
    whole = "".join(text.split()).strip("，。；、,;")
    return whole if len(whole) <= 24 else f"{whole[:12]}……{whole[-6:]}"
