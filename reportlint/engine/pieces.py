"""What was found in the pieces of a text, kept for the next state of that text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from reportlint.nodes import Lines
from reportlint.report import Paragraph
from reportlint.source import Kept, Span, moved

Value = TypeVar("Value")
Pieces = tuple["Paragraph | Lines", ...]

# Lines are parted into pieces of about so many characters: a keystroke costs one of them.
_SIZE = 1000


class Change:
    """From earlier states of a text to this one. What it works out is shared by all that is followed through it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._kept: dict[str, Kept] = {}
        # The sequences are held on to: their ids are only theirs as long as they live.
        self._unchanged: dict[tuple[int, int], tuple[Pieces, Pieces, tuple[int, int]]] = {}

    def kept(self, before: str) -> Kept:
        """What is kept of an earlier text."""
        found = self._kept.get(before)
        if found is None:
            found = self._kept[before] = Kept.of(before, self.text)
        return found

    def unchanged(self, before: str, pieces_before: Pieces, pieces: Pieces) -> tuple[int, int]:
        """How many pieces at the beginning and at the end are what they were."""
        key = (id(pieces_before), id(pieces))
        known = self._unchanged.get(key)
        if known is None:
            counted = _unchanged(pieces_before, pieces, self.kept(before), len(self.text))
            known = self._unchanged[key] = (pieces_before, pieces, counted)
        return known[2]


class Followed(Generic[Value]):
    """What was found in each piece of a text, followed from state to state: what has not changed is moved to its place.

    Pieces are in the order of the text and do not overlap; those in which nothing is found are not remembered.
    """

    def __init__(self) -> None:
        self._text = ""
        self._around: Hashable = None
        self._pieces: Pieces = ()
        self._found: list[tuple[int, Value]] = []

    def follow(
        self,
        change: Change,
        pieces: Pieces,
        around: Hashable,
        look: Callable[[Any], Value | None],
        move: Callable[[Value, int], Value] = moved,
    ) -> list[tuple[int, Value]]:
        """What is found in the pieces, by their numbers.

        Args:
            change: from earlier states to the text of the pieces.
            pieces: to be looked at.
            around: what the results depend on besides a piece.
            look: looks at a piece that is new; None says that nothing was found. If it raises, what was done till then stays.
            move: moves what was found by a number of characters.
        """
        head = tail = 0
        if around == self._around and self._pieces:
            head, tail = change.unchanged(self._text, self._pieces, pieces)
        by = len(change.text) - len(self._text)
        known = self._found
        found = known[: bisect_left(known, head, key=_number)]
        behind = known[bisect_left(known, len(self._pieces) - tail, key=_number) :] if tail else []
        more = len(pieces) - len(self._pieces)
        if by or more:
            behind = [(number + more, move(value, by) if by else value) for number, value in behind]
        done, last = head, len(pieces) - tail
        try:
            while done < last:
                value = look(pieces[done])
                if value is not None:
                    found.append((done, value))
                done += 1
        finally:
            if done < last:
                # What was not looked at is missing here, so that it is new the next time.
                behind = [(number - (last - done), value) for number, value in behind]
                pieces = (*pieces[:done], *pieces[last:])
            found += behind
            self._text, self._around, self._pieces, self._found = change.text, around, pieces, found
        return found


def _number(pair: tuple[int, Any]) -> int:
    return pair[0]


def _unchanged(before: Pieces, after: Pieces, kept: Kept, length: int) -> tuple[int, int]:
    first, last, by = kept
    head = min(bisect_right(before, first, key=_end), bisect_right(after, first, key=_end))
    if before[:head] != after[:head]:
        head = next(at for at in range(head) if before[at] != after[at])
    tail = 0
    for old, new in zip(reversed(before[head:]), reversed(after[head:]), strict=False):
        (start, end), (new_start, new_end) = old[0], new[0]
        if new_start < length - last or start + by != new_start or end + by != new_end or old[1:] != new[1:]:
            break
        tail += 1
    return head, tail


def _end(piece: Paragraph | Lines) -> int:
    return piece[0][1]


class Parted:
    """A text parted into runs of lines; the parts of what has not changed stay what they are."""

    def __init__(self) -> None:
        self._text = ""
        self._parts: tuple[Lines, ...] = ()

    def lines(self, change: Change) -> tuple[Lines, ...]:
        """The parts of the text after a change."""
        text = change.text
        if text == self._text:
            return self._parts
        first, last, by = change.kept(self._text)
        head = bisect_right(self._parts, first, key=_end)
        if head and text[self._parts[head - 1].span.end - 1] != "\n":
            # The last line, which goes on now.
            head -= 1
        # Where a part begins, the line end before it decides.
        behind = bisect_right(self._parts, len(self._text) - last, key=_start)
        rest = tuple([Lines(Span(start + by, end + by)) for ((start, end),) in self._parts[behind:]])
        start = self._parts[head - 1].span.end if head else 0
        stop = rest[0].span.start if rest else len(text)
        parts = list(self._parts[:head])
        while start < stop:
            at = text.find("\n", start + _SIZE, stop)
            end = stop if at < 0 else at + 1
            parts.append(Lines(Span(start, end)))
            start = end
        self._text, self._parts = text, (*parts, *rest)
        return self._parts


def _start(piece: Lines) -> int:
    return piece[0][0]
