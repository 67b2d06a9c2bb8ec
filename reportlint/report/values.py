"""What a table's cell says: a number, nothing, a placeholder or other text.

Blank is not zero: an empty cell may mean that nobody knew.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from reportlint.forms import Number

ValueKind = Literal["number", "blank", "placeholder", "text"]

# 12件, 3.5万元, 1,234, +3, 22(其中修订16件): a number with, at most, a unit or a note behind it.
_UNITS = "万元|亿元|元|件次|人次|[件项条个次人份宗起例页篇部]"
_NUMBER = re.compile(rf"([+-]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)({_UNITS})?(\(.{{0,30}}\))?")
# 增10, 减 4: changes in words, as the form of 2019 invites.
_CHANGE = re.compile(r"(增加?|减少?)(\d+)(?:[^\d]{1,2})?")
_PLACEHOLDERS = frozenset("/-—无\\") | {"--", "——", "/ /"}
# Letters that look like digits, alone or among digits: somebody meant a number, but which one is not sure.
_LOOKS_LIKE_NUMBER = re.compile(r"[0-9OoIl〇○]{1,6}")


class Value(NamedTuple):
    """A cell's value; ``unit`` and ``note`` are what stands behind the number, if anything."""

    kind: ValueKind
    number: Number | None = None
    unit: str = ""
    note: str = ""


BLANK = Value("blank")
PLACEHOLDER = Value("placeholder")
TEXT = Value("text")
_DIGITS = {str(number): Value("number", number) for number in range(100)}


def read_value(folded: str) -> Value:
    """The value of a cell's folded content without the spaces around it."""
    if not folded:
        return BLANK
    known = _DIGITS.get(folded)
    if known is not None:
        return known
    if len(folded) > 40:
        return TEXT
    compact = "".join(folded.split())
    match = _NUMBER.fullmatch(compact)
    if match is not None:
        digits, unit, note = match.groups(default="")
        return Value("number", _number(digits.replace(",", "")), unit, note)
    match = _CHANGE.fullmatch(compact)
    if match is not None:
        amount = int(match.group(2))
        return Value("number", amount if match.group(1).startswith("增") else -amount)
    return PLACEHOLDER if compact in _PLACEHOLDERS or _LOOKS_LIKE_NUMBER.fullmatch(compact) else TEXT


def _number(digits: str) -> Number:
    return Decimal(digits) if "." in digits else int(digits)
