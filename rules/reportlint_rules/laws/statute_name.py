"""LAW203: a regulation on disclosure that does not exist under its name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Citation, Context, Edit, Finding, Fix, NoOptions, Safety, Severity, Text, label_key, rule
from reportlint_rules.laws._cited import instrument_of

_DISCLOSURE_REGULATION = re.compile(r"[^省市县区州盟旗镇乡]*公开[^省市县区州盟旗镇乡]{0,3}条例")
# Regulations on other kinds of disclosure that do exist, and what only sounds like one.
_OTHERS = re.compile(r"党务|村务|厂务|校务|企业信息|公示|实施|办法|解读|释义|问答|知识")
_PLACE_BEFORE = re.compile(r"[省市县区州盟旗]$")
_NOTE = re.compile(r"\([^()]*\)$")


@rule(
    code="LAW203",
    name="statute-name",
    severity=Severity.WARNING,
    fix="unsafe",
    on=Citation,
    summary=Text("法规的名称准确", "regulations are called by their names"),
    message=Text(
        "没有《{found}》这部法规，应为《{right}》",
        "there is no regulation called 《{found}》; it should be 《{right}》",
    ),
    basis="《中华人民共和国政府信息公开条例》",
    local=True,
)
def statute_name(citation: Citation, context: Context[NoOptions]) -> Iterator[Finding]:
    """《…公开…条例》 that is no known name; local regulations name their place and are left alone."""
    if citation.title_span is None or instrument_of(citation, context) is not None:
        return
    title = _NOTE.sub("", citation.title)
    if title != citation.title and ("草案" in citation.title or context.statutes.named(title) is not None):
        return
    if label_key(title) in context.report.short_names:
        return
    if _PLACE_BEFORE.search(context.report.source.folded, max(0, citation.span.start - 1), citation.span.start):
        return
    if not _DISCLOSURE_REGULATION.fullmatch(title) or _OTHERS.search(title):
        return
    right = context.statutes.regulation.name
    fix = Fix(Text(f"改为《{right}》", f"change to 《{right}》"), (Edit(citation.title_span, right),), Safety.UNSAFE)
    yield Finding(citation.title_span, {"found": title, "right": right}, fix=fix)
