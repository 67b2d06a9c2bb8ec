"""Edits that can be made together, the text after them, and where its places went."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from reportlint.diagnostic import Edit, Fix
from reportlint.source import SourceText, Span

_LINE_END = re.compile(r"\r\n|\r|\n")
_LONE_LINE_FEED = re.compile(r"(?<!\r)\n")


class EditSet:
    """Edits of fixes that do not get into each other's way, in the order of the text, in ``edits``."""

    def __init__(self, fixes: Iterable[Fix] = ()) -> None:
        """Takes fixes, the most wanted first."""
        self.edits: list[Edit] = []
        for fix in fixes:
            self.take(fix.edits)

    def take(self, edits: Iterable[Edit]) -> bool:
        """Takes all edits of a fix if none collides with another or one that was taken before; says whether it did.

        An edit that is there already, as where two findings want the same, is in nobody's way.
        """
        new: list[Edit] = []
        for edit in sorted(set(edits)):
            place = bisect_left(self.edits, edit)
            if edit in self.edits[place : place + 1]:
                continue
            # Those taken are apart, so only the neighbours can be in the way.
            near = (*self.edits[max(0, place - 1) : place + 1], *new[-1:])
            if any(_collide(edit.span, other.span) for other in near):
                return False
            new.append(edit)
        for edit in new:
            insort(self.edits, edit)
        return True


def _collide(one: Span, other: Span) -> bool:
    """Whether two edits cannot both be made: they share text, or touch where one inserts."""
    if one.start == one.end or other.start == other.end:
        return one.overlaps(other)
    return one.start < other.end and other.start < one.end


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits, which must not overlap; their order does not matter."""
    parts, behind = [], 0
    for (start, end), replacement in sorted(edits):
        parts += [text[behind:start], replacement]
        behind = end
    return "".join([*parts, text[behind:]])


def with_newline(edit: Edit, source: SourceText) -> Edit:
    """The edit with the line end of its place where it has a bare line feed: rules write nothing else."""
    if "\n" not in edit.replacement:
        return edit
    line = source.line_of(edit.span.start)
    # The last line has no end of its own: then that of the line above counts.
    end = source.line_starts[line + 1] if line + 1 < len(source.line_starts) else source.line_starts[line]
    found = _LINE_END.search(source.text, max(0, end - 2), end)
    if found is None or found[0] == "\n":
        return edit
    return Edit(edit.span, _LONE_LINE_FEED.sub(found[0], edit.replacement))


class Shift:
    """Where the places of a text lie after edits, which must not overlap."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._edits: Sequence[Edit] = sorted(edits)
        self._starts = [edit.span.start for edit in self._edits]
        # By how much each edit is moved by those before it; one more for what is behind them all.
        self._by = [0]
        for (start, end), replacement in self._edits:
            self._by.append(self._by[-1] + len(replacement) - (end - start))

    def span(self, span: Span) -> Span:
        """Where a span lies afterwards; one that ends within an edit is widened to hold all that was put there."""
        return Span(self._offset(span.start, end=False), self._offset(span.end, end=True))

    def untouched(self, span: Span) -> bool:
        """Whether no edit changes anything within a span, or inserts at its ends."""
        at = bisect_left(self._starts, span.start)
        return not any(edit.span.overlaps(span) for edit in self._edits[max(0, at - 1) : at + 1])

    def _offset(self, offset: int, *, end: bool) -> int:
        count = bisect_left(self._starts, offset)
        # What is inserted just there lies within a span that ends there.
        while end and count < len(self._edits) and self._edits[count].span == (offset, offset):
            count += 1
        if count and self._edits[count - 1].span.end > offset:
            (start, _), replacement = self._edits[count - 1]
            return start + self._by[count - 1] + (len(replacement) if end else 0)
        return offset + self._by[count]
