"""The nodes of a report, each kind of them looked for once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from reportlint.nodes import Nodes, start_of
from reportlint.report import Citation, Paragraph, Report


class Visit:
    """The nodes of a report by their kinds."""

    def __init__(self, report: Report, kinds: Nodes) -> None:
        self.report = report
        self._kinds = kinds
        self._nodes: dict[type, Sequence[Any]] = {}
        self._in_prose: dict[type, Sequence[Any]] = {}

    def nodes(self, kind: type) -> Sequence[Any]:
        """All nodes of a kind, in the order of the text."""
        found = self._nodes.get(kind)
        if found is None:
            found = self._nodes[kind] = tuple(self._kinds[kind](self.report))
        return found

    def nodes_in(self, paragraph: Paragraph, kind: type) -> Sequence[Any]:
        """The nodes of a kind that stand in a paragraph, or are it."""
        if kind is Paragraph:
            return (paragraph,)
        nodes = self._in_prose.get(kind)
        if nodes is None:
            nodes = self.nodes(kind)
            if kind is Citation:
                nodes = [one for one in nodes if not one.in_table]
            self._in_prose[kind] = nodes
        # They are in the order of their paragraphs, though not always of their places within one.
        first = bisect_left(nodes, paragraph.span.start, key=start_of)
        return nodes[first : bisect_left(nodes, paragraph.span.end, first, key=start_of)]

    def citations_in_captions(self) -> Sequence[Citation]:
        """The citations that stand in no paragraph."""
        return [one for one in self.nodes(Citation) if one.in_table]
