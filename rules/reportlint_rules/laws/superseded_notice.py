"""LAW201: the notice of another year's form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import (
    Citation,
    Context,
    Edit,
    Finding,
    Fix,
    Instrument,
    NoOptions,
    Safety,
    Severity,
    Text,
    label_key,
    rule,
)
from reportlint_rules.laws._cited import instrument_of, sentence

_HISTORY = re.compile(r"原(?!则|因)|曾|已?废止|停止执行|修订前|替代|代替|不再|取代")


@rule(
    code="LAW201",
    name="superseded-notice",
    severity=Severity.WARNING,
    fix="unsafe",
    on=Citation,
    summary=Text("引用的格式通知适用于本报告年度", "the cited notice prescribes the form for the report's year"),
    message=Text(
        "{found}规定的是{first}年{last}报告的格式，{year}年的报告应依据{right}",
        "{found} prescribes the form of the reports on {first}{last_en}; the report on {year} follows {right}",
    ),
    basis="国办公开办函〔2021〕30号；国办公开办函〔2019〕60号",
    local=True,
)
def superseded_notice(citation: Citation, context: Context[NoOptions]) -> Iterator[Finding]:
    """Notices on the form that do not cover the report's year, unless they are told as history."""
    instrument, year = instrument_of(citation, context), context.report.year
    if instrument is None or instrument.form_years is None or year is None:
        return
    first, last = instrument.form_years
    around = sentence(citation.span, context)
    if first <= year <= last or _HISTORY.search(around):
        return
    right = next((one for one in context.statutes.form_notices() if _covers(one, year)), None)
    # Where both notices are named, the writer knows of the new one.
    if right is None or right.number_text in "".join(around.split()) or _names(around, right):
        return
    args = {
        "found": instrument.number_text, "first": first, "last": "及以后" if last == 9999 else f"至{last}年",
        "last_en": " and later" if last == 9999 else f" to {last}", "year": year, "right": right.number_text,
    }  # fmt: skip
    fix = None
    number = next((one for one in citation.numbers if (one.office, one.year, one.number) == instrument.number), None)
    if number is not None:
        title = Text(f"改为“{right.number_text}”", f"change to {right.number_text}")
        edits = [Edit(number.span, right.number_text)]
        if citation.title_span is not None and label_key(citation.title) in instrument.keys:
            edits.append(Edit(citation.title_span, right.name_in_marks))
        fix = Fix(title, tuple(sorted(edits)), Safety.UNSAFE)
    yield Finding(number.span if number else citation.span, args, fix=fix)


def _names(text: str, notice: Instrument) -> bool:
    key = label_key(text)
    return any(name in key for name in notice.keys)


def _covers(notice: Instrument, year: int) -> bool:
    return notice.form_years is not None and notice.form_years[0] <= year <= notice.form_years[1]
