"""One text through the house: read, understood, looked at by every rule."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Set
from dataclasses import replace
from functools import cache, partial
from time import perf_counter
from typing import Any, NamedTuple

from reportlint.diagnostic import Diagnostic
from reportlint.ignoring import Comments, Entry, Ignores, IgnoreSlip, read_comments
from reportlint.memory import Memory
from reportlint.plugins import Plugins
from reportlint.report import (
    Amount,
    Breakdown,
    Citation,
    ClaimCheck,
    Fault,
    Heading,
    Paragraph,
    Reading,
    Report,
    Row,
    Section,
    SelfName,
    Statement,
    Table,
    Title,
    YearMention,
    read_report,
)  # fmt: skip
from reportlint.result import FileProblem, FileResult, RuleFault
from reportlint.rule import Context, Finding, Rule
from reportlint.source import SourceText, Span, UnreadableText, decode
from reportlint.toml import Text, TomlError, TomlTable

from .gather import gathered
from .select import Selection
from .watch import Watch

MAX_BYTES = 32 * 1024 * 1024
"""A file larger than this is not a report; reading it would only cost memory."""

_Nodes = Mapping[type, Callable[[Report], Iterable[object]]]
_NODES: _Nodes = {
    Report: lambda report: (report,),
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
            SelectionError: a rule was chosen that is not there.
            TomlError: an option is unknown or has the wrong type, or is for a rule or form that is not there.
        """
        self.plugins = plugins
        self.reading = reading
        self.force = force
        self.extraction_noise = extraction_noise
        self.ignoring = ignoring
        read = _read_options(plugins, options or {})
        self.rules = [
            (rule, severity, read.get(rule.name) or rule.options()) for rule, severity in selection.rules(plugins)
        ]
        if reading.form is not None and reading.form not in plugins.forms.ids():
            known = "、".join(plugins.forms.ids())
            zh, en = f"没有这个格式；可用的有：{known}", f"there is no such form; known are: {known}"
            raise TomlError(f"form {reading.form}", Text(zh, en))

    def check(
        self,
        source: SourceText,
        memory: Memory | None = None,
        watch: Watch | None = None,
        *,
        entries: Collection[Entry] = (),
    ) -> FileResult:
        """Looks at a text. Never raises for what the text or a rule does.

        With the memory of an earlier state of the text, what has not changed is not looked at again.
        ``entries`` are those of a sidecar that are for this text and not over.

        Raises:
            Stopped: ``watch`` was asked to end the run.
        """
        if watch is not None:
            watch.begin("", "")
        comments = read_comments(source, self.plugins.code_of)
        text = comments.text
        if not text.text.strip():
            return self._problem(source.name, source, FileProblem("empty"), entries, watch)
        began = perf_counter()
        if memory is not None:
            memory.begin(watch.pause if watch is not None else None)
        report = read_report(text, self.plugins.forms, self.reading, memory)
        reading = perf_counter() - began
        if not report.looks_like_report and not self.force:
            return self._problem(source.name, source, FileProblem("not-a-report"), entries, watch)
        seconds = {"": reading}
        ignores = self._ignores(comments, entries)
        diagnostics, faults = self._run(report, _NODES, seconds, ignores, memory, watch)
        looked = self._looked(seconds, faults)
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
        )  # fmt: skip

    def check_slips(self, source: SourceText, slips: Collection[IgnoreSlip], watch: Watch | None = None) -> FileResult:
        """What the rules say about mistakes in a text that ignores findings: a report's comments, or a sidecar."""
        nearest = cache(self.plugins.nearest)
        near = [replace(slip, near=nearest(slip.written)) if slip.kind == "unknown" else slip for slip in slips]
        diagnostics, faults = self._run_apart(
            source.name, {IgnoreSlip: lambda _: near}, {}, Ignores(Comments(source)), watch
        )
        return FileResult(source.name, source, None, diagnostics, faults=faults)

    def check_bytes(
        self, data: bytes, name: str, watch: Watch | None = None, *, entries: Collection[Entry] = ()
    ) -> FileResult:
        """Looks at the bytes of a file; what is not text or far too much gives one diagnostic.

        ``entries`` are those of a sidecar that are for this file and not over.

        Raises:
            Stopped: as :meth:`check`.
        """
        if len(data) > MAX_BYTES:
            return self._problem(name, None, FileProblem("too-large", len(data)), entries, watch)
        try:
            source = decode(data, name)
        except UnreadableText:
            return self._problem(name, None, FileProblem("unreadable", len(data)), entries, watch)
        return self.check(source, watch=watch, entries=entries)

    def _problem(
        self,
        name: str,
        source: SourceText | None,
        problem: FileProblem,
        entries: Collection[Entry],
        watch: Watch | None,
    ) -> FileResult:
        ignores = self._ignores(Comments(SourceText("", name)), entries)
        seconds: dict[str, float] = {}
        diagnostics, faults = self._run_apart(name, {FileProblem: lambda _: (problem,)}, seconds, ignores, watch)
        unused = ignores.unused_entries(self._looked(seconds, faults))
        return FileResult(
            name, source, None, diagnostics, problem, faults, ignored=tuple(ignores.ignored), unused_entries=unused
        )

    def _ignores(self, comments: Comments, entries: Collection[Entry]) -> Ignores:
        if self.ignoring:
            return Ignores(comments, entries)
        return Ignores(Comments(comments.text, comments.spans))

    def _looked(self, seconds: Mapping[str, float], faults: Collection[RuleFault]) -> Set[str]:
        """The codes and names of the rules that looked at a text and did not fail."""
        codes = seconds.keys() - {fault.code for fault in faults}
        return codes | {rule.name for rule, _, _ in self.rules if rule.code in codes}

    def _run_apart(
        self, name: str, nodes: _Nodes, seconds: dict[str, float], ignores: Ignores, watch: Watch | None
    ) -> tuple[tuple[Diagnostic, ...], tuple[RuleFault, ...]]:
        """What is said about nodes that are of no report."""
        return self._run(read_report(SourceText("", name), self.plugins.forms), nodes, seconds, ignores, watch=watch)

    def _run(
        self,
        report: Report,
        nodes: _Nodes,
        seconds: dict[str, float],
        ignores: Ignores,
        memory: Memory | None = None,
        watch: Watch | None = None,
    ) -> tuple[tuple[Diagnostic, ...], tuple[RuleFault, ...]]:
        diagnostics: list[Diagnostic] = []
        faults: list[RuleFault] = []
        known = None if memory is None else self._local_findings(report, memory, seconds, watch)
        for rule, severity, options in self.rules:
            nodes_of = nodes.get(rule.on)
            if nodes_of is None or (rule.simplified_only and report.traditional) or not rule.looks_at(report.form):
                continue
            if watch is not None:
                if rule.code in watch.without:
                    continue
                watch.begin(rule.code, self._origin(rule))
            context = Context(report, self.plugins.statutes, options)
            found: list[tuple[Finding, Diagnostic]] = []
            began = perf_counter()
            try:
                findings: Iterable[Finding]
                if known is not None and rule.local:
                    if rule.code in known.failed:
                        raise known.failed[rule.code]
                    findings = known.found.get(rule.code, ())
                else:
                    findings = (finding for node in nodes_of(report) for finding in rule.check(node, context))
                for finding in findings:
                    diagnostic = rule.diagnostic(finding, severity or finding.severity or rule.severity)
                    if ignores.leave_out(diagnostic):
                        continue
                    if self.extraction_noise or not diagnostic.extraction:
                        found.append((finding, diagnostic))
            # A rule may be anybody's: its mistake is reported and the other rules go on.
            except Exception as error:
                faults.append(RuleFault(rule.code, f"{type(error).__name__}: {error}"))
            else:
                diagnostics += gathered(found) if rule.gather else [diagnostic for _, diagnostic in found]
            seconds[rule.code] = seconds.get(rule.code, 0.0) + perf_counter() - began
        if watch is not None:
            watch.begin("", "")
        diagnostics.sort(key=_by_place)
        return tuple(diagnostics), tuple(faults)

    def _origin(self, rule: Rule) -> str:
        return self.plugins.origins.get(rule.code, "")

    def _local_findings(self, report: Report, memory: Memory, seconds: dict[str, float], watch: Watch | None) -> _Known:
        """What the local rules find in the paragraphs; one that is what it was is not looked at again."""
        # One object stands for all that they may depend on besides the paragraph: it is hashed for each of them.
        around = memory.recall(("around", self, report.year, report.form, report.traditional, report.body), object)
        left_out = frozenset() if watch is None else watch.without
        contexts = [
            (rule, self._origin(rule), Context(report, self.plugins.statutes, options))
            for rule, _, options in self.rules
            if rule.local and rule.code not in left_out and not (rule.simplified_only and report.traditional)
            if rule.looks_at(report.form)
        ]
        text = report.source.text
        known = _Known({}, {})
        for paragraph in report.paragraphs:
            start, end = paragraph.span
            key = ("local", text[start:end], paragraph.kind, paragraph.section, around)
            local = memory.recall_at(key, start, partial(_look, paragraph, contexts, seconds, watch))
            for code, findings in local.items():
                if isinstance(findings, Exception):
                    known.failed[code] = findings
                else:
                    known.found.setdefault(code, []).extend(findings)
        return known


