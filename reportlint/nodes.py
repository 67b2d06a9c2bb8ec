"""The kinds of nodes that rules look at, where they stand, and what is found out about each for all rules at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from reportlint.report import (
    Amount,
    Breakdown,
    Citation,
    ClaimCheck,
    Fault,
    Heading,
    Paragraph,
    Report,
    Row,
    Section,
    SelfName,
    Statement,
    Table,
    Title,
    YearMention,
)  # fmt: skip
from reportlint.source import Span

Node = TypeVar("Node")
Value = TypeVar("Value", covariant=True)


class Lines(NamedTuple):
    """A run of whole lines, tables and headings too: the whole text, or a part of it.

    Where a text is parted nobody knows: what is looked for in it must not reach over the end of a line.
    """

    span: Span


Nodes = Mapping[type, Callable[[Report], Iterable[Any]]]
"""How the nodes of each kind are found in a report."""

NODES: Nodes = {
    Report: lambda report: (report,),
    Lines: lambda report: (Lines(Span(0, len(report.source.text))),),
    Title: lambda report: (report.title,) if report.title else (),
    Section: lambda report: report.sections.values(),
    Heading: lambda report: report.headings,
    Table: lambda report: report.tables.values(),
    Row: lambda report: (row for table in report.tables.values() for row in table.rows.values()),
    Fault: lambda report: report.faults,
    Paragraph: lambda report: report.paragraphs,
    Citation: lambda report: report.citations,
    YearMention: lambda report: report.years,
    Amount: lambda report: report.amounts,
    Breakdown: lambda report: report.breakdowns,
    SelfName: lambda report: report.self_names,
    Statement: lambda report: report.statements,
    ClaimCheck: lambda report: report.claims,
}

OF_PARAGRAPHS: frozenset[type] = frozenset((Paragraph, Citation, YearMention, Amount, Breakdown, Statement, SelfName))
"""The kinds of nodes that are paragraphs or stand in one; citations stand in captions, too."""

OF_LINES: frozenset[type] = frozenset((Lines,))
"""The kinds of nodes that are runs of lines."""

OF_SECTIONS: frozenset[type] = frozenset((Section,))
"""The kinds of nodes that are whole sections."""

OF_TABLES: frozenset[type] = frozenset((Table, Row, Fault))
"""The kinds of nodes that are tables or parts of one."""

_WITH_FACTS = OF_PARAGRAPHS - {Citation} | {Lines, Report}


def start_of(node: Any) -> int:
    """Where a node of a paragraph begins."""
    start: int = (node.total if type(node) is Breakdown else node).span.start
    return start


@dataclass(frozen=True, eq=False)
class Fact(Generic[Value]):
    """What is found out about each node of a kind. Made by :func:`fact`, asked for by :meth:`Context.facts`."""

    on: type
    find: Callable[[Any, Report], Iterable[Value]]
    signs: tuple[str, ...] = ()


def fact(
    on: type[Node], *, signs: Iterable[str] = ()
) -> Callable[[Callable[[Node, Report], Iterator[Value]]], Fact[Value]]:
    """Makes a fact of a function that looks at one node, and gives what there is in it.

    A rule on a whole report that only puts together what stands in its paragraphs or lines asks for it with
    :meth:`Context.facts`. All rules of a run share what was found, and while a text is edited it is kept for what
    has not changed. So it must depend on nothing but the paragraph that the node stands in (of ``Statement``: and on
    the heading above), or the lines, and on the report's year, form, script, authority and short names of
    statutes. For ``Report``, which may depend on everything, it is only shared.

    Args:
        on: ``Paragraph``, ``YearMention``, ``Amount``, ``Breakdown``, ``Statement``, ``SelfName``, ``Lines`` or ``Report``.
            What is found are spans, or named tuples and dataclasses that are marked with :func:`holds_spans`.
        signs: for ``Paragraph``, as :func:`rule` has them.

    Raises:
        ValueError: there are no facts on nodes of that kind, or no signs for them.
    """
    if on not in _WITH_FACTS or (signs and on is not Paragraph):
        raise ValueError(f"there are no {'signs' if signs else 'facts'} on {on.__name__}")
    texts = (signs,) if isinstance(signs, str) else tuple(signs)
    return lambda find: Fact(on, find, texts)
