"""TXT306: terms that mix two others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Paragraph, Safety, Severity, Span, Text, rule
from reportlint_rules.lexicons import lexicon
from reportlint_rules.wording._wordings import Wordings


@cache
def _terms() -> Wordings:
    table = lexicon("loose_terms")
    terms = Wordings.read(table.tables("wording"))
    table.finish()
    return terms


@rule(
    code="TXT306",
    name="loose-term",
    severity=Severity.INFO,
    fix="unsafe",
    on=Paragraph,
    summary=Text("用语规范", "terms are those of the field"),
    message=Text("“{found}”不是规范的说法，可用“{right}”", "“{found}” is no term of the field: “{right}” is one"),
    default=False,
    simplified_only=True,
    local=True,
)
def loose_term(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """部门行政机关 and other mixtures of the list."""
    for begin, end, term in _terms().find(context.report.folded(paragraph.span)):
        span = Span(paragraph.span.start + begin, paragraph.span.start + end)
        fix = Fix(Text(f"改为“{term.right}”", f"change to {term.right}"), (Edit(span, term.right),), Safety.UNSAFE)
        yield Finding(span, {"found": term.wrong, "right": term.right}, fix=fix)
