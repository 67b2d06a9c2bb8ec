"""SEC303: a preface that introduces the report twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Related, Report, Safety, Severity, Span, Text, rule
from reportlint_rules.sections._norm import WORDING

# Texts that went through a converter have pinyin behind some characters: 現(xiàn)將.
_PINYIN = r"(?:\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,7}\))?"
_LEAD_IN = re.compile(
    rf"现{_PINYIN}[将將就对對把][^。;!?]{{0,100}}?(?:报告|总结|[汇匯]报|公布|公告|公开|通报|说明|发布){_PINYIN}如下"
)
_OTHER_WORDS = frozenset("实发出呈体表兑")
_TWO_SUBJECTS = re.compile(
    r"本(?:年度)?报告[由依根按][^。;!?\n]{0,150}?(?:编制|制作|形成|撰写|编写|起草)了?(?P<again>[此本该](?:年度)?报告)"
)
_REPORT_REPORT = re.compile(r"报告》?(?P<again>报告如下)")


@rule(
    code="SEC303",
    name="two-lead-ins",
    severity=Severity.INFO,
    fix="unsafe",
    on=Report,
    summary=Text("引言只引出一次下文", "the preface introduces the report once"),
    message={
        "twice": Text(
            "前面已有“{first}”，这里又引一次，请合为一句",
            "“{first}” has introduced the report before: make one sentence of the two",
        ),
        "subject": Text(
            "这一句以“本报告”开头，又说编制“{found}”，请删去一个",
            "the sentence begins with 本报告 and then makes “{found}”: leave one out",
        ),
        "verb": Text(
            "“报告”后面又说“报告如下”，可改为“公布如下”",
            "报告如下 behind 报告: 公布如下 reads better",
        ),
    },
    basis=WORDING,
)
def two_lead_ins(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Two of 现就…如下 and 现将…如下 before the first section, and sentences that say 报告 twice."""
    folded, front = report.source.folded, report.front
    if report.title is not None:
        front = Span(min(report.title.span.end, front.end), front.end)
    # 实现将…, 发现就… are other words.
    matches = [
        one for one in _LEAD_IN.finditer(folded, *front) if folded[one.start() - 1 : one.start()] not in _OTHER_WORDS
    ]
    for first, second in pairwise(matches):
        place = Related(Span(*first.span()), Text("前一次", "the first time"))
        if first.group() != second.group():
            yield Finding(Span(*second.span()), {"first": _short(first.group())}, "twice", related=(place,))
            break
    for match in matches:
        if again := _REPORT_REPORT.search(folded, *match.span()):
            span = Span(*again.span("again"))
            fix = Fix(Text("改为“公布如下”", "change to 公布如下"), (Edit(span, "公布如下"),), Safety.UNSAFE)
            yield Finding(span, {}, "verb", fix=fix)
            break
    if subjects := _TWO_SUBJECTS.search(folded, *front):
        span = Span(*subjects.span("again"))
        yield Finding(span, {"found": report.raw(span)}, "subject")


def _short(text: str) -> str:
    """The beginning and the end of a lead-in."""
    compact = "".join(text.split())
    return compact if len(compact) <= 20 else f"{compact[:8]}…{compact[-4:]}"
