"""SEC107: a preface that counts the parts of the report wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportlint.api import (
    Context,
    Edit,
    Finding,
    Fix,
    NoOptions,
    Paragraph,
    Report,
    Safety,
    Severity,
    Span,
    Text,
    fact,
    holds_spans,
    read_numeral,
    rule,
)  # fmt: skip
from reportlint_rules.sections._norm import NUMBERS, WORDING
from reportlint_rules.sections._old_form import names_old_part
from reportlint_rules.sections._preface import Listed, in_preface, listed_parts, sentences_on_parts

_COUNT = re.compile(r"(?P<count>[一二两三四五六七八九十]{1,2}|\d{1,2}) ?[个大]?(?:部分|(?P<loose>方面|项)(?:的?内容)?)")
# Where they are called 方面, the list must be that of the whole report and not of the overview's topics.
_WHOLE = re.compile(r"总体|概述|其他|其它")
# 分文字和表格两部分: fewer are no sections.
_FEWEST_STATED = 4
_STATES = re.compile(r"(?:共|分|分为|分成|包括|包含|由|有|含)(?:以下|下列|如下)?[ :]?$")
_FEWEST_HEADINGS = 3
# With 等 a list may name only some; one that names so many and leaves out a single one forgot it.
_NEARLY_ALL = 4


@holds_spans
class _Counted(NamedTuple):
    """A count of parts: with its noun, and the number alone; what stands in its list, and its sentence."""

    span: Span
    number: Span
    stated: int
    listed: Listed | None
    sentence: Span


@rule(
    code="SEC107",
    name="part-count",
    severity=Severity.WARNING,
    fix="unsafe",
    on=Report,
    summary=Text("引言说的部分数与列出的、实有的部分数一致", "the preface counts the parts of the report rightly"),
    message={
        "listed": Text(
            "这里说报告有{stated}个部分，列出的却是{listed}个，请核对",
            "this says that the report has {stated} parts, but lists {listed}",
        ),
        "headings": Text(
            "这里说报告有{stated}个部分，正文里却有{found}个，请核对",
            "this says that the report has {stated} parts, but it has {found}",
        ),
    },
    basis=WORDING,
    simplified_only=True,
)
def part_count(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """The number in “本报告由…等六部分组成” against its list and against the headings."""
    for counted in context.facts(_counts):
        if not in_preface(counted.span, report):
            continue
        finding = _against_list(counted)
        text = report.folded(counted.sentence)
        if finding is None and not names_old_part(text):
            finding = _against_headings(report, counted, "附" in text)
        if finding is not None:
            yield finding
            return


@fact(on=Paragraph, signs=("报告", "全文"))
def _counts(paragraph: Paragraph, report: Report) -> Iterator[_Counted]:
    """Numbers that count the parts of the report."""
    folded = report.source.folded
    for sentence in sentences_on_parts.find(paragraph, report):
        for match in _COUNT.finditer(folded, *sentence):
            stated = read_numeral(match["count"])
            before, after = folded[sentence.start : match.start()], folded[match.end() : sentence.end]
            if not stated or before[-1:] in "第前后这" or before[-1:].isdecimal():
                continue
            listed = listed_parts(before) or listed_parts(after)
            if listed is None and (match["loose"] or stated < _FEWEST_STATED or not _STATES.search(before)):
                continue
            if not match["loose"] or _WHOLE.search(before + after):
                yield _Counted(Span(*match.span()), Span(*match.span("count")), stated, listed, sentence)


def _against_list(counted: _Counted) -> Finding | None:
    span, _, stated, listed, _ = counted
    if listed is None or listed.least <= stated <= listed.most:
        return None
    nearest = listed.least if stated < listed.least else listed.most
    severity = Severity.WARNING
    if listed.open_ended and stated > nearest:
        if stated - nearest > 1 or nearest < _NEARLY_ALL or listed.least < listed.most:
            return None
        severity = Severity.INFO
    return Finding(span, {"stated": stated, "listed": nearest}, "listed", severity=severity)


def _against_headings(report: Report, counted: _Counted, appendix: bool) -> Finding | None:
    whole, span, stated, listed, _ = counted
    found = _parts_found(report)
    if found is None or found == stated or (appendix and abs(found - stated) == 1):
        return None
    right = NUMBERS[found - 1] if not report.folded(span).isdecimal() else str(found)
    fix = Fix(Text(f"改为“{right}”", f"change to {right}"), (Edit(span, right),), Safety.UNSAFE)
    # Where the text lists other parts than it has, the number is not all that has to be changed.
    agrees = listed is None or listed.least <= found <= listed.most
    return Finding(whole, {"stated": stated, "found": found}, "headings", fix=fix if agrees else None)


def _parts_found(report: Report) -> int | None:
    """The number of parts where it is certain: all that are prescribed, or headings numbered without a gap."""
    form = report.form
    if form is None:
        return None
    if form.sections:
        if len(report.sections) < len(form.sections):
            return None
        last = max(report.sections.values(), key=lambda section: section.form.number)
        more = [heading for heading in last.inner if (heading.number or 0) > last.form.number]
        return len(form.sections) if not more else None
    numbers = [heading.number for heading in report.headings if heading.level == 1]
    right = list(range(1, len(numbers) + 1))
    return len(numbers) if numbers == right and _FEWEST_HEADINGS <= len(numbers) <= len(NUMBERS) else None
