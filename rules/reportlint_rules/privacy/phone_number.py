"""PII202: telephone numbers that nobody can call."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, Lines, NoOptions, Severity, Span, Text, rule
from reportlint_rules.privacy._norm import CONTACT_BASIS

# What stands directly behind 电话, 传真 or 热线, as far as it may be numbers of telephones.
_NUMBERS = re.compile(r"(?:电话|传真|热线)(?:号码)? ?(?:为|是)?:? {0,2}((?:\(?\+?86\)?[ -]?)?\(?\d[\d()\- /、]{4,60})")
_ONE = re.compile(r"[^/、 ]+(?: [^/、 (0][^/、 ]*)*")
# Digits before one of these count something.
_UNIT = re.compile(r" ?[年月日件条次个人元万余起通宗份部多%]|\.\d")
_COUNTRY = re.compile(r"\(?\+86\)?[ -]?|86-")
_AREA = r"0(?:10|2\d|[3-9]\d\d)"
# An area code and the first group of digits behind it, up to an extension or the second half of the number.
_WITH_AREA = re.compile(rf"\(?({_AREA})(?:\) ?-?| ?- ?| )(\d+)(?P<more>[ -]\d|\()?")
_SHORT_AREA = re.compile(r"\(?(0[3-9]\d)(?:\)|-)([2-8]\d{6,7})(?!\d)")
_AREA_WITHOUT_ZERO = re.compile(r"\(?([3-9]\d\d)(?:\)|-)([2-8]\d{6,7})(?![\d-])")
_NOT_AN_AREA = ("400", "800", "852", "853", "886", "955", "950", "951", "952", "953")
_DIGITS = re.compile(r"\d+$")
_SERVICE = re.compile(r"1\d{2,5}$|9[56]\d{1,6}$|[48]00")


@rule(
    code="PII202",
    name="phone-number",
    severity=Severity.INFO,
    on=Lines,
    summary=Text("电话号码位数正确", "telephone numbers have the right number of digits"),
    message={
        "digits": Text(
            "电话号码“{found}”的位数不对：固定电话是区号加7或8位，手机是11位",
            "“{found}” cannot be called: a landline is an area code and 7 or 8 digits, a mobile number has 11",
        ),
        "area": Text(
            "电话号码“{found}”的区号不完整，区号以0开头，共3或4位（3位的只有010和02开头的）",
            "the area code of “{found}” is not whole: it begins with 0 and has 3 or 4 digits "
            "(3 only for 010 and those with 02)",
        ),
        "merged": Text(
            "“{found}”像是两个电话号码连在了一起，请用顿号分开",
            "“{found}” looks like two telephone numbers in one: put a 、 between them",
        ),
    },
    basis=CONTACT_BASIS,
    local=True,
)
def phone_number(lines: Lines, context: Context[NoOptions]) -> Iterator[Finding]:
    """Numbers behind 电话, 传真 and 热线 with too few or too many digits; whatever may be right is left alone."""
    report, folded = context.report, context.report.source.folded
    for match in _NUMBERS.finditer(folded, *lines.span):
        numbers = match[1]
        if _UNIT.match(folded, match.end()) and numbers[-1:].isdecimal():
            # The last number is an amount.
            numbers = re.sub(r"\d+$", "", numbers)
        for one in _ONE.finditer(numbers):
            written = one.group().rstrip("(- ")
            fault = _fault(written)
            if fault:
                start = match.start(1) + one.start()
                span = Span(start, start + len(written))
                yield Finding(span, {"found": report.raw(span)}, fault)


def _fault(number: str) -> str:
    """What is wrong with one number as it is written; empty where it may be right."""
    country = _COUNTRY.match(number)
    if country:
        # Behind the code of the country the area code has no 0.
        number = number[country.end() :]
        return _fault(number) if number.startswith("0") else ""
    if match := _WITH_AREA.match(number):
        return _fault_behind_area(match[2], bool(match["more"]))
    if _SHORT_AREA.match(number):
        return "area"
    if (match := _AREA_WITHOUT_ZERO.match(number)) and match[1] not in _NOT_AN_AREA:
        return "area"
    return _fault_of_digits(number) if _DIGITS.match(number) else ""


def _fault_behind_area(local: str, more: bool) -> str:
    if len(local) in (7, 8) or _SERVICE.match(local) or re.match(r"1[3-9]\d{9}$", local):
        return ""
    if len(local) in (14, 16) or (more and len(local) in (10, 11, 12)):
        return "merged"
    if more:
        return ""
    too_short = len(local) in (5, 6) and local[0] in "2345678"
    return "digits" if too_short or len(local) in (9, 10) else ""


def _fault_of_digits(digits: str) -> str:
    length = len(digits)
    if digits[0] == "0":
        if 18 <= length <= 24:
            return "merged"
        return "digits" if length in (8, 9, 10, 13, 14) else ""
    if re.match(r"1[3-9]", digits) and length in (10, 12):
        return "digits"
    if digits[0] in "2345678" and not _SERVICE.match(digits):
        if length in (14, 16):
            return "merged"
        return "digits" if length == 9 else ""
    return ""
