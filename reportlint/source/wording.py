"""Wordings as people write them down: words, with a few signs for what may stand between and among them.

``…`` stands for up to twelve characters of the same sentence, ``{number}`` for a number in digits and
``{year}`` for a year. Everything else stands for itself, in any width and any of its variants.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .fold import fold

GAP = "…"
GAP_LENGTH = 12
_SIGNS = {
    GAP: rf"[^。;!?\n]{{0,{GAP_LENGTH}}}?",
    "{number}": r"(?<!\d)\d{1,15}(?:\.\d{1,6})?(?!\d)",
    "{year}": r"(?<!\d)(?:19|20)\d\d(?!\d)",
}
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))


def wordings(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for folded text that finds any of the wordings, of two at one place the longer. Without any it finds nothing."""
    patterns = [wording(word) for word in sorted(words, key=len, reverse=True)]
    return re.compile("|".join(patterns) or r"(?!)")


def wording(word: str) -> str:
    """The pattern of one wording."""
    pattern, end = "", 0
    for sign in _SIGN.finditer(word):
        pattern += re.escape(fold(word[end : sign.start()])) + _SIGNS[sign[0]]
        end = sign.end()
    return pattern + re.escape(fold(word[end:]))
