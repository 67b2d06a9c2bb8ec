"""SEC204: problems without what is done about them, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from reportlint.api import Context, Finding, NoOptions, Section, Severity, Text, rule
from reportlint_rules.lexicons import lexicon
from reportlint_rules.sections._norm import SIX_SECTIONS, run_in_text
from reportlint_rules.sections._prose import is_last, own_text, points_elsewhere, words

# Less than this is 无 in some form, which another rule tells.
_SHORTEST = 12


class _Words(NamedTuple):
    problems: re.Pattern[str]
    improvements: re.Pattern[str]
    wishes: re.Pattern[str]


@cache
def _words() -> _Words:
    table = lexicon("problems")
    wishes = "|".join(re.escape(word) for word in table.strings("wishes"))
    improvements = words(table.strings("improvements"))
    found = _Words(
        words(table.strings("problems")),
        improvements,
        re.compile(rf"(?:{wishes})(?:进一步|继续)?(?:{improvements.pattern})"),
    )
    table.finish()
    return found


@rule(
    code="SEC204",
    name="no-improvement",
    severity=Severity.WARNING,
    on=Section,
    summary=Text("第五部分既写问题，也写改进情况", "the fifth section names problems and what is done about them"),
    message={
        "improvements": Text(
            "“{section}”只写了问题，没有看到改进情况",
            "“{section}” names problems, but not what is done about them",
        ),
        "problems": Text(
            "“{section}”没有看到存在的问题",
            "“{section}” names no problem",
        ),
    },
    basis=SIX_SECTIONS,
    simplified_only=True,
    local=True,
)
def no_improvement(section: Section, context: Context[NoOptions]) -> Iterator[Finding]:
    """Fifth sections without a word of a problem, or without a word of an improvement."""
    report = context.report
    if report.form is None or section.id != "problems" or is_last(report, section):
        return
    text = run_in_text(section.heading, section.form.heading) + own_text(report, section)
    if len(text) < _SHORTEST or points_elsewhere("".join(report.folded(section.body_span).split())):
        return
    lists = _words()
    args = {"section": section.form.heading.official}
    if lists.problems.search(text) is None:
        yield Finding(section.heading.span, args, "problems")
    elif lists.improvements.search(lists.wishes.sub("", text)) is None:
        yield Finding(section.heading.span, args, "improvements")
