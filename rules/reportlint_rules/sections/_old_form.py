"""What is left of the reports up to 2018, whose parts were those of article 32 of the old regulation."""

from __future__ import annotations

import re
from typing import Literal

from reportlint.api import Heading, Report

OldPart = Literal["fees", "requests"]
"""收费及减免情况, which is no part any more, and 依申请公开政府信息情况, which has another name."""

_FEES = re.compile(r"收费.{0,6}减免|减免.{0,6}收费")
_REQUESTS = re.compile(r"依申请公开(?:政府)?信息(?:和不予公开(?:政府)?信息)?的?(?:办理|处理)?情况")
# A heading is short enough to be known by less.
_REQUESTS_HEADING = re.compile(r"依申请公开.{0,20}情况|依申请公开(?:政府)?信息$")


def old_part(report: Report, heading: Heading) -> OldPart | None:
    """The old part that a heading of the first level names. Inside the overview it is a topic of today's form."""
    if report.form is None or not report.form.sections or heading.level != 1:
        return None
    if "公开" not in heading.key and "收费" not in heading.key:
        return None
    part: OldPart | None = None
    if _FEES.search(heading.key):
        part = "fees"
    elif _REQUESTS_HEADING.search(heading.key) and "收到和处理" not in heading.key:
        part = "requests"
    return part if part and report.section_at(heading.span.start) != "overview" else None


def stands_for_requests(report: Report) -> bool:
    """Whether an old heading stands in the place of the section on requests."""
    return any(old_part(report, heading) == "requests" for heading in report.headings)


def names_old_part(text: str) -> re.Match[str] | None:
    """The first old part that a sentence of the preface names."""
    return _FEES.search(text) or _REQUESTS.search(text)


def names_fees(text: str) -> bool:
    """Whether a sentence names the part on fees, which only the old form has."""
    return _FEES.search(text) is not None
