"""Patterns of declarative rules: compiled if it can be told beforehand that they do not run wild.

Python tries the ways to match a pattern one after the other, and nothing in the process can break it off. So the
patterns are a part of the usual ones (``pattern.lark``), repetitions have an end, and the steps that a pattern may take from
one place of the text are reckoned before it is used; the text is given to it in pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

from reportlint.source import GAP_LENGTH, fold, wording
from reportlint.toml import Text

if TYPE_CHECKING:
    from reportlint_grammar import Token, Tree

MOST_STEPS = 4_000
"""The steps that a pattern may take from one place of a text."""

LONGEST_PIECE = 2_000
"""The characters that a pattern sees at once."""

_LONGEST_PATTERN = 1_000
_MOST_REPEATED = 40
_WIDEST = 400
_FAR_TOO_MANY = 10**9


class UnsafePattern(ValueError):
    """A pattern that is not used. ``message`` says why, and what to do."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True)
class Finder:
    """Finds a pattern in folded text. ``width`` is the longest that it can match."""

    pattern: re.Pattern[str]
    width: int

    def find(self, folded: str) -> Iterator[re.Match[str]]:
        """Every match that is not empty, from left to right, none overlapping another."""
        at, size = 0, len(folded)
        while at < size:
            end = min(size, at + LONGEST_PIECE)
            # What begins near the end of a piece may go on behind it: that is left to the next piece.
            last = end if end == size else end - self.width
            following = last
            for match in self.pattern.finditer(folded, at, end):
                if match.start() >= last:
                    break
                following = max(following, match.end())
                if match.end() > match.start():
                    yield match
            at = following


def word_finder(words: Iterable[str]) -> Finder:
    """What finds any of a list of wordings (:mod:`reportlint.source.wording`), of two at one place the longer.

    Raises:
        UnsafePattern: there are too many, or too many gaps in them.
    """
    listed = sorted(words, key=len, reverse=True)
    steps = sum(_word_steps(word) for word in listed)
    width = max((len(word) + word.count("…") * GAP_LENGTH + word.count("{") * 22 for word in listed), default=0)
    if steps > MOST_STEPS or width > _WIDEST:
        zh, en = (
            "词语太多、太长，或“…”太多，请分成几条规则",
            "too many or too long words, or too many “…”: make several rules of it",
        )
        raise UnsafePattern(Text(zh, en))
    # The empty wording would be found everywhere.
    return Finder(re.compile("|".join(map(wording, filter(str.strip, listed))) or r"(?!)"), width)


def _word_steps(word: str) -> int:
    # A plain word fails at its first character nearly everywhere.
    steps = 1
    for _ in range(word.count("…")):
        steps = (steps + len(word)) * (GAP_LENGTH + 1)
    return steps


def pattern_finder(pattern: str) -> Finder:
    """What finds a pattern.

    Raises:
        UnsafePattern: it has what patterns may not have, or may take too long.
    """
    if len(pattern) > _LONGEST_PATTERN:
        raise UnsafePattern(
            Text(f"最多{_LONGEST_PATTERN}个字符", f"may have no more than {_LONGEST_PATTERN} characters")
        )
    from reportlint_grammar import PatternError, parse_pattern  # only for the few rules that have a pattern

    try:
        tree = parse_pattern(pattern)
    except PatternError as error:
        at = error.column
        zh = f"第 {at} 个字符处读不懂，或用了不允许的写法（反向引用、标志、条件等）"
        en = f"cannot be read at character {at}, or has what is not allowed there (back references, flags, conditions)"
        raise UnsafePattern(Text(zh, en)) from None
    part = _either(tree.children)
    if part.steps > MOST_STEPS or part.width > _WIDEST:
        zh = "可能耗时过长：请减少 *、+、{m,n}、.，或不要把一个重复放在另一个里面"
        en = "may take too long: use fewer of *, +, {m,n} and ., and no repetition inside another"
        raise UnsafePattern(Text(zh, en))
    try:
        return Finder(re.compile(part.text), part.width)
    except re.error as error:
        raise UnsafePattern(Text(f"写法有误：{error.msg}", f"is not well formed: {error.msg}")) from None


class _Part(NamedTuple):
    """A part of a pattern: its text, the ways in which it can match at one place, the steps to try them, its width."""

    text: str
    ways: int
    steps: int
    width: int


def _part(node: Tree) -> _Part:
    if node.data == "quantified":
        atom, quantifier = node.children
        return _repeated(_part(cast("Tree", atom)), str(quantifier))
    if node.data == "group":
        inner = _either(node.children[1:])
        opening = str(node.children[0])
        looks = opening.startswith(("(?=", "(?!", "(?<"))
        return _Part(f"{opening}{inner.text})", inner.ways, inner.steps, 0 if looks else inner.width)
    written = str(node.children[0])
    if node.data == "char":
        return _Part(re.escape(fold(written)), 1, 1, 1)
    if node.data == "class":
        return _Part(_folded_class(written), 1, 1, 1)
    if node.data == "dot":
        return _Part(r"[^\n]", 1, 1, 1)
    return _Part(written, 1, 1, 0 if node.data == "anchor" or written in (r"\b", r"\B") else 1)


def _either(children: Sequence[Token | Tree]) -> _Part:
    parts = [_sequence(cast("Tree", child)) for child in children if hasattr(child, "data")]
    ways, steps = sum(part.ways for part in parts), sum(part.steps for part in parts)
    return _Part("|".join(part.text for part in parts), _most(ways), _most(steps), max(part.width for part in parts))


def _sequence(node: Tree) -> _Part:
    ways, steps, width, text = 1, 0, 0, ""
    for part in (_part(cast("Tree", child)) for child in node.children):
        # What follows is tried once for each way in which the part before it matches.
        steps = _most(steps + ways * part.steps)
        ways = _most(ways * part.ways)
        width += part.width
        text += part.text
    return _Part(text, ways, max(steps, 1), width)


def _repeated(part: _Part, quantifier: str) -> _Part:
    lazy = "?" if len(quantifier) > 1 and quantifier.endswith("?") else ""
    written = quantifier[: len(quantifier) - len(lazy)]
    if written.startswith("{"):
        least, _, most = written[1:-1].partition(",")
        low, high = int(least), int(most or least)
    else:
        low, high = {"?": (0, 1), "*": (0, _MOST_REPEATED), "+": (1, _MOST_REPEATED)}[written]
    if high > _MOST_REPEATED or low > high:
        zh, en = f"重复次数最多{_MOST_REPEATED}", f"may repeat {_MOST_REPEATED} times at most"
        raise UnsafePattern(Text(f"{quantifier}：{zh}", f"{quantifier}: {en}"))
    ways = steps = 0
    each = 1
    for times in range(high + 1):
        ways = _most(ways + (each if times >= low else 0))
        steps = _most(steps + each * part.steps)
        each = _most(each * part.ways)
    return _Part(f"{part.text}{{{low},{high}}}{lazy}", ways, steps, part.width * high)


def _most(number: int) -> int:
    """The number, or one that is too large in any case: the real one may have thousands of digits."""
    return min(number, _FAR_TOO_MANY)


def _folded_class(written: str) -> str:
    body = written.removeprefix("[").removesuffix("]")
    inverted = body.startswith("^")
    pieces = re.findall(r"\\.|[^\\]", body[1:] if inverted else body)
    folded = [piece if len(piece) == 2 or piece == "-" else _class_character(fold(piece)) for piece in pieces]
    return f"[{'^' if inverted else ''}{''.join(folded)}]"


def _class_character(char: str) -> str:
    return f"\\{char}" if char in r"\]^[-&~|" else char
