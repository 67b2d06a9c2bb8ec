"""One text through the house: read, understood, looked at by every rule."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Set
from dataclasses import replace
from functools import cache
from time import perf_counter
from typing import Any

from reportlint.diagnostic import Diagnostic
from reportlint.forms import Form
from reportlint.ignoring import NOTHING_KNOWN, Comments, Entry, Ignores, IgnoreSlip, KnownFindings, read_comments
from reportlint.memory import Memory
from reportlint.nodes import NODES, Nodes
from reportlint.plugins import Plugins
from reportlint.report import Reading, Report, read_report
from reportlint.result import FileProblem, FileResult, RuleFault
from reportlint.selection import Selection, SelectionError, no_rule
from reportlint.source import MAX_BYTES, SourceText, Span, UnreadableText, decode, restored
from reportlint.toml import Text, TomlTable, nearest

from .chosen import Chosen, Policy
from .outline import outline_of
from .run import LastRun, Run
from .visit import Visit
from .watch import Watch

# How the source of a web page begins.
_WEB_PAGE = re.compile(r"\s{0,99}<(?:!doctype html|\?xml|html|head|body|meta|table|div)\b", re.IGNORECASE)
# Looking for the name that was meant takes some milliseconds each time.
_MOST_GUESSED = 100


class Session:
    """A choice of rules with their options, ready to look at any number of texts.

    A session holds nothing of the texts it has seen and may be used from several threads.
    """

    def __init__(
        self,
        plugins: Plugins,
        selection: Selection = Selection(),
        *,
        options: Mapping[str, TomlTable] | None = None,
        reading: Reading = Reading(),
        force: bool = False,
        extraction_noise: bool = True,
        ignoring: bool = True,
    ) -> None:
        """Takes the choice.

        Args:
            options: tables of rule options by rule name.
            reading: year and form, where the user says them.
            force: whether to look at texts that do not seem to be reports.
            extraction_noise: whether to tell what the conversion of a file may have caused.
            ignoring: whether comments and entries of sidecars leave findings out.

        Raises:
            SelectionError: a rule or form was chosen, or given options, that is not there.
            TomlError: an option is unknown or has the wrong type.
        """
        self.plugins = plugins
        self.reading = reading
        self.force = force
        self.extraction_noise = extraction_noise
        self.ignoring = ignoring
        self.mandatory = selection.mandatory_codes(plugins)
        self._policy = Policy(self.mandatory, extraction_noise)
        read = _read_options(plugins, options or {})
        self._by_form: dict[tuple[Form | None, bool], list[Chosen]] = {}
        # Rules without options of their own share what they are given.
        defaults = cache(lambda options: options())
        self.rules = [
            (rule, severity, read.get(rule.name) or defaults(rule.options))
            for rule, severity in selection.rules(plugins)
        ]
        if reading.form is not None and reading.form not in plugins.forms.ids():
            known, near = "、".join(plugins.forms.ids()), nearest(reading.form, plugins.forms.ids())
            zh = f"没有这个格式：{reading.form}" + (f"，是不是想写 {near}？" if near else f"；可用的有：{known}")
            en = f"there is no form {reading.form}" + (f"; did you mean {near}?" if near else f"; known are: {known}")
            raise SelectionError(reading.form, Text(zh, en))

    def check(
        self,
        source: SourceText,
        memory: Memory | None = None,
        watch: Watch | None = None,
        *,
        entries: Collection[Entry] = (),
        known: KnownFindings | None = NOTHING_KNOWN,
    ) -> FileResult:
        """Looks at a text. Never raises for what the text or a rule does.

        With the memory of an earlier state of the text, what has not changed is not looked at again.
        ``entries`` are those of a sidecar that are for this text and not over; ``known`` is what the baseline has of
        it, None that everything is known.

        Raises:
            Stopped: ``watch`` was asked to end the run.
        """
        if watch is not None:
            watch.begin("", "")
        comments = read_comments(source, self.plugins.code_of)
        text = comments.text
        if not text.text.strip():
            return self._problem(source.name, source, FileProblem("empty"), entries, known, watch)
        began = perf_counter()
        if memory is not None:
            memory.begin(watch.pause if watch is not None else None)
        report = read_report(text, self.plugins.forms, self.reading, memory)
        reading = perf_counter() - began
        if not report.looks_like_report and not self.force:
            return self._problem(source.name, source, self._no_report(text.text), entries, known, watch)
        seconds = {"": reading}
        ignores = self._ignores(comments, entries, known)
        diagnostics, faults = self._run(report, NODES, seconds, ignores, memory, watch)
        looked = self._looked(seconds, faults, ignores)
        if slips := ignores.slips(looked):
            told = self.check_slips(source, slips, watch)
            diagnostics = tuple(sorted((*diagnostics, *told.diagnostics), key=_by_place))
            faults += told.faults
        if comments.spans:
            # Rules have seen blanks in place of the comments; who edits the text must see all of it.
            report = replace(report, source=source)
        return FileResult(
            source.name, source, report, diagnostics, faults=faults, seconds=seconds,
            ignored=tuple(ignores.ignored), unused_entries=ignores.unused_entries(looked),
            lapsed=ignores.lapsed(looked),
            outline=outline_of(report),
        )  # fmt: skip

    def check_slips(self, source: SourceText, slips: Collection[IgnoreSlip], watch: Watch | None = None) -> FileResult:
        """What the rules say about mistakes in a text that ignores findings: a report's comments, or a sidecar."""
        nearest = cache(self.plugins.nearest)
        # Who wrote so many names that nobody knows did not mistype them.
        near = [
            replace(slip, near=nearest(slip.written)) if slip.kind == "unknown" and at < _MOST_GUESSED else slip
            for at, slip in enumerate(slips)
        ]
        diagnostics, faults = self._run_apart(
            source.name, {IgnoreSlip: lambda _: near}, {}, Ignores(Comments(source)), watch
        )
        return FileResult(source.name, source, None, diagnostics, faults=faults)

    def check_bytes(
        self,
        data: bytes,
        name: str,
        watch: Watch | None = None,
        *,
        entries: Collection[Entry] = (),
        known: KnownFindings | None = NOTHING_KNOWN,
    ) -> FileResult:
        """Looks at the bytes of a file; what is not text or far too much gives one diagnostic.

        ``entries`` and ``known`` are as for :meth:`check`.

        Raises:
            Stopped: as :meth:`check`.
        """
        if len(data) > MAX_BYTES:
            return self._problem(name, None, FileProblem("too-large", len(data)), entries, known, watch)
        try:
            source = decode(data, name)
        except UnreadableText as why:
            problem = FileProblem("unreadable", len(data), why.encoding, why.line)
            return self._problem(name, None, problem, entries, known, watch)
        return self.check(source, watch=watch, entries=entries, known=known)

    def _no_report(self, text: str) -> FileProblem:
        """Why a text does not look like a report: it may be one that was garbled."""
        before = restored(text)
        report = read_report(SourceText(before.meant), self.plugins.forms) if before is not None else None
        # Some characters were lost, of the title perhaps: one prescribed heading that is whole will do.
        if before is None or report is None or not (report.looks_like_report or report.sections):
            return FileProblem("web-page" if _WEB_PAGE.match(text) else "not-a-report")
        return FileProblem("mojibake", encoding=before.real, taken_for=before.taken_for)

    def _problem(
        self,
        name: str,
        source: SourceText | None,
        problem: FileProblem,
        entries: Collection[Entry],
        known: KnownFindings | None,
        watch: Watch | None,
    ) -> FileResult:
        ignores = self._ignores(Comments(SourceText("", name)), entries, known)
        seconds: dict[str, float] = {}
        diagnostics, faults = self._run_apart(name, {FileProblem: lambda _: (problem,)}, seconds, ignores, watch)
        looked = self._looked(seconds, faults, ignores)
        return FileResult(
            name, source, None, diagnostics, problem, faults,
            ignored=tuple(ignores.ignored), unused_entries=ignores.unused_entries(looked), lapsed=ignores.lapsed(looked),
        )  # fmt: skip

    def _ignores(self, comments: Comments, entries: Collection[Entry], known: KnownFindings | None) -> Ignores:
        if self.ignoring:
            return Ignores(comments, entries, known, self.mandatory)
        return Ignores(Comments(comments.text, comments.spans))

    def _looked(self, seconds: Mapping[str, float], faults: Collection[RuleFault], ignores: Ignores) -> Set[str]:
        """The codes and names of the rules that looked at a text and did not fail, if anybody is going to ask."""
        if ignores.idle:
            return frozenset()
        codes = seconds.keys() - {fault.code for fault in faults}
        return codes | {rule.name for rule, _, _ in self.rules if rule.code in codes}

    def _run_apart(
        self, name: str, nodes: Nodes, seconds: dict[str, float], ignores: Ignores, watch: Watch | None
    ) -> tuple[tuple[Diagnostic, ...], tuple[RuleFault, ...]]:
        """What is said about nodes that are of no report."""
        return self._run(read_report(SourceText("", name), self.plugins.forms), nodes, seconds, ignores, watch=watch)

    def _run(
        self,
        report: Report,
        nodes: Nodes,
        seconds: dict[str, float],
        ignores: Ignores,
        memory: Memory | None = None,
        watch: Watch | None = None,
    ) -> tuple[tuple[Diagnostic, ...], tuple[RuleFault, ...]]:
        without = frozenset[str]() if watch is None else watch.without
        chosen = [one for one in self._chosen(report) if one.rule.on in nodes and one.rule.code not in without]
        run = Run(chosen, Visit(report, nodes), self.plugins.statutes, self._policy, seconds, watch)
        last = memory.recall(("last run", self), LastRun) if memory is not None else None
        if memory is not None and last is not None:
            run.after(last, memory)
        diagnostics, faults = run.look(ignores)
        if last is not None:
            last.facts.end()
        diagnostics.sort(key=_by_place)
        return tuple(diagnostics), tuple(faults)

    def _chosen(self, report: Report) -> list[Chosen]:
        """The rules that look at reports of this form and script."""
        key = (report.form, report.traditional)
        known = self._by_form.get(key)
        if known is None:
            known = self._by_form[key] = [
                Chosen(rule, severity, options, self.plugins.origins.get(rule.code, ""))
                for rule, severity, options in self.rules
                if not (rule.simplified_only and report.traditional) and rule.looks_at(report.form)
            ]
        return known


def _by_place(one: Diagnostic) -> tuple[Span, int, str]:
    return one.span, one.severity.rank, one.code


def _read_options(plugins: Plugins, tables: Mapping[str, TomlTable]) -> dict[str, Any]:
    read = {}
    for name, table in tables.items():
        rule = plugins.find_rule(name)
        if rule is None:
            raise SelectionError(name, no_rule(name, plugins))
        if rule.name in read:
            zh = f"{rule.code} 和 {rule.name} 是同一条规则，选项请写在一处"
            raise SelectionError(
                name, Text(zh, f"{rule.code} and {rule.name} are one rule: say its options in one place")
            )
        read[rule.name] = rule.read_options(table)
    return read
