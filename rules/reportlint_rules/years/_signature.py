"""The date under a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from reportlint.api import Report, Span, fact, label_key, read_numeral


class Signature(NamedTuple):
    """The date that a report is signed with, and where it stands."""

    span: Span
    date: date


# Written as in a signature; 2024-01-18 at the end of a page is what the website put there.
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d|[一二][〇零○O九][〇零○O一二三四五六七八九]{2})年"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_PAGE_NUMBER = re.compile(r"[-第页共/\d\s]{1,12}")
_LONGEST_LINE = 60
# What a web page says before the date on which it was put there.
_OF_THE_PAGE = re.compile(r"日期|时间|来源|作者|浏览|点击|阅读|编辑|字号|打印|分享")


@fact(on=Report)
def signatures(report: Report, _: Report) -> Iterator[Signature]:
    """The date in the last line of a report, alone or behind the authority's name, if there is one."""
    folded = report.source.folded
    line = _last_line(folded, len(folded))
    if _PAGE_NUMBER.fullmatch(folded, *line):
        line = _last_line(folded, line.start)
    if line.end - line.start > _LONGEST_LINE:
        return
    text = folded[line.start : line.end]
    places = [place for place, char in enumerate(text) if not char.isspace() and char not in "*_"]
    compact = "".join(text[place] for place in places)
    match = _DATE.search(compact)
    if match is None or match.end() != len(compact) or not _may_sign(compact[: match.start()], report):
        return
    if _OF_THE_PAGE.search(folded, *_last_line(folded, line.start)):
        return
    if day := _day(match):
        yield Signature(Span(line.start + places[match.start()], line.end), day)


def _last_line(folded: str, end: int) -> Span:
    """The last line before an offset that says something; a longer one is cut off at its beginning."""
    while end > 0 and folded[end - 1].isspace():
        end -= 1
    first = max(0, end - 2 * _LONGEST_LINE)
    return Span(max(first, folded.rfind("\n", first, end) + 1), end)


def _may_sign(name: str, report: Report) -> bool:
    """Whether what stands before the date is nothing or the authority's name."""
    key = label_key(name)
    if not key:
        return name == ""
    own = label_key(report.title.body) if report.title is not None else ""
    return bool(own) and (own.endswith(key) or key.endswith(own))


def _day(match: re.Match[str]) -> date | None:
    numbers = [read_numeral(re.sub("[○O]", "〇", match[part])) for part in ("year", "month", "day")]
    year, month, day = (number or 0 for number in numbers)
    try:
        return date(year, month, day)
    except ValueError:
        # An impossible date is another rule's.
        return None
