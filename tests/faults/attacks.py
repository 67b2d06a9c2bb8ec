"""Texts made to be hard for a regular expression, out of its own structure; and how its time grows with them.

A pattern that is looked for takes time in proportion to the text, or somebody can send a text that takes for ever.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import deque
from collections.abc import Iterator
from typing import Any

if sys.version_info >= (3, 11):
    from re import _constants as sre
    from re import _parser as parser
else:
    import sre_constants as sre
    import sre_parse as parser

# What no pattern of ours takes for something, what most do, and the end.
_BEHIND = ("\0", "", "x", "\n", "一")
_CATEGORIES = {
    "CATEGORY_DIGIT": "1", "CATEGORY_NOT_DIGIT": "x", "CATEGORY_SPACE": " ", "CATEGORY_NOT_SPACE": "x", "CATEGORY_WORD": "一",
    "CATEGORY_NOT_WORD": "。",
}  # fmt: skip
# Steps that are so short are not worth a measurement.
_QUICK = 0.004
_MOST = 120_000
_FACTOR = 4
GROWTH = 9.0
"""Four times the text may take so many times as long; quadratic work takes sixteen times."""


def attacks(pattern: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """Texts that are hard for a pattern: what stands before, what is repeated and what stands behind."""
    seen = set()
    for before, body in _repeats(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE), ""):
        for attack in ((head, body, behind) for head in ("", before) for behind in _BEHIND):
            if body and attack not in seen:
                seen.add(attack)
                yield attack


def growth(pattern: re.Pattern[str], attack: tuple[str, str, str], *, anywhere: bool = True) -> tuple[float, int]:
    """How many times as long four times an attack takes, and its length; 1 where all of it is quick.

    Looked for is ``anywhere``, or only where the text begins.
    """
    before, body, behind = attack

    def seconds(times: int) -> float:
        text = before + body * times + behind
        began = time.thread_time()
        if anywhere:
            deque(pattern.finditer(text), maxlen=0)
        else:
            pattern.match(text)
        return time.thread_time() - began

    times = 250
    while (took := seconds(times)) < _QUICK:
        times *= 2
        if times * len(body) > _MOST:
            return 1.0, times * len(body)
    # The least of a few: other processes take turns with this one.
    small = min(took, seconds(times), seconds(times))
    large = min(seconds(_FACTOR * times) for _ in range(2))
    return large / max(small, 1e-6), _FACTOR * times * len(body)


def worst(pattern: re.Pattern[str], most: int = 30, *, anywhere: bool = True) -> tuple[float, tuple[str, str, str]]:
    """The attack under which a pattern's time grows most, of so many of chance."""
    tried = list(attacks(pattern))
    random.shuffle(tried)
    return max(
        ((growth(pattern, attack, anywhere=anywhere)[0], attack) for attack in tried[:most]),
        default=(1.0, ("", "", "")),
    )


def _repeats(items: Any, before: str) -> Iterator[tuple[str, str]]:
    """The parts of a pattern that may be repeated: an example of what stands before each, and one of it."""
    for op, value in items:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            low, high, inner = value
            if high is sre.MAXREPEAT or high >= 8:
                for example in _examples(inner):
                    yield before, example
            yield from _repeats(inner, before)
            before += _example(inner) * low
        elif name == "SUBPATTERN":
            yield from _repeats(value[-1], before)
            before += _example(value[-1])
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _repeats(branch, before)
            before += _example(value[1][0])
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _repeats(value[1], before)
        elif name == "ATOMIC_GROUP":
            yield from _repeats(value, before)
            before += _example(value)
        else:
            before += _one(op, value)


def _examples(items: Any) -> list[str]:
    """A few texts that a part of a pattern takes."""
    found = [_example(items)]
    items = list(items)
    if len(items) == 1 and str(items[0][0]) == "IN":
        found += [text for one in items[0][1] if (text := _one(*one))]
    if len(items) == 1 and str(items[0][0]) == "BRANCH":
        found += [_example(branch) for branch in items[0][1][1]]
    if len(items) == 1 and str(items[0][0]) == "SUBPATTERN":
        found += _examples(items[0][1][-1])
    return list(dict.fromkeys(one for one in found if one))[:12]


def _example(items: Any) -> str:
    return "".join(_one(op, value) for op, value in items)


def _one(op: Any, value: Any) -> str:
    name = str(op)
    if name == "LITERAL":
        return chr(value)
    if name == "NOT_LITERAL":
        return "一" if value != ord("一") else "二"
    if name == "ANY":
        return "一"
    if name == "RANGE":
        return chr(value[0])
    if name == "CATEGORY":
        return _CATEGORIES[str(value)]
    if name == "IN":
        if str(value[0][0]) == "NEGATE":
            return next((char for char in "一x 1。(|\t" if not _in(char, value[1:])), "")
        return _one(*value[0])
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _example(value[2]) * max(value[0], 1 if value[1] else 0)
    if name == "SUBPATTERN":
        return _example(value[-1])
    if name == "ATOMIC_GROUP":
        return _example(value)
    if name == "BRANCH":
        return _example(value[1][0])
    return ""


def _in(char: str, members: Any) -> bool:
    for op, value in members:
        name = str(op)
        if (name == "LITERAL" and chr(value) == char) or (name == "RANGE" and value[0] <= ord(char) <= value[1]):
            return True
        if name == "CATEGORY" and re.match(
            {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}.get(str(value)[9:], r"\W"), char
        ):
            return True
    return False
