"""TXT207: the same item twice in one list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Paragraph, Related, Severity, Span, Text, rule

# Lists stand between other marks; in quotes and brackets they are part of something else.
_CLAUSE = re.compile(r"[^,。;:!?()\"\n]{9,400}")
# What introduces a list, and what follows its last item.
_LEAD = re.compile(
    r".*(?:通过|利用|运用|依托|包括|包含|涵盖|涉及|围绕|聚焦|公开|发布|做好|加强|推进|完善|健全|对|将|在|有|为|是)(?=.{2})"
)
_TAIL = re.compile(r"等|和|以及|及|(?<!参)与|进行|向(?:社会|群众|公众)")
# Only between plain items is it sure that they belong to one list: 申请的受理、审查和投诉的受理、审查 is two.
_PLAIN = re.compile(r"[^的和与及并或对将在由为等按经后]{1,10}")
# 张某、李某; 2件、3件, 一次、两次; 优秀、合格、优秀 for three of them.
_NAMELESS = re.compile(r"[\dX×某]|^[一二三四五六七八九十两]")
# 行政许可信息3条，行政许可信息0条: each kind is counted once in a sentence.
_COUNTED = re.compile(
    r"(?<=[,、:])(?P<name>[\u4e00-\u9fff]{2,12}(?:信息|公告|动态|文件|解读|类))\d{1,5}(?=[条件份篇个])|(?P<end>[。;!?])"
)
_RESPECTIVELY = re.compile(r"分别|依次|各为")


@rule(
    code="TXT207",
    name="repeated-item",
    severity=Severity.WARNING,
    on=Paragraph,
    summary=Text("并列的各项不重复", "no item is twice in a list"),
    message=Text("“{item}”在同一列举中出现两次", "“{item}” is twice in this list"),
    simplified_only=True,
    local=True,
    signs=("、", "条", "件"),
)
def repeated_item(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """Lists with 、 of three items or more in which two items are the same."""
    text = context.report.folded(paragraph.span)
    yield from _counted_twice(text, paragraph.span.start, context)
    if text.count("、") < 2:
        return
    for clause in _CLAUSE.finditer(text):
        items = _items(clause.group())
        # Nearly every list is done here.
        if len(set(items)) == len(items) or _RESPECTIVELY.search(clause.group()):
            continue
        start = paragraph.span.start + clause.start()
        for first, again in _twice(clause.group(), items):
            place = Span(start + again.start, start + again.end)
            related = Related(Span(start + first.start, start + first.end), Text("第一次", "the first time"))
            yield Finding(place, {"item": context.report.raw(place)}, related=(related,))


def _counted_twice(text: str, start: int, context: Context[NoOptions]) -> Iterator[Finding]:
    """Kinds of information of which a sentence gives the number twice."""
    seen: dict[str, Span] = {}
    for match in _COUNTED.finditer(text):
        name = match["name"]
        if name is None:
            seen.clear()
            continue
        place = Span(start + match.start("name"), start + match.end("name"))
        if name in seen:
            related = Related(seen[name], Text("第一次", "the first time"))
            yield Finding(place, {"item": context.report.raw(place)}, related=(related,), severity=Severity.INFO)
        seen[name] = place


def _items(clause: str) -> list[str]:
    """The items of a list without what leads to the first and follows the last; empty if there are not three."""
    items = clause.split("、")
    if len(items) < 3:
        return []
    if lead := _LEAD.match(items[0]):
        items[0] = items[0][lead.end() :]
    if tail := _TAIL.search(items[-1]):
        items[-1] = items[-1][: tail.start()]
    return [item.strip() for item in items]


def _twice(clause: str, items: list[str]) -> Iterator[tuple[Span, Span]]:
    """The places of items that come again, with the place where they do."""
    parts = clause.split("、")
    seen: dict[str, tuple[int, Span]] = {}
    at = 0
    for number, (part, item) in enumerate(zip(parts, items, strict=True)):
        # The first item ends its part, the others begin theirs.
        begin = at + (part.rfind(item) if number == 0 else part.find(item))
        at += len(part) + 1
        if len(item) < 2 or _NAMELESS.search(item):
            continue
        span = Span(begin, begin + len(item))
        if item in seen:
            before, first = seen[item]
            if all(_PLAIN.fullmatch(between) for between in items[before + 1 : number]):
                yield first, span
        seen[item] = number, span
