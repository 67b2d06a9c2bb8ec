"""SEC203: an overview without any figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Section, Severity, Text, rule
from reportlint_rules.sections._norm import SIX_SECTIONS
from reportlint_rules.sections._prose import is_last, paragraph_texts, points_elsewhere

_N = "一二三四五六七八九十百千万零〇两"
# Digits that count nothing: years, dates, document numbers, articles, telephone numbers, addresses, items.
_NO_FIGURE = re.compile(
    r"(?:19|20)\d\d(?:年|(?!\d))|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|[〔\[(]\d{4}[〕\])]\d*号?|第?\d+号|第\d+[条款项届次]"
    r"|\d{3,4}-\d{5,8}|\d{5,}|\d{1,2}[.、:](?!\d)|\(\d{1,2}\)|https?[^\u4e00-\u9fff]*"
)
_DIGIT = re.compile(r"\d")
_UNITS = "条次件篇期场份人名户批项个家类处台部起例幅张栏多页轮"
# Most overviews have one of these; the others are looked at closely. 第20条 is none.
_FIGURE = re.compile(rf"[^第\d][1-9]?\d{{1,5}}余?[{_UNITS}%]")
# 四个意识 and the like are slogans; with 一 only what a clause ends with is a count: 召开会议一次.
_NUMERAL = re.compile(
    rf"[二三四五六七八九十百千万两][{_N}]{{0,5}}余?[{_UNITS}]"
    r"(?!意识|自信|维护|确立|代表|全面|服务|统筹|常态|强化|坚持|覆盖|到位|方面|部分|要素|专项|第)"
)
_ONE = re.compile(rf"一[{_UNITS}](?=[,。;:、])")
_LONGEST_CLAUSE = 60
_CLAUSE = re.compile(r"[,。;:、]")
_NIL = re.compile(r"(?:未|没有|无)(?:接?收到|受理|接到|发生|人)|(?:未|没有)新?(?:制发|制定)")


@rule(
    code="SEC203",
    name="no-figure",
    severity=Severity.WARNING,
    on=Section,
    summary=Text("总体情况有数据", "the overview gives figures"),
    message=Text(
        "“{section}”没有一个数据，应写明公开了多少条信息、收到多少件申请等",
        "“{section}” gives no figure: say how much was made public and how many requests came in",
    ),
    basis=SIX_SECTIONS,
    simplified_only=True,
    local=True,
)
def no_figure(section: Section, context: Context[NoOptions]) -> Iterator[Finding]:
    """Overviews with no number but years, dates and the like."""
    report = context.report
    if report.form is None or section.id != "overview" or is_last(report, section):
        return
    if any(_FIGURE.search(text) for text in paragraph_texts(report, section)):
        return
    text = "".join(report.folded(section.body_span).split())
    # What still has to be filled in is told as such.
    if not text or "填写" in text or _FIGURE.search(text) or points_elsewhere(text):
        return
    if _DIGIT.search(_NO_FIGURE.sub("#", text)) or _counts_in_words(text):
        return
    # Where nothing came in there may have been little to count.
    severity = Severity.INFO if _NIL.search(text) else Severity.WARNING
    yield Finding(section.heading.span, {"section": section.form.heading.official}, severity=severity)


def _counts_in_words(text: str) -> bool:
    for match in _NUMERAL.finditer(text):
        # 第二十条 and its kind are no counts.
        if text[max(0, match.start() - 4) : match.start()].rstrip(_N)[-1:] != "第":
            return True
    for match in _ONE.finditer(text):
        clause = _CLAUSE.split(text[max(0, match.start() - _LONGEST_CLAUSE) : match.start()])[-1]
        # 每季度检查一次 is a rule and tells of nothing that was done.
        if "每" not in clause and clause[-1:] not in _N + "第":
            return True
    return False
