"""LAW210: a version of the regulation that is called new years after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportlint.api import Context, Edit, Finding, Fix, Paragraph, Safety, Severity, Span, Text, rule


@dataclass(frozen=True)
class News:
    """``years``: so many report years, with that of its coming into force, a version may be called new."""

    years: int = 3


_NEW = re.compile(
    r"(最?新(?:修订|修改|修正|颁布|出台|发布|公布|实施|施行|版)?(?:后|实施|施行)?的?)"
    r"(?:《?(?:中华人民共和国)?政府信息公开条例|《条例》)|《(新)条例》"
)
# 更新《条例》解读 is an 更新, and 2019年新修订的《条例》 says when.
_NO_ADJECTIVE = re.compile(r"(?:[更创革翻刷重全崭]|\d ?年?(?:度|\d{1,2} ?月(?:\d{1,2} ?日)?)?)$")
_TITLE_BEFORE = re.compile(r"《[^《》]{0,40}$")


@rule(
    code="LAW210",
    name="stale-new",
    severity=Severity.INFO,
    fix="unsafe",
    on=Paragraph,
    summary=Text("施行多年的条例不再称“新”", "a regulation in force for years is not called new"),
    message=Text(
        "条例{in_force}年起施行，{year}年的报告不宜再称“{found}”条例",
        "the regulation is in force since {in_force}: the report on {year} should not call it new",
    ),
    basis="《中华人民共和国政府信息公开条例》（国务院令第711号，2019年5月15日起施行）",
    options=News,
    gather=True,
    simplified_only=True,
    local=True,
    signs="新",
)
def stale_new(paragraph: Paragraph, context: Context[News]) -> Iterator[Finding]:
    """新 before the regulation's name, from the fourth report year of its version on."""
    report = context.report
    folded = report.source.folded
    if report.year is None:
        return
    version = context.statutes.regulation.version_for(report.year)
    if version is None or report.year < int(version.in_force[:4]) + context.options.years:
        return
    for match in _NEW.finditer(folded, *paragraph.span):
        span = Span(*match.span(1 if match[1] else 2))
        before = folded[max(paragraph.span.start, match.start() - 45) : match.start()]
        if _NO_ADJECTIVE.search(before) or _TITLE_BEFORE.search(before):
            continue
        fix = Fix(Text("删去", "delete it"), (Edit(span, ""),), Safety.UNSAFE)
        args = {"in_force": version.in_force[:4], "year": report.year, "found": report.raw(span)}
        yield Finding(span, args, fix=fix)