class _Known(NamedTuple):
    """What local rules find in a report, by their codes, and what they failed with."""

    found: dict[str, list[Finding]]
    failed: dict[str, Exception]


_Local = dict[str, "tuple[Finding, ...] | Exception"]
"""The findings of local rules in a paragraph by their codes, as far as they have any; or what they failed with."""


def _look(
    paragraph: Paragraph,
    contexts: list[tuple[Rule, str, Context[Any]]],
    seconds: dict[str, float],
    watch: Watch | None,
) -> _Local:
    local: _Local = {}
    for rule, origin, context in contexts:
        if watch is not None:
            watch.begin(rule.code, origin)
        began = perf_counter()
        try:
            findings = tuple(rule.check(paragraph, context))
        except Exception as error:
            local[rule.code] = error
        else:
            if findings:
                local[rule.code] = findings
        seconds[rule.code] = seconds.get(rule.code, 0.0) + perf_counter() - began
    return local


def _by_place(one: Diagnostic) -> tuple[Span, int, str]:
    return one.span, one.severity.rank, one.code


def _read_options(plugins: Plugins, tables: Mapping[str, TomlTable]) -> dict[str, Any]:
    read = {}
    for name, table in tables.items():
        rule = plugins.find_rule(name)
        if rule is None:
            raise table.error(name, "没有这条规则", "there is no such rule")
        read[rule.name] = rule.read_options(table)
    return read
