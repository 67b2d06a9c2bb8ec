"""JSON of anything that a finding may carry."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Set
from decimal import Decimal
from enum import Enum
from typing import Any

_EXACT = 2**53 - 1
"""The largest whole number that every reader of JSON takes exactly."""

# What JSON allows in a string and its readers trip over: controls that a terminal obeys, characters
# that are line ends to some, surrogates that UTF-8 cannot write.
_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def plain(value: object) -> Any:
    """The value made of what JSON has.

    A whole number that every reader takes exactly is a number, any other Decimal a string of its
    digits, because a reader's binary fraction would no longer be what the report says. A named tuple
    is an object, a set a sorted list, an Enum its value, and what is nothing of all that its ``str``.
    """
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, (int, Decimal)):
        return _number(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(one) for key, one in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, Set):
        return sorted(map(plain, value), key=str)
    return str(value)


def _number(value: int | Decimal) -> int | str:
    number = Decimal(value)
    # The size comes first: the whole number of 1E+999999 would have a million digits.
    if number.is_finite() and -_EXACT <= number <= _EXACT and number == int(number):
        return int(number)
    return str(number)


def dumps(value: object, indent: int | None = None) -> str:
    """The JSON of a plain value, Chinese written as it is.

    The text can always be encoded as UTF-8: a lone surrogate (of a text that was not well decoded, or
    of a file name that is not UTF-8) is written as an escape, which a JSON reader turns back into it.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _TO_ESCAPE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
