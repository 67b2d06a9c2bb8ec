"""What is left out of the findings of one text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable
from itertools import groupby
from typing import NamedTuple

from reportlint.diagnostic import Diagnostic

from .comments import Comment, Comments
from .sidecar import Entry
from .slips import IgnoreSlip


class Ignored(NamedTuple):
    """A finding that was left out, and the comment or entry that it was left out by."""

    diagnostic: Diagnostic
    by: Comment | Entry


class _Regions:
    """The comments about one rule, by the parts of the text that they are for."""

    def __init__(self, comments: Iterable[Comment]) -> None:
        ordered = sorted(comments, key=lambda one: one.region)
        self._starts = [one.region.start for one in ordered]
        # Of those that begin up to each place, the one that reaches farthest.
        self._farthest: list[Comment] = []
        for one in ordered:
            before = self._farthest[-1] if self._farthest else one
            self._farthest.append(one if one.region.end > before.region.end else before)

    def around(self, offset: int) -> Comment | None:
        """A comment whose region holds an offset, the widest of them."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or self._farthest[at].region.end < offset:
            return None
        return self._farthest[at]


class Ignores:
    """The comments and entries for one text, and what came of each in one run.

    ``ignored`` are the findings that were left out so far.
    """

    def __init__(self, comments: Comments, entries: Iterable[Entry] = ()) -> None:
        """Takes what is for this text; entries that are over are not."""
        self._comments = comments
        self._entries = tuple(entries)
        self._regions = {
            code: _Regions(group)
            for code, group in groupby(sorted(comments.ignores, key=lambda one: one.rule), key=lambda one: one.rule)
        }
        self._by_rule: dict[str, list[Entry]] = {}
        for entry in self._entries:
            self._by_rule.setdefault(entry.rule.lower(), []).append(entry)
        self._used: set[Comment | Entry] = set()
        self.ignored: list[Ignored] = []

    def leave_out(self, finding: Diagnostic) -> bool:
        """Whether a finding is left out; if so, the first comment or entry that covers it counts as used.

        What is found in the blanks that stand for a comment is no finding at all.
        """
        if self._comments.hold(finding.span):
            return True
        by = self._by(finding)
        if by is None:
            return False
        self._used.add(by)
        self.ignored.append(Ignored(finding, by))
        return True

    def _by(self, finding: Diagnostic) -> Comment | Entry | None:
        regions = self._regions.get(finding.code)
        comment = regions.around(finding.span.start) if regions is not None else None
        if comment is not None or not self._by_rule:
            return comment
        entries = [*self._by_rule.get(finding.code.lower(), ()), *self._by_rule.get(finding.name, ())]
        return next((one for one in entries if one.covers(finding.span, self._comments.text)), None)

    def unused_entries(self, looked: Collection[str]) -> tuple[Entry, ...]:
        """The entries that nothing came of, though their rule looked; ``looked`` are codes and names of rules."""
        return tuple(
            one
            for one in self._entries
            if one not in self._used and (one.rule.upper() in looked or one.rule.lower() in looked)
        )

    def slips(self, looked: Collection[str]) -> list[IgnoreSlip]:
        """What is wrong with the comments, with those that nothing came of; ``looked`` as above."""
        unused = [
            IgnoreSlip("unused", one.span, one.rule)
            for one in self._comments.ignores
            if one not in self._used and one.rule in looked
        ]
        return sorted([*self._comments.slips, *unused], key=lambda slip: slip.span)
