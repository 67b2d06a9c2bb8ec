"""One text through the house: read, understood, looked at by every rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from time import perf_counter
from typing import Any

from reportlint.diagnostic import Diagnostic
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
from reportlint.source import SourceText, UnreadableText, decode
from reportlint.toml import Text, TomlError, TomlTable

from .gather import gathered
from .select import Selection

MAX_BYTES = 32 * 1024 * 1024
"""A file larger than this is not a report; reading it would only cost memory."""

_NODES: Mapping[type, Callable[[Report], Iterable[object]]] = {
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
    ) -> None:
        """Takes the choice.

        Args:
            options: tables of rule options by rule name.
            reading: year and form, where the user says them.
            force: whether to look at texts that do not seem to be reports.
            extraction_noise: whether to tell what the conversion of a file may have caused.

        Raises:
            SelectionError: a rule was chosen that is not there.
            TomlError: an option is unknown or has the wrong type, or is for a rule or form that is not there.
        """
        self.plugins = plugins
        self.reading = reading
        self.force = force
        self.extraction_noise = extraction_noise
        read = _read_options(plugins, options or {})
        self.rules = [
            (rule, severity, read.get(rule.name) or rule.options()) for rule, severity in selection.rules(plugins)
        ]
        if reading.form is not None and reading.form not in plugins.forms.ids():
            known = "、".join(plugins.forms.ids())
            zh, en = f"没有这个格式；可用的有：{known}", f"there is no such form; known are: {known}"
            raise TomlError(f"form {reading.form}", Text(zh, en))

    def check(self, source: SourceText, memory: Memory | None = None) -> FileResult:
        """Looks at a text. Never raises for what the text or a rule does.

        With the memory of an earlier state of the text, what has not changed is not looked at again.
        """
        if not source.text.strip():
            return self._problem(source.name, source, FileProblem("empty"))
        began = perf_counter()
        if memory is not None:
            memory.begin()
        report = read_report(source, self.plugins.forms, self.reading, memory)
        reading = perf_counter() - began
        if not report.looks_like_report and not self.force:
            return self._problem(source.name, source, FileProblem("not-a-report"))
        seconds = {"": reading}
        diagnostics, faults = self._run(report, _NODES, seconds, memory)
        return FileResult(source.name, source, report, diagnostics, faults=faults, seconds=seconds)

    def check_bytes(self, data: bytes, name: str) -> FileResult:
        """Looks at the bytes of a file; what is not text or far too much gives one diagnostic."""
        if len(data) > MAX_BYTES:
            return self._problem(name, None, FileProblem("too-large", len(data)))
        try:
            source = decode(data, name)
        except UnreadableText:
            return self._problem(name, None, FileProblem("unreadable", len(data)))
        return self.check(source)

    def _problem(self, name: str, source: SourceText | None, problem: FileProblem) -> FileResult:
        nothing = read_report(SourceText("", name), self.plugins.forms)
        diagnostics, faults = self._run(nothing, {FileProblem: lambda _: (problem,)}, {})
        return FileResult(name, source, None, diagnostics, problem, faults)

    def _run(
        self,
        report: Report,
        nodes: Mapping[type, Callable[[Report], Iterable[object]]],
        seconds: dict[str, float],
        memory: Memory | None = None,
    ) -> tuple[tuple[Diagnostic, ...], tuple[RuleFault, ...]]:
        diagnostics: list[Diagnostic] = []
        faults: list[RuleFault] = []
        known = None if memory is None else self._local_findings(report, memory)
        for rule, severity, options in self.rules:
            nodes_of = nodes.get(rule.on)
            if nodes_of is None or (rule.simplified_only and report.traditional):
                continue
            context = Context(report, self.plugins.statutes, options)
            found: list[tuple[Finding, Diagnostic]] = []
            began = perf_counter()
            try:
                if known is not None and rule.local:
                    findings = _recalled(rule, context, known)
                else:
                    findings = (finding for node in nodes_of(report) for finding in rule.check(node, context))
                for finding in findings:
                    diagnostic = rule.diagnostic(finding, severity or finding.severity or rule.severity)
                    if self.extraction_noise or not diagnostic.extraction:
                        found.append((finding, diagnostic))
            # A rule may be anybody's: its mistake is reported and the other rules go on.
            except Exception as error:
                faults.append(RuleFault(rule.code, f"{type(error).__name__}: {error}"))
            else:
                diagnostics += gathered(found) if rule.gather else [diagnostic for _, diagnostic in found]
            seconds[rule.code] = perf_counter() - began
        diagnostics.sort(key=lambda one: (one.span, one.severity.rank, one.code))
        return tuple(diagnostics), tuple(faults)

    def _local_findings(self, report: Report, memory: Memory) -> list[tuple[Paragraph, _Known]]:
        """What local rules are known to find in each paragraph, by their codes."""
        around = (self, report.year, report.form, report.traditional, report.body)
        text = report.source.text
        known = []
        for paragraph in report.paragraphs:
            start, end = paragraph.span
            key = ("local", text[start:end], paragraph.kind, paragraph.section, *around)
            known.append((paragraph, memory.recall_at(key, start, dict[str, tuple[Finding, ...]])))
        return known


_Known = dict[str, tuple[Finding, ...]]


def _recalled(rule: Rule, context: Context[Any], known: list[tuple[Paragraph, _Known]]) -> Iterator[Finding]:
    """The findings of a local rule; what it finds in a paragraph for the first time is kept."""
    for paragraph, by_code in known:
        findings = by_code.get(rule.code)
        if findings is None:
            findings = by_code[rule.code] = tuple(rule.check(paragraph, context))
        yield from findings


def _read_options(plugins: Plugins, tables: Mapping[str, TomlTable]) -> dict[str, Any]:
    read = {}
    for name, table in tables.items():
        rule = plugins.find_rule(name)
        if rule is None:
            raise table.error(name, "没有这条规则", "there is no such rule")
        read[rule.name] = rule.read_options(table)
    return read
