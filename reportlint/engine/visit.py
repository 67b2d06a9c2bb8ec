"""The nodes of a report, each kind of them looked for once."""

from __future__ import annotations

from bisect import bisect_right
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
        self._starts: list[int] | None = None
        self._paragraph: Paragraph | None = None
        self._facts: Any = None

    def nodes_with(self, kind: type, signs: tuple[str, ...]) -> Sequence[Any]:
        """The nodes of a kind; of paragraphs, if there are signs, only those that have one of them."""
        if not signs or kind is not Paragraph:
            return self.nodes(kind)
        folded, paragraphs = self.report.source.folded, self.nodes(Paragraph)
        if self._starts is None:
            self._starts = [one.span.start for one in paragraphs]
        found: set[int] = set()
        for sign in signs:
            at = folded.find(sign)
            while at >= 0:
                number = bisect_right(self._starts, at) - 1
                if number >= 0 and at < paragraphs[number].span.end:
                    found.add(number)
                if number + 1 == len(paragraphs):
                    break
                at = folded.find(sign, self._starts[number + 1])
        return [paragraphs[number] for number in sorted(found)]

    def shows(self, paragraph: Paragraph, signs: tuple[str, ...]) -> bool:
        """Whether a paragraph has one of the signs, or there are none to be had."""
        if not signs:
            return True
        folded, (start, end) = self.report.source.folded, paragraph.span
        return any(folded.find(sign, start, end) >= 0 for sign in signs)

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
