"""One text through the house: read, understood, looked at by every rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import replace
from functools import cache
from time import perf_counter
from typing import Any

from reportlint.diagnostic import Diagnostic, Severity
from reportlint.ignoring import NOTHING_KNOWN, Comments, Entry, Ignores, IgnoreSlip, KnownFindings, read_comments
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
from reportlint.selection import Selection, SelectionError, no_rule
from reportlint.source import MAX_BYTES, SourceText, Span, UnreadableText, decode
from reportlint.toml import Text, TomlTable, nearest

from .gather import gathered
from .local import Known, LocalRule, Nodes, local_findings
from .outline import outline_of
from .watch import Watch

_NODES: Nodes = {
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
            SelectionError: a rule or form was chosen, or given options, that is not there.
            TomlError: an option is unknown or has the wrong type.
        """
        self.plugins = plugins
        self.reading = reading
        self.force = force
        self.extraction_noise = extraction_noise
        self.ignoring = ignoring
        self.mandatory = selection.mandatory_codes(plugins)
        read = _read_options(plugins, options or {})
        self.rules = [
            (rule, severity, read.get(rule.name) or rule.options()) for rule, severity in selection.rules(plugins)
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
            return self._problem(source.name, source, FileProblem("not-a-report"), entries, known, watch)
        seconds = {"": reading}
        ignores = self._ignores(comments, entries, known)
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
            lapsed=ignores.lapsed(looked),
            outline=outline_of(report),
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
        except UnreadableText:
            return self._problem(name, None, FileProblem("unreadable", len(data)), entries, known, watch)
        return self.check(source, watch=watch, entries=entries, known=known)

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
        looked = self._looked(seconds, faults)
        return FileResult(
            name, source, None, diagnostics, problem, faults,
            ignored=tuple(ignores.ignored), unused_entries=ignores.unused_entries(looked), lapsed=ignores.lapsed(looked),
        )  # fmt: skip

    def _ignores(self, comments: Comments, entries: Collection[Entry], known: KnownFindings | None) -> Ignores:
        if self.ignoring:
            return Ignores(comments, entries, known, self.mandatory)
        return Ignores(Comments(comments.text, comments.spans))

    def _looked(self, seconds: Mapping[str, float], faults: Collection[RuleFault]) -> Set[str]:
        """The codes and names of the rules that looked at a text and did not fail."""
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
        diagnostics: list[Diagnostic] = []
        faults: list[RuleFault] = []
        known = None if memory is None else self._known(report, memory, seconds, watch)
        for rule, severity, options in self.rules:
            nodes_of = nodes.get(rule.on)
            if nodes_of is None or (rule.simplified_only and report.traditional) or not rule.looks_at(report.form):
                continue
            if watch is not None and rule.code in watch.without:
                continue
            if known is not None and rule.local and rule.code not in known.found and rule.code not in known.failed:
                seconds.setdefault(rule.code, 0.0)
                continue
            if watch is not None:
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
                    diagnostic = rule.diagnostic(finding, self._severity(rule, finding, severity))
                    if ignores.leave_out(diagnostic):
                        continue
                    if diagnostic.fix is not None and not ignores.spares_comments(diagnostic.fix):
                        diagnostic = replace(diagnostic, fix=None)
                    if self.extraction_noise or not diagnostic.extraction or rule.code in self.mandatory:
                        found.append((finding, diagnostic))
            # A rule may be anybody's: its mistake is reported and the other rules go on.
            except Exception as error:
                faults.append(RuleFault(rule.code, f"{type(error).__name__}: {error}"))
            else:
                if found:
                    diagnostics += gathered(rule, found)
            seconds[rule.code] = seconds.get(rule.code, 0.0) + perf_counter() - began
        if watch is not None:
            watch.begin("", "")
        diagnostics.sort(key=_by_place)
        return tuple(diagnostics), tuple(faults)

    def _severity(self, rule: Rule, finding: Finding, chosen: Severity | None) -> Severity:
        own = finding.severity or rule.severity
        # A mandatory rule may be made graver, not lighter: below the fail level it would be as good as off.
        if chosen is None or (rule.code in self.mandatory and not chosen.reaches(own)):
            return own
        return chosen

    def _origin(self, rule: Rule) -> str:
        return self.plugins.origins.get(rule.code, "")

    def _known(self, report: Report, memory: Memory, seconds: dict[str, float], watch: Watch | None) -> Known:
        """What the local rules find."""
        # One object stands for all that they may depend on besides their piece: it is hashed for each of them.
        title_year = report.title.year if report.title is not None else None
        names = tuple(report.short_names.items())
        key = ("around", self, report.year, report.form, title_year, report.traditional, report.body, names)
        around = memory.recall(key, object)
        left_out = frozenset() if watch is None else watch.without

        @cache
        def rules() -> list[LocalRule]:
            return [
                LocalRule(rule, self._origin(rule), Context(report, self.plugins.statutes, options))
                for rule, _, options in self.rules
                if rule.local and rule.code not in left_out and not (rule.simplified_only and report.traditional)
                if rule.looks_at(report.form)
            ]

        return local_findings(report, rules, around, _NODES, memory, seconds, watch)


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
