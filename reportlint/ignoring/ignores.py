"""What is left out of the findings of one text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Set
from itertools import groupby
from typing import NamedTuple

from reportlint.diagnostic import Diagnostic, Fix

from .baseline import NOTHING_KNOWN, Known, KnownFindings, Left
from .comments import Comment, Comments
from .fingerprint import fingerprint
from .sidecar import Entry
from .slips import IgnoreSlip


class Ignored(NamedTuple):
    """A finding that was left out, and the comment, entry or known finding of a baseline that it was left out by."""

    diagnostic: Diagnostic
    by: Comment | Entry | Known


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
    """The comments and entries for one text, what of it is known already, and what came of each in one run.

    ``ignored`` are the findings that were left out so far.
    """

    def __init__(
        self,
        comments: Comments,
        entries: Iterable[Entry] = (),
        known: KnownFindings | None = NOTHING_KNOWN,
        mandatory: Set[str] = frozenset(),
    ) -> None:
        """Takes what is for this text.

        Args:
            comments: those in it.
            entries: those of its sidecar; entries that are over are not for it.
            known: its findings in the baseline; None takes every finding for known.
            mandatory: codes of the rules whose findings nothing leaves out.
        """
        self._comments = comments
        self._known = Left(known)
        self._mandatory = mandatory
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

    @property
    def idle(self) -> bool:
        """Whether there is nothing that could leave a finding out, or that a fix could touch: as in most texts."""
        return not (self._comments.spans or self._regions or self._by_rule or self._known.may_hold_any)

    def leave_out(self, finding: Diagnostic) -> bool:
        """Whether a finding is left out; if so, the first comment or entry that covers it counts as used.

        What is found in the blanks that stand for a comment is no finding at all.
        """
        if self._comments.hold(finding.span):
            return True
        if finding.code in self._mandatory:
            return False
        by = self._by(finding) or self._known_finding(finding)
        if by is None:
            return False
        if not isinstance(by, Known):
            self._used.add(by)
        self.ignored.append(Ignored(finding, by))
        return True

    def spares_comments(self, fix: Fix) -> bool:
        """Whether a fix leaves the comments as they are: to rules they are runs of blanks."""
        return not any(self._comments.touched_by(edit.span) for edit in fix.edits)

    def _known_finding(self, finding: Diagnostic) -> Known | None:
        if not self._known.may_hold(finding.code):
            return None
        one = Known(finding.code, fingerprint(self._comments.text, finding))
        return one if self._known.take(one) else None

    def lapsed(self, looked: Collection[str]) -> dict[Known, int]:
        """What the baseline has and was not found, though its rule looked; ``looked`` as below."""
        return self._known.lapsed(looked)

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
            IgnoreSlip("mandatory" if one.rule in self._mandatory else "unused", one.span, one.rule)
            for one in self._comments.ignores
            if one not in self._used and one.rule in looked
        ]
        return sorted([*self._comments.slips, *unused], key=lambda slip: slip.span)
