"""TXT305: the principle of disclosure in its old wording."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Paragraph, Safety, Severity, Span, Text, rule

# The regulation that says 常态 is in force since May 2019.
_SINCE = 2019
_OLD = re.compile(r"公开[是为](原则)[,、和 ]{0,2}不公开[是为]例外")


@rule(
    code="TXT305",
    name="old-slogan",
    severity=Severity.INFO,
    fix="unsafe",
    on=Paragraph,
    summary=Text("公开的原则用现行的说法", "the principle of disclosure is put as the law puts it"),
    message=Text(
        "“{found}”是旧的说法，现行《条例》的说法是“以公开为常态、不公开为例外”",
        "“{found}” is the old wording; the regulation now says 以公开为常态、不公开为例外",
    ),
    basis="《中华人民共和国政府信息公开条例》第五条",
    default=False,
    simplified_only=True,
    local=True,
)
def old_slogan(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """公开为原则、不公开为例外 in reports since the new regulation."""
    year = context.report.year
    if year is None or year < _SINCE:
        return
    for match in _OLD.finditer(context.report.folded(paragraph.span)):
        span = Span(paragraph.span.start + match.start(), paragraph.span.start + match.end())
        word = Span(paragraph.span.start + match.start(1), paragraph.span.start + match.end(1))
        fix = Fix(Text("“原则”改为“常态”", "change 原则 to 常态"), (Edit(word, "常态"),), Safety.UNSAFE)
        yield Finding(span, {"found": context.report.raw(span)}, fix=fix)
