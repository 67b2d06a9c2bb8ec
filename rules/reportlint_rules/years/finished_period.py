"""YR205: plans and campaigns that are over, told as work to come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from reportlint.api import Context, Finding, NoOptions, Paragraph, Severity, Span, Text, rule
from reportlint_rules.lexicons import lexicon, one_of
from reportlint_rules.years._norm import YEAR_BASIS
from reportlint_rules.years._titles import in_title_of_document


class _Period(NamedTuple):
    over: int
    fine: re.Pattern[str]


class _Periods(NamedTuple):
    words: re.Pattern[str]
    by_word: dict[str, _Period]
    planned_before: re.Pattern[str]
    planned_behind: re.Pattern[str]
    in_hand: re.Pattern[str]


_SENTENCE_END = re.compile(r"[。;!?]")
# How far the sentence around a word is looked at.
_NEAR = 200
# A list of fields names what was always published about: 脱贫攻坚、社会救助等.
_LISTED_BEFORE, _LISTED_BEHIND = re.compile(r"、[\"']?$"), re.compile(r"[\"']?战?、")


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _periods() -> _Periods:
    table = lexicon("periods")
    told, fine_words = table.table("told"), table.table("fine")
    fine = fine_words.strings("words")
    by_word: dict[str, _Period] = {}
    for draft in table.tables("periods"):
        over = draft.take("over", int, 0)
        period = _Period(over, re.compile(_either((*fine, *draft.strings("fine")))))
        by_word |= dict.fromkeys(draft.strings("words"), period)
        draft.finish()
    before, behind, in_hand = (_either(told.strings(key)) for key in ("planned_before", "planned_behind", "in_hand"))
    for part in (told, fine_words, table):
        part.finish()
    return _Periods(
        one_of(by_word),
        by_word,
        re.compile(rf"(?:{before})[^,、]{{0,8}}$"),
        re.compile(rf"[\"']?(?:期间|时期|规划|战|工作)?,?[^,、]{{0,6}}?(?:{behind})"),
        re.compile(rf"(?:{in_hand})[^,、]{{0,4}}$"),
    )


@rule(
    code="YR205",
    name="finished-period",
    severity=Severity.WARNING,
    on=Paragraph,
    summary=Text("已经结束的规划和行动没有写成今后的工作", "what is over is no work to come"),
    message=Text(
        "“{found}”到{over}年已经结束，本报告是{year}年的，这里却写成正在做或今后要做的工作；如果是沿用以前的文字，请改正",
        "“{found}” was over by the end of {over}, yet this report on {year} tells of it as work in hand or to come: "
        "is it the text of an earlier year?",
    ),
    basis=YEAR_BASIS,
    simplified_only=True,
    local=True,
)
def finished_period(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """Five-year plans and campaigns behind a word of planning (a warning) or of work in hand (a hint)."""
    report = context.report
    if report.year is None:
        return
    periods = _periods()
    folded = report.source.folded
    for match in periods.words.finditer(folded, *paragraph.span):
        period = periods.by_word[match.group()]
        if report.year <= period.over or in_title_of_document(match.start(), report):
            continue
        before = folded[max(paragraph.span.start, match.start() - _NEAR) : match.start()]
        before = _SENTENCE_END.split(before)[-1]
        behind = _SENTENCE_END.split(folded[match.end() : min(paragraph.span.end, match.end() + _NEAR)])[0]
        if period.fine.search(before) or period.fine.search(behind):
            continue
        planned = periods.planned_before.search(before) or periods.planned_behind.match(behind)
        listed = _LISTED_BEFORE.search(before) or _LISTED_BEHIND.match(behind)
        if planned or (periods.in_hand.search(before) and not listed):
            found = {"found": match.group(), "over": period.over, "year": report.year}
            yield Finding(Span(*match.span()), found, severity=None if planned else Severity.INFO)
