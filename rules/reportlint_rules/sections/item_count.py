"""SEC109: a number of problems or measures that are not so many."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from reportlint.api import (
    Context,
    Finding,
    NoOptions,
    Paragraph,
    Related,
    Report,
    Section,
    Severity,
    Span,
    Text,
    fact,
    read_numeral,
    rule,
)
from reportlint_rules.sections._items import Marker, ends_list, is_free, markers
from reportlint_rules.sections._norm import WORDING

_N = "一二两三四五六七八九十"
_KINDS = "方面|问题|不足|短板|环节|困难|措施|举措|任务|工作|做法|要求|意见"
_COUNT = re.compile(
    rf"(?P<count>[{_N}\d][{_N}\d]?) ?"
    rf"(?:(?:个|大|项|类|条|点) ?(?:主要|突出|重点|具体|薄弱|改进|整改|明显)?的?(?:{_KINDS})|方面|点(?=[:。;]))"
)
# From the counted noun to the first item: 三个方面的问题：一是. Nothing else may be said between them.
_UP_TO_LIST = re.compile(
    r"[^,。;:!?()]{0,12}(?:,(?:分别|主要|具体)(?:是|为|有|表现在|体现在|包括)?)?[,。;:.-]{0,2}[\s*_#>-]*"
)
# A number that belongs to more than the list (这三个方面, 其他两个问题), or that is no exact one (近十个).
_NOT_OWN = re.compile(r"(?:[第前后另这那近每各数余上下几十百]|其他|其余|上述|以上|全部|所有|部分)$")
# A clause that goes back to what was counted before: 针对上述两个问题.
_GOING_BACK = re.compile(r"针对|对照|围绕|上述|以上|前述|结合|对于|按照|根据|落实")
_HERE = re.compile(r"(?:以下|下列|如下) ?$")
_CLAUSE_START = re.compile(r"[^。;:,!?\n]{0,40}$")
# Words that begin another list of the same kind, or an item without a number.
_NEW_LIST = re.compile(r"下一步|下步|针对|措施|改进|整改|今后|打算|为此|20\d\d ?年")
_UNNUMBERED = re.compile(r"最后|此外|另外|还有|再次|其次|再者")
_BESIDES = re.compile(r"[、.,:)是\s*]{0,3}(?:下一步|下步|改进|整改|今后|针对|工作打算|主要措施|20\d\d ?年)")


@rule(
    code="SEC109",
    name="item-count",
    severity=Severity.WARNING,
    on=Section,
    summary=Text("说几个方面就列几条", "as many items as the sentence before them says"),
    message=Text(
        "这里说“{counted}”，后面却列了{listed}条，请核对",
        "this says “{counted}”, but {listed} items follow",
    ),
    basis=WORDING,
    simplified_only=True,
    local=True,
)
def item_count(section: Section, context: Context[NoOptions]) -> Iterator[Finding]:
    """Numbers directly before a list, against its items. Where a list may be read in two ways nothing is said."""
    report = context.report
    if not is_free(section, report):
        return
    folded = report.source.folded
    spans = context.facts(_counts, section.span)
    counts = [match for start, _ in spans if (match := _COUNT.match(folded, start))]
    if counts:
        yield from _against_lists(report, counts, markers(context, section))


@fact(on=Paragraph)
def _counts(paragraph: Paragraph, report: Report) -> Iterator[Span]:
    """Where things are counted that may be listed behind."""
    for match in _COUNT.finditer(report.source.folded, *paragraph.span):
        yield Span(*match.span())


def _against_lists(report: Report, counts: list[re.Match[str]], found: list[Marker]) -> Iterator[Finding]:
    folded = report.source.folded
    starts = [marker.span.start for marker in found]
    for match in counts:
        stated = read_numeral(match["count"])
        first = bisect_left(starts, match.end())
        if not stated or stated < 2 or first == len(found) or found[first].number != 1:
            continue
        between = folded[match.end() : starts[first]]
        if _UP_TO_LIST.fullmatch(between) is None or _COUNT.search(between) or not _is_own(match, folded):
            continue
        items = _list_from(found, first, stated)
        if items is None or len(items) < 2 or stated in (len(items), items[-1].number):
            continue
        if not _is_certain(folded, found, first, items, stated):
            continue
        counted = Span(*match.span())
        last = Related(items[-1].span, Text("列出的最后一条", "the last item"))
        args = {"counted": report.raw(counted), "listed": len(items)}
        yield Finding(counted, args, related=(last,))


def _is_own(match: re.Match[str], folded: str) -> bool:
    """Whether the number is that of the list behind it."""
    at = match.start()
    clause = _CLAUSE_START.search(folded, max(0, at - 40), at)
    before = clause.group() if clause else ""
    if before[-1:].isdecimal() or before.endswith('"') or _NOT_OWN.search(before):
        return bool(_HERE.search(before))
    if _HERE.search(before):
        return True
    # Another number in the clause may be that of the list: 围绕三个方面开展四项工作.
    return _GOING_BACK.search(before) is None and _COUNT.search(before) is None


def _list_from(found: list[Marker], first: int, stated: int) -> list[Marker] | None:
    """The items of the list that begins with a marker; None where its numbers are in disorder."""
    style = found[first].style
    # 二是做好两项工作：一是…；二是…。三是…: what follows goes on with the list outside.
    outer = next((found[at].number for at in range(first - 1, -1, -1) if found[at].style == style), 0)
    items = [found[first]]
    for at in range(first + 1, len(found)):
        marker = found[at]
        if marker.style != style:
            if ends_list(marker, style):
                break
            continue
        if marker.number <= items[-1].number or (marker.number == outer + 1 and len(items) >= stated):
            break
        if marker.number != items[-1].number + 1:
            return None
        items.append(marker)
    return items


def _is_certain(folded: str, found: list[Marker], first: int, items: list[Marker], stated: int) -> bool:
    last = items[-1]
    if len(items) > stated:
        # （一）…（二）…（三）下一步措施: the last one is no problem any more.
        return _BESIDES.match(folded, items[stated].span.end) is None
    following = next((one for one in found[bisect_left(found, last) + 1 :] if one.style != "digit"), None)
    end = following.span.start if following else min(len(folded), last.span.end + 400)
    if _UNNUMBERED.search(folded, last.span.end, end):
        return False
    if following is None or following.style != last.style:
        return True
    # The same numbers again: a new list, or one inside the last item, behind which this one goes on.
    if _NEW_LIST.search(folded, max(last.span.end, following.span.start - 60), following.span.start):
        return True
    rest = found[bisect_left(found, following) :]
    return all(one.number != last.number + 1 for one in rest if one.style == last.style)
