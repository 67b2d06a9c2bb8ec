"""TXT302: a number or its unit that was lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Paragraph, Severity, Span, Text, rule

_DONE = r"(?:公开|发布|收到|受理|公示|上报|报送|转发|更新|推送|编发)了?"
_THING = r"(?:信息|动态|公告|新闻|文件|公文|稿件|意见|建议|咨询)"
_END = r"(?=[,。;、)])"
_LOST = re.compile(
    # 公开政府信息条。 公开信息余条，
    rf"{_DONE}[^,。;、:\d]{{0,8}}{_THING}(?:共|共计|累计|达|约|近)?\s{{0,3}}[余多]?[条篇]{_END}"
    # 召开会议次，
    rf"|(?:开展|举办|组织|召开)[^,。;、\d一二三四五六七八九十两多几各每]{{0,10}}(?:培训|会议|活动|检查)\s{{0,3}}次{_END}"
    # 同比增长%，
    rf"|(?:增长|上升|下降|减少|增加|占比|达到?)\s{{0,2}}%{_END}"
    # 全年共，
    r"|(?:总共|一共|共计|信息共|文件共|申请共|全年共|[我本](?!公)\w共)(?=[,。;])"
)
# 主动公开政府信息40，but not 主动公开政府信息1,268条
_NO_UNIT = re.compile(
    rf"{_DONE}[^,。;、:\d]{{0,8}}(?:信息|动态|稿件|意见|建议|咨询|申请)(?:共|共计|累计)?\s?(\d{{1,5}})\s?(?=[,。;])(?!,\s?\d{{3}}(?!\d))"
)
# 受理4申请, 公开信息260余。 But 受理1件申请, and the views of a page need no unit.
_NO_MEASURE = re.compile(
    r"(?:收到|受理|办理|办结|答复|处理)了?(?:各类)?\s?(?P<bare>\d{1,4})(?=(?:政府信息公开|依)?申请(?!人))"
    r"|(?<![量数率])(?:信息|文件|动态|稿件|公告|公开|发布|受理)(?:共|共计|累计|达|约|近)?\s?(?P<over>\d{1,5}\s?余)(?=[,。;]|\s*$)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# 12345 and 110 are called, not counted.
_CALLED = frozenset(["110", "119", "120", "12345", "12315", "12348", "12333", "12320", "12380", "12388"])
# A quick look: the last characters of all these, which nearly every line is without. A pattern is searched for at
# the speed of its first character, so that this is one for all of them.
_LOST_SIGN = re.compile(
    r"[条篇次%共计](?:(?<=[息态告闻件文见议询共计达约近\s][条篇])|(?<=[息态告闻件文见议询共计达约近\s][余多][条篇])"
    r"|(?<=[训议动查\s]次)|(?<=[长升降少加比达到\s]%)|(?<=[共计]))[,。;、)]"
)
_NO_UNIT_SIGN = re.compile(r"\d\s?[,。;]")
_NO_MEASURE_SIGN = re.compile(r"\d(?:\s?余|依?申|政府信)")


@rule(
    code="TXT302",
    name="missing-number",
    severity=Severity.INFO,
    on=Paragraph,
    summary=Text("数字和单位没有遗漏", "no number has lost its digits or its unit"),
    message={
        "number": Text("“{found}”好像漏了数字，请核对", "“{found}” seems to have lost its number"),
        "unit": Text("“{found}”后面没有单位，请补上“条”“件”等", "“{found}” has no unit behind it: 条 or 件, perhaps"),
    },
    simplified_only=True,
    extraction=True,
    local=True,
)
def missing_number(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """公开信息条。 共，增长%， and 公开信息40。"""
    text = context.report.folded(paragraph.span)
    start = paragraph.span.start
    for match in _LOST.finditer(text) if _LOST_SIGN.search(text) else ():
        span = Span(start + match.start(), start + match.end())
        yield Finding(span, {"found": "".join(context.report.raw(span).split())}, "number")
    for match in _NO_UNIT.finditer(text) if _NO_UNIT_SIGN.search(text) else ():
        if not _YEAR.fullmatch(match[1]) and match[1] not in _CALLED:
            yield _without_unit(match.span(1), start, context)
    for match in _NO_MEASURE.finditer(text) if _NO_MEASURE_SIGN.search(text) else ():
        digits = match["bare"] or match["over"]
        if not _YEAR.fullmatch(digits) and digits not in _CALLED:
            yield _without_unit(match.span("bare" if match["bare"] else "over"), start, context)


def _without_unit(place: tuple[int, int], start: int, context: Context[NoOptions]) -> Finding:
    span = Span(start + place[0], start + place[1])
    return Finding(span, {"found": context.report.raw(span)}, "unit")
