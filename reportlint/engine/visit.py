"""The nodes of a report, each kind of them looked for once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlint.nodes import Nodes
from reportlint.report import Amount, Breakdown, Citation, Paragraph, Report, SelfName, Statement, YearMention

_FACTS = {
    Citation: "citations", YearMention: "years", Amount: "amounts", Breakdown: "breakdowns", Statement: "statements",
    SelfName: "self_names",
}  # fmt: skip


class Visit:
    """The nodes of a report by their kinds."""

    def __init__(self, report: Report, kinds: Nodes) -> None:
        self.report = report
        self._kinds = kinds
        self._nodes: dict[type, Sequence[Any]] = {}
        self._paragraph: Paragraph | None = None
        self._facts: Any = None

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
        if self._paragraph is not paragraph:
            self._paragraph, self._facts = paragraph, self.report.facts_of(paragraph)
        facts: Sequence[Any] = getattr(self._facts, _FACTS[kind])
        return facts
