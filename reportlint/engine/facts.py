"""What rules ask of a whole report, found once for all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple

from reportlint.nodes import Fact, Lines, start_of
from reportlint.report import Paragraph, Report, Statement
from reportlint.source import Span

from .pieces import Change, Followed, Parted, Pieces
from .visit import Visit

_Values = tuple[Any, ...]


class _Listed(NamedTuple):
    starts: Sequence[int]
    values: Sequence[Any]


class Facts:
    """The facts of one run."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._listed: dict[Fact[Any], _Listed] = {}

    def __call__(self, fact: Fact[Any], within: Span | None) -> Sequence[Any]:
        """What a fact finds, as :meth:`Context.facts` says."""
        listed = self._listed.get(fact)
        if listed is None:
            listed = self._listed[fact] = self._find(fact)
        if within is None:
            return listed.values
        first = bisect_left(listed.starts, within.start)
        return listed.values[first : bisect_left(listed.starts, within.end, first)]

    def _find(self, fact: Fact[Any]) -> _Listed:
        report, starts, values = self._visit.report, list[int](), list[Any]()
        for node in self._visit.nodes_with(fact.on, fact.signs):
            found = tuple(fact.find(node, report))
            if found:
                starts += [0 if fact.on is Report else start_of(node)] * len(found)
                values += found
        return _Listed(starts, tuple(values))


class FollowedFacts(Facts):
    """The facts of one run of many, each upon the last."""

    def __init__(self, visit: Visit, change: Change, around: Hashable, state: FactsState) -> None:
        super().__init__(visit)
        self._change = change
        self._around = around
        self._state = state

    def _find(self, fact: Fact[Any]) -> _Listed:
        if fact.on is Report:
            return super()._find(fact)
        report = self._visit.report
        pieces: Pieces = report.paragraphs
        around = self._around
        if fact.on is Lines:
            pieces = self._state.parted.lines(self._change)
        elif fact.on is Statement:
            # What a statement is about, the heading above it may say.
            around = (around, tuple([heading.key for heading in report.headings if heading.level > 1]))
        followed = self._state.followed(fact)
        starts, values = list[int](), list[Any]()
        for number, found in followed.follow(self._change, pieces, around, partial(self._look, fact)):
            starts += [pieces[number].span.start] * len(found)
            values += found
        return _Listed(starts, tuple(values))

    def _look(self, fact: Fact[Any], piece: Paragraph | Lines) -> _Values | None:
        nodes: Iterable[Any] = (piece,)
        if isinstance(piece, Paragraph):
            if not self._visit.shows(piece, fact.signs):
                return None
            nodes = self._visit.nodes_in(piece, fact.on)
        report = self._visit.report
        return tuple([value for node in nodes for value in fact.find(node, report)]) or None


class FactsState:
    """What the facts of the last run were."""

    def __init__(self, parted: Parted) -> None:
        self.parted = parted
        self._before: dict[Fact[Any], Followed[_Values]] = {}
        self._now: dict[Fact[Any], Followed[_Values]] = {}

    def followed(self, fact: Fact[Any]) -> Followed[_Values]:
        """What is followed for a fact."""
        if fact not in self._now:
            self._now[fact] = self._before.get(fact) or Followed()
        return self._now[fact]

    def end(self) -> None:
        """The run has come to its end: what it did not ask for is let go."""
        self._before, self._now = self._now, {}
