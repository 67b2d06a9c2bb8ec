"""Chinese and Arabic numerals as integers."""

from __future__ import annotations

import re
from functools import lru_cache

_HAN = "〇一二三四五六七八九"
_DIGITS = {char: value for value, char in enumerate(_HAN)} | {"零": 0, "两": 2}
_WEIGHTS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = re.compile(r"\d+|[〇零一二三四五六七八九两十百千]+")


@lru_cache(maxsize=1024)
def read_numeral(text: str) -> int | None:
    """The number that a numeral below ten thousand says (“15”, “十五”, “一百零二”); None if it is none."""
    if text.isdecimal():
        return int(text)
    if not text or any(char not in _DIGITS and char not in _WEIGHTS for char in text):
        return None
    if not any(char in _WEIGHTS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, None
    for char in text:
        if char in _WEIGHTS:
            # 十五 begins with an unsaid one.
            total += (1 if digit is None else digit) * _WEIGHTS[char]
            digit = None
        else:
            digit = _DIGITS[char]
    return total + (digit or 0)


def write_numeral(number: int) -> str:
    """A number below a hundred in Chinese numerals, as sections and articles are numbered."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _HAN[tens]) + ("十" if tens else "") + (_HAN[ones] if ones else "")
