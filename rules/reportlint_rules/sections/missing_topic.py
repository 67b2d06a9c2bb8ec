"""SEC202: an overview that leaves out one of its topics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reportlint.api import Context, Finding, NoOptions, Section, Severity, Text, rule
from reportlint_rules.lexicons import lexicon
from reportlint_rules.sections._norm import SIX_SECTIONS
from reportlint_rules.sections._prose import is_last, paragraph_texts, points_elsewhere, words

# Of two topics, or of one in a long overview, it is certain that they are left out and not just called otherwise.
_SEVERAL = 2
_LONG = 600


@cache
def _topics() -> tuple[tuple[Text, re.Pattern[str]], ...]:
    table = lexicon("topics")
    topics = []
    for topic in table.tables("topics"):
        topics.append((topic.text("name"), words(topic.strings("words"))))
        topic.finish()
    table.finish()
    return tuple(topics)


@rule(
    code="SEC202",
    name="missing-topic",
    severity=Severity.WARNING,
    on=Section,
    summary=Text("总体情况写到规定的五个方面", "the overview covers its five topics"),
    message=Text(
        "“{section}”应写主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面，没有看到{topics}",
        "“{section}” covers five topics; nothing was found on {topics}",
    ),
    basis=SIX_SECTIONS,
    simplified_only=True,
    local=True,
)
def missing_topic(section: Section, context: Context[NoOptions]) -> Iterator[Finding]:
    """Topics without one of their words in the overview."""
    report = context.report
    if report.form is None or section.id != "overview" or is_last(report, section):
        return
    left = _topics()
    for text in paragraph_texts(report, section):
        left = tuple(topic for topic in left if topic[1].search(text) is None)
        if not left:
            return
    text = "".join(report.folded(section.body_span).split())
    if not text or points_elsewhere(text):
        return
    missing = [name for name, pattern in left if pattern.search(text) is None]
    if not missing:
        return
    topics = Text("、".join(f"“{name.zh}”" for name in missing), ", ".join(f"“{name.en}”" for name in missing))
    certain = len(missing) >= _SEVERAL or len(text) >= _LONG
    severity = Severity.WARNING if certain else Severity.INFO
    args = {"section": section.form.heading.official, "topics": topics}
    yield Finding(section.heading.span, args, severity=severity)
