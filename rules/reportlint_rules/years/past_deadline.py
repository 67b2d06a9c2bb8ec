"""YR204: reports that were signed after the day by which they are to be published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from reportlint.api import Body, Context, Finding, NoOptions, Report, Severity, Text, rule
from reportlint_rules.years._signature import signatures

# Departments have a day of their own since the regulation was revised.
_REVISED = 2019
_GOVERNMENT_OF_DEPARTMENT = re.compile(r"办公室$|办公厅$|政府办$|府办$")
_DEPARTMENT = re.compile(r"(?:局|厅|(?<!民)委员会|(?<![管工党])委)$")
# Authorities that belong to a ministry, not to the local government, may have been given another day.
_VERTICAL = re.compile(r"税务局|气象局|海关|海事局|监管局|邮政管理局|通信管理局|调查队|分局$|人民银行|烟草|地震局")


@rule(
    code="YR204",
    name="past-deadline",
    severity=Severity.WARNING,
    on=Report,
    summary=Text("落款日期在公布期限之内", "signed before the report is due"),
    message={
        "department": Text(
            "落款是{found}，而政府部门的{year}年年度报告应在{next}年1月31日前公布；请核对日期",
            "signed on {date}, but a department's report on {year} is due by 31 January {next}: is the date right?",
        ),
        "government": Text(
            "落款是{found}，而{year}年的年度报告应在{next}年3月31日前公布；请核对日期",
            "signed on {date}, but the report on {year} is due by 31 March {next}: is the date right?",
        ),
    },
    basis="《中华人民共和国政府信息公开条例》第四十九条：部门每年1月31日前、县级以上地方政府每年3月31日前公布上一年度报告",
    simplified_only=True,
)
def past_deadline(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """The date of the last line, where it is a signature, against the day in the next year that the law sets."""
    signed = next(iter(context.facts(signatures)), None)
    if signed is None or report.year is None or report.body is None:
        return
    message = "department" if _has_day_of_departments(report.body, report.year) else "government"
    due = date(report.year + 1, 1, 31) if message == "department" else date(report.year + 1, 3, 31)
    if signed.date <= due:
        return
    found = {
        "found": report.raw(signed.span), "date": signed.date.isoformat(),
        "year": report.year, "next": report.year + 1,
    }  # fmt: skip
    yield Finding(signed.span, found, message, severity=None if _is_bound(report.body) else Severity.INFO)


def _has_day_of_departments(body: Body, year: int) -> bool:
    return body.kind == "department" and year >= _REVISED and _is_department(body)


def _is_department(body: Body) -> bool:
    return _DEPARTMENT.search(body.name) is not None and _VERTICAL.search(body.name) is None


def _is_bound(body: Body) -> bool:
    """Whether the law itself sets the day: not for towns, institutions and authorities of a ministry."""
    if body.kind == "department":
        return _is_department(body) or _GOVERNMENT_OF_DEPARTMENT.search(body.name) is not None
    return body.kind in ("government", "zone") and body.level != "township"
