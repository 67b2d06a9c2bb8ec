"""SEC112: punctuation behind a subheading or its number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportlint.api import (
    Context,
    Edit,
    Finding,
    Fix,
    Heading,
    NoOptions,
    Paragraph,
    Report,
    Section,
    Severity,
    Span,
    Text,
    fact,
    rule,
)
from reportlint_rules.sections._items import is_free

_LONGEST = 30
# What a subheading names; a short sentence of a list ends otherwise.
_NAMES = re.compile(
    r"(?:情况|问题|不足|措施|举措|方向|打算|安排|计划|思路|建设|管理|保障|公开|事项|工作|机制|制度|领导|监督|培训|服务|渠道|质量|水平)$"
)
_MARK = re.compile(r"[ \t#*>_-]{0,8}\( ?[一二三四五六七八九十]{1,3} ?\) ?(?P<mark>[、.,])")
_NEXT = re.compile(r"[ \t#*>_-]{0,8}\( ?[一二三四五六七八九十]")


@rule(
    code="SEC112",
    name="subheading-punctuation",
    severity=Severity.INFO,
    fix="safe",
    on=Section,
    summary=Text(
        "单独成行的小标题末尾不用句号，“（一）”后面不用顿号", "no stop behind a subheading, no comma behind （一）"
    ),
    message={
        "stop": Text("单独成行的小标题末尾不用句号", "no stop behind a subheading that has its own line"),
        "mark": Text("“（一）”后面不用“{mark}”", "no “{mark}” behind （一）"),
    },
    basis="GB/T 15834—2011《标点符号用法》",
    gather=True,
    local=True,
)
def subheading_punctuation(section: Section, context: Context[NoOptions]) -> Iterator[Finding]:
    """Stops behind （一）… that have a line of their own and text below, and marks between （一） and its text."""
    report = context.report
    if not is_free(section, report):
        return
    headings = [one for one in report.headings_of(section) if one.level == 2]
    stopped = [one for one in headings if _stop(report, one)]
    # Items of a list are followed by the next item, subheadings by their text.
    if stopped and all(_has_text_below(report, one, section) for one in stopped):
        for heading in stopped:
            if _NAMES.search(heading.text) and len(heading.text) <= _LONGEST:
                yield _without(Span(heading.text_span.end, heading.text_span.end + 1), {}, "stop")
    for at in [*_marks(report, (one.span for one in headings)), *context.facts(_in_paragraph, section.span)]:
        yield _without(at, {"mark": report.raw(at)}, "mark")


@fact(on=Paragraph)
def _in_paragraph(paragraph: Paragraph, report: Report) -> Iterator[Span]:
    """The mark between （一） and its text, where a paragraph begins so."""
    return _marks(report, [paragraph.span])


def _marks(report: Report, spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        if match := _MARK.match(report.source.folded, *span):
            yield Span(*match.span("mark"))


def _without(span: Span, args: dict[str, object], message: str) -> Finding:
    return Finding(span, args, message, fix=Fix(Text("删去这个标点", "delete this mark"), (Edit(span, ""),)))


def _stop(report: Report, heading: Heading) -> bool:
    end = heading.text_span.end
    return heading.ordinal.startswith("(") and report.source.folded[end : end + 1] == "。"


def _has_text_below(report: Report, heading: Heading, section: Section) -> bool:
    below = report.source.folded[heading.span.end : section.body_span.end].lstrip(" \t\n*_")
    return bool(below) and _NEXT.match(below) is None
