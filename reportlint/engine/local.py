"""What local rules find: looked for piece by piece, and kept where a piece is what it was."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence, Set
from functools import partial
from time import perf_counter
from typing import Any

from reportlint.memory import Memory
from reportlint.nodes import OF_LINES, OF_PARAGRAPHS, OF_SECTIONS, OF_TABLES, Lines
from reportlint.report import Citation, Paragraph, Section
from reportlint.result import RuleFault
from reportlint.rule import Context, Rule

from .chosen import Chosen, Policy
from .found import Found, FoundByRule, fault_of, moved_found
from .pieces import Change, Followed, Parted
from .visit import Visit
from .watch import Watch

_OF_CAPTIONS: frozenset[type] = frozenset((Citation,))


class LocalState:
    """What local rules found in the last state of a text."""

    def __init__(self, parted: Parted) -> None:
        self.parted = parted
        self.in_paragraphs: Followed[FoundByRule] = Followed()
        self.in_lines: Followed[FoundByRule] = Followed()


class LocalRules:
    """The local rules of one run, and what they took."""

    def __init__(
        self,
        visit: Visit,
        chosen: Sequence[Chosen],
        policy: Policy,
        context: Callable[[Any], Context[Any]],
        seconds: dict[str, float],
        watch: Watch | None,
    ) -> None:
        """Takes what the run is of.

        Args:
            visit: the nodes of the report.
            chosen: the rules.
            policy: what is made of their findings.
            context: what a rule with these options may look at.
            seconds: is given what each rule took.
            watch: follows the run.
        """
        self._visit = visit
        self._chosen = chosen
        self._policy = policy
        self._context = context
        self._by_kinds: dict[Set[type], list[Chosen]] = {}
        self._seconds = seconds
        self._watch = watch

    def find(
        self, change: Change, state: LocalState, around: Hashable, memory: Memory
    ) -> dict[str, list[Found] | RuleFault]:
        """What the rules find in the report, or that they failed, by their codes; pieces that are what they were are not looked at again.

        Args:
            change: from the states before to this one.
            state: what was found in the last one.
            around: what the rules may depend on besides a piece.
            memory: of the run before.

        Raises:
            Stopped: the watch was asked to end the run.
        """
        visit, report = self._visit, self._visit.report
        found: dict[str, list[Found] | RuleFault] = {}
        paragraphs, lines = report.paragraphs, state.parted.lines(change)
        for _, in_one in state.in_paragraphs.follow(change, paragraphs, around, self._in_paragraph, moved_found):
            _add(found, in_one)
        for _, in_one in state.in_lines.follow(change, lines, around, self._in_lines, moved_found):
            _add(found, in_one)
        text = report.source.text
        for section in report.sections.values():
            start, end = section.span
            # The last section may be one in which the file was cut off.
            key: Hashable = ("local", text[start:end], section.id, end == len(text), around)
            _add(found, self._recalled(memory, key, start, partial(self._look, OF_SECTIONS, partial(_alone, section))))
        tables, in_tables = report.table_piece, partial(self._look, OF_TABLES, lambda rule: visit.nodes(rule.on))
        key = ("local", *tables.key, around)
        _add(found, self._recalled(memory, key, tables.start, in_tables) if tables.key else in_tables())
        if captions := report.captions:
            in_captions = partial(self._look, _OF_CAPTIONS, lambda _: captions)
            with_tables = {table.section for table in report.shape.tables} if report.shape is not None else set()
            if tables.key and all(one.section in with_tables for one in captions):
                places = tuple([one.span.start - tables.start for one in captions])
                key = ("captions", places, *tables.key, around)
                _add(found, self._recalled(memory, key, tables.start, in_captions))
            else:
                _add(found, in_captions())
        return found

    def _in_paragraph(self, paragraph: Paragraph) -> FoundByRule | None:
        def nodes(rule: Rule) -> Sequence[Any]:
            return self._visit.nodes_in(paragraph, rule.on) if self._visit.shows(paragraph, rule.signs) else ()

        return self._look(OF_PARAGRAPHS, nodes) or None

    def _in_lines(self, lines: Lines) -> FoundByRule | None:
        return self._look(OF_LINES, partial(_alone, lines)) or None

    def _recalled(self, memory: Memory, key: Hashable, start: int, look: Callable[[], FoundByRule]) -> FoundByRule:
        at, found = memory.recall(key, lambda: (start, look()))
        return moved_found(found, start - at) if at != start and found else found

    def _look(self, kinds: Set[type], nodes: Callable[[Rule], Sequence[Any]]) -> FoundByRule:
        if kinds not in self._by_kinds:
            self._by_kinds[kinds] = [one for one in self._chosen if one.rule.on in kinds]
        told: FoundByRule = {}
        policy = self._policy
        for one in self._by_kinds[kinds]:
            rule = one.rule
            looked_at = nodes(rule)
            if not looked_at:
                continue
            if self._watch is not None:
                self._watch.begin(rule.code, one.origin)
            began = perf_counter()
            try:
                context = self._context(one.options)
                findings = tuple(
                    [policy.found(one, found) for node in looked_at for found in rule.check(node, context)]
                )
            # A rule may be anybody's: its mistake is told, and the other rules go on.
            except Exception as error:
                told[rule.code] = fault_of(rule.code, error)
            else:
                if findings:
                    told[rule.code] = findings
            self._seconds[rule.code] = self._seconds.get(rule.code, 0.0) + perf_counter() - began
            if self._watch is not None:
                # What is worked out for the next one may take longer than any rule.
                self._watch.rest()
        return told


def _alone(node: Lines | Section, rule: Rule) -> Sequence[Lines | Section]:
    return (node,)


def _add(found: dict[str, list[Found] | RuleFault], more: FoundByRule) -> None:
    for code, findings in more.items():
        known = found.setdefault(code, [])
        if isinstance(known, RuleFault):
            continue  # the first one is told, as where a rule is run over the whole
        if isinstance(findings, RuleFault):
            found[code] = findings
        else:
            known.extend(findings)
