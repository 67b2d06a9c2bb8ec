"""SEC110: items whose numbers skip or repeat one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from reportlint.api import Context, Finding, NoOptions, Related, Report, Section, Severity, Text, rule
from reportlint_rules.sections._items import Marker, Style, ends_list, is_free, markers
from reportlint_rules.sections._norm import NUMBERS, WORDING

# Lists inside lists; more than this is noise.
_DEEPEST = 6
_WRITTEN: dict[Style, str] = {"is": "{}是", "paren": "（{}）"}
# A list may begin with words in the place of its first numbers: 首先…，二是….
_WORDS_FOR_NUMBERS = re.compile(r"首先|其次|再次|最后|一方面|另一方面|第[一二三]|其[一二三]")
_FURTHEST = 3000
# What a list may have for its first item, so that it is not missing.
_A_FIRST = re.compile(r"[一1①]|首先|首要|先")


@rule(
    code="SEC110",
    name="item-sequence",
    severity=Severity.INFO,
    on=Section,
    summary=Text("“一是、二是、三是”和“（一）（二）（三）”依次编号", "items are numbered one by one"),
    message={
        "skip": Text(
            "“{before}”后面是“{found}”，缺少“{expected}”", "“{found}” follows “{before}”: “{expected}” is missing"
        ),
        "first": Text("“{found}”之前缺少“{expected}”", "“{found}” stands here without “{expected}” before it"),
        "repeat": Text(
            "“{found}”出现了两次，这里似应为“{expected}”", "“{found}” comes twice: should this be “{expected}”?"
        ),
    },
    basis=WORDING,
    simplified_only=True,
    local=True,
)
def item_sequence(section: Section, context: Context[NoOptions]) -> Iterator[Finding]:
    """Numbers of items that follow each other. Lists inside lists and lists that begin anew are in order."""
    report = context.report
    if not is_free(section, report):
        return
    found = markers(context, section)
    for style in _WRITTEN:
        yield from _in_style(report, found, style)


def _in_style(report: Report, found: list[Marker], style: Style) -> Iterator[Finding]:
    open_lists: list[Marker] = []
    for marker, following in zip_longest(found, found[1:]):
        if marker.style != style:
            if ends_list(marker, style):
                open_lists.clear()
            continue
        if style == "paren" and not marker.leads:
            continue
        if marker.number == 1:
            open_lists = [*open_lists[1 - _DEEPEST :], marker]
            continue
        at = next((at for at in reversed(range(len(open_lists))) if open_lists[at].number + 1 == marker.number), None)
        if at is not None:
            del open_lists[at:]
        elif open_lists:
            before = open_lists.pop()
            if _is_wrong(report, before, marker):
                yield _finding(before, marker)
        else:
            if style == "is" and _lacks_first(report, marker, following):
                written = {"found": "二是", "expected": "一是"}
                yield Finding(marker.span, written, "first")
            continue
        open_lists.append(marker)


def _lacks_first(report: Report, marker: Marker, following: Marker | None) -> bool:
    """Whether 二是 and 三是 stand in a line that has nothing for a first item before them."""
    if following is None or (following.style, marker.number, following.number) != (marker.style, 2, 3):
        return False
    folded = report.source.folded
    line = folded[folded.rfind("\n", 0, marker.span.start) + 1 : following.span.start]
    before = line[: len(line) - (following.span.start - marker.span.start)]
    return "\n" not in line and bool(before.strip()) and _A_FIRST.search(before) is None


def _is_wrong(report: Report, before: Marker, marker: Marker) -> bool:
    step = marker.number - before.number
    if step not in (0, 2) or not 1 < marker.number < len(NUMBERS):
        return False
    if marker.span.start - before.span.end > _FURTHEST:
        return False
    between = report.source.folded[before.span.end : marker.span.start]
    # Items that lead their lines are one list, and so are items of one paragraph.
    if "\n" in between.strip() and not (before.leads and marker.leads):
        return False
    if _WORDS_FOR_NUMBERS.search(between):
        return False
    # The missing number may be there in another form: 三、, 三要, (三), 3., or 三是 without a mark before it.
    missing = marker.number - 1
    if step == 0:
        return "一是" not in between and "一、" not in between
    return re.search(rf"{NUMBERS[missing - 1]} ?[是、要为则,.)]|{missing} ?[.、)]", between) is None


def _finding(before: Marker, marker: Marker) -> Finding:
    written = _WRITTEN[marker.style]
    key = "skip" if marker.number > before.number else "repeat"
    expected = NUMBERS[before.number]
    args = {
        "before": written.format(NUMBERS[before.number - 1]),
        "found": written.format(NUMBERS[marker.number - 1]),
        "expected": written.format(expected),
    }
    return Finding(marker.span, args, key, related=(Related(before.span, Text("前一条", "the item before")),))
