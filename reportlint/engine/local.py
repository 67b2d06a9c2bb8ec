"""What local rules find: looked for piece by piece, and recalled where a piece is what it was."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from time import perf_counter
from typing import Any, NamedTuple

from reportlint.memory import Memory
from reportlint.report import Breakdown, Citation, Paragraph, Report, Section
from reportlint.rule import OF_PARAGRAPHS, OF_SECTIONS, OF_TABLES, Context, Finding, Rule

from .watch import Watch

Nodes = Mapping[type, Callable[[Report], Iterable[Any]]]
"""How the nodes of each kind are found in a report."""


class LocalRule(NamedTuple):
    """A local rule that is to look at a report."""

    rule: Rule
    origin: str
    context: Context[Any]


class Known(NamedTuple):
    """What local rules find in a report, by their codes, and what they failed with."""

    found: dict[str, list[Finding]]
    failed: dict[str, Exception]


class _Piece(NamedTuple):
    """A part of a report that is looked at by itself. ``key`` is all that it is; ``nodes`` are those of a kind in it."""

    start: int
    key: Hashable
    kinds: frozenset[type]
    nodes: Callable[[type], Iterable[Any]]


_Findings = dict[str, "tuple[Finding, ...] | Exception"]
"""The findings of local rules in a piece by their codes, as far as they have any; or what they failed with."""


def local_findings(
    report: Report,
    rules: Callable[[], Sequence[LocalRule]],
    around: Hashable,
    nodes: Nodes,
    memory: Memory,
    seconds: dict[str, float],
    watch: Watch | None,
) -> Known:
    """What the local rules find in a report; pieces that are what they were are not looked at again.

    Args:
        report: what is looked at.
        rules: gives the rules; not called where nothing is looked at.
        around: what the rules may depend on besides a piece.
        nodes: how the nodes of each kind are found.
        memory: of the run before.
        seconds: is given what each rule took.
        watch: follows the run.

    Raises:
        Stopped: ``watch`` was asked to end the run.
    """
    known = Known({}, {})
    pieces = _Pieces(report, nodes)
    for piece in pieces:
        look = partial(_look, piece, rules, seconds, watch)
        found = memory.recall_at(("local", piece.key, around), piece.start, look) if piece.key else look()
        for code, findings in found.items():
            if isinstance(findings, Exception):
                known.failed[code] = findings
            else:
                known.found.setdefault(code, []).extend(findings)
    return known


def _look(
    piece: _Piece, rules: Callable[[], Sequence[LocalRule]], seconds: dict[str, float], watch: Watch | None
) -> _Findings:
    found: _Findings = {}
    nodes: dict[type, list[Any]] = {}
    for rule, origin, context in rules():
        if rule.on not in piece.kinds:
            continue
        if rule.on not in nodes:
            nodes[rule.on] = list(piece.nodes(rule.on))
        if not nodes[rule.on]:
            continue
        if watch is not None:
            watch.begin(rule.code, origin)
        began = perf_counter()
        try:
            findings = tuple(finding for node in nodes[rule.on] for finding in rule.check(node, context))
        # A rule may be anybody's: its mistake is told, and the other rules go on.
        except Exception as error:
            found[rule.code] = error
        else:
            if findings:
                found[rule.code] = findings
        seconds[rule.code] = seconds.get(rule.code, 0.0) + perf_counter() - began
    return found


class _Pieces:
    """The pieces of a report: its paragraphs with their facts, its sections, its tables together."""

    def __init__(self, report: Report, nodes: Nodes) -> None:
        self._report = report
        self._nodes = nodes
        self._facts: dict[type, Sequence[Any]] = {}

    def __iter__(self) -> Iterator[_Piece]:
        report, text = self._report, self._report.source.text
        for paragraph in report.paragraphs:
            start, end = paragraph.span
            key: Hashable = (text[start:end], paragraph.kind, paragraph.section)
            yield _Piece(start, key, OF_PARAGRAPHS, partial(self._in_paragraph, paragraph))
        for section in report.sections.values():
            start, end = section.span
            # The last section may be one in which the file was cut off.
            key = (text[start:end], section.id, end == len(text))
            yield _Piece(start, key, OF_SECTIONS, partial(self._one, section))
        tables = report.table_piece
        yield _Piece(tables.start, tables.key, OF_TABLES, lambda kind: self._nodes[kind](report))
        if self._captions:
            yield _Piece(0, None, frozenset((Citation,)), lambda kind: self._captions)

    @cached_property
    def _captions(self) -> list[Citation]:
        """The citations of captions, which stand in no paragraph."""
        return [one for one in self._report.citations if one.in_table]

    def _one(self, section: Section, kind: type) -> Iterable[Any]:
        return (section,)

    def _in_paragraph(self, paragraph: Paragraph, kind: type) -> Iterable[Any]:
        if kind is Paragraph:
            return (paragraph,)
        if kind not in self._facts:
            self._facts[kind] = [
                one for one in self._nodes[kind](self._report) if not (kind is Citation and one.in_table)
            ]
        facts = self._facts[kind]
        # They are in the order of their paragraphs, though not always of their places within one.
        first = bisect_left(facts, paragraph.span.start, key=_start)
        return facts[first : bisect_left(facts, paragraph.span.end, first, key=_start)]


def _start(fact: Any) -> int:
    start: int = (fact.total if type(fact) is Breakdown else fact).span.start
    return start
