"""The chosen rules over one report."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from time import perf_counter
from typing import Any

from reportlint.diagnostic import Diagnostic
from reportlint.ignoring import Ignores
from reportlint.memory import Memory
from reportlint.report import Report
from reportlint.result import RuleFault
from reportlint.rule import Context
from reportlint.statutes import StatuteBook

from .chosen import Chosen, Policy
from .facts import Facts, FactsState, FollowedFacts
from .found import Found, fault_of
from .gather import gathered
from .local import LocalRules, LocalState
from .pieces import Change, Parted
from .visit import Visit
from .watch import Watch


class LastRun:
    """What was found in the last state of a text."""

    def __init__(self) -> None:
        parted = Parted()
        self.local = LocalState(parted)
        self.facts = FactsState(parted)


class Run:
    """One run of rules. ``seconds`` is given what each of them took, by its code."""

    def __init__(
        self,
        chosen: Sequence[Chosen],
        visit: Visit,
        statutes: StatuteBook,
        policy: Policy,
        seconds: dict[str, float],
        watch: Watch | None,
    ) -> None:
        """Takes what the run is of: rules, and the report with its nodes."""
        self._chosen = chosen
        self._visit = visit
        self._policy = policy
        self._seconds = seconds
        self._watch = watch
        self._facts = Facts(visit)
        self._statutes = statutes
        # By the ids of their options, which are the session's for as long as the run is.
        self._contexts: dict[int, Context[Any]] = {}
        self._local: dict[str, list[Found] | RuleFault] | None = None

    def after(self, last: LastRun, memory: Memory) -> None:
        """Goes on from the last run: what has not changed is not looked at again.

        Raises:
            Stopped: the watch was asked to end the run.
        """
        report = self._visit.report
        change, around = Change(report.source.text), _around(report)
        self._facts = FollowedFacts(self._visit, change, around, last.facts)
        chosen = [one for one in self._chosen if one.rule.local]
        local = LocalRules(self._visit, chosen, self._policy, self._context, self._seconds, self._watch)
        self._local = local.find(change, last.local, around, memory)

    def look(self, ignores: Ignores) -> tuple[list[Diagnostic], list[RuleFault]]:
        """What the rules find.

        Raises:
            Stopped: the watch was asked to end the run.
        """
        diagnostics: list[Diagnostic] = []
        faults: list[RuleFault] = []
        local, seconds, watch = self._local, self._seconds, self._watch
        for one in self._chosen:
            rule, code = one.rule, one.rule.code
            known = local.get(code) if local is not None else None
            if local is not None and rule.local and known is None:
                seconds.setdefault(code, 0.0)
                continue
            began = perf_counter()
            try:
                if watch is not None:
                    if known is None:
                        # What is worked out for all rules on such nodes may take longer than any of them.
                        self._visit.nodes(rule.on)
                    watch.begin(code, one.origin)
                found = self._find(one) if known is None else known
                if isinstance(found, RuleFault):
                    faults.append(found)
                elif found:
                    diagnostics += gathered(self._policy.told(found, ignores))
            # A rule may be anybody's: its mistake is reported and the other rules go on.
            except Exception as error:
                faults.append(fault_of(code, error))
            seconds[code] = seconds.get(code, 0.0) + perf_counter() - began
            if watch is not None:
                watch.rest()
        return diagnostics, faults

    def _find(self, chosen: Chosen) -> Collection[Found]:
        rule = chosen.rule
        nodes = self._visit.nodes_with(rule.on, rule.signs)
        if not nodes:
            return ()
        check, context = rule.check, self._context(chosen.options)
        return [self._policy.found(chosen, finding) for node in nodes for finding in check(node, context)]

    def _context(self, options: Any) -> Context[Any]:
        context = self._contexts.get(id(options))
        if context is None:
            context = Context(self._visit.report, self._statutes, options, self._facts)
            self._contexts[id(options)] = context
        return context


def _around(report: Report) -> Hashable:
    """All that local rules and facts may depend on besides their piece."""
    title_year = report.title.year if report.title is not None else None
    names = tuple(report.short_names.items())
    return report.year, report.form, title_year, report.traditional, report.body, names
