"""One text through the house: read, understood, looked at by every rule."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Set
from dataclasses import replace
from functools import cache, partial
from time import perf_counter
from typing import Any, NamedTuple

from reportlint.diagnostic import Diagnostic, Severity
from reportlint.forms import Form
from reportlint.ignoring import NOTHING_KNOWN, Comments, Entry, Ignores, IgnoreSlip, KnownFindings, read_comments
from reportlint.memory import Memory
from reportlint.nodes import NODES, Nodes
from reportlint.plugins import Plugins
from reportlint.report import Reading, Report, read_report
from reportlint.result import FileProblem, FileResult, RuleFault
from reportlint.rule import Context, Finding, Rule
from reportlint.selection import Selection, SelectionError, no_rule
from reportlint.source import MAX_BYTES, SourceText, Span, UnreadableText, decode, restored
from reportlint.toml import Text, TomlTable, nearest

from .facts import Facts, FactsState, FollowedFacts
from .found import Found
from .gather import gathered
from .local import LocalRule, LocalRules, LocalState
from .outline import outline_of
from .pieces import Change, Parted
from .visit import Visit
from .watch import Watch

# Looking for the name that was meant takes some milliseconds each time.
_MOST_GUESSED = 100


class _Chosen(NamedTuple):
    """A rule that looks at reports of a form; ``severity`` is the one that it was given, ``origin`` its plugin."""

    rule: Rule
    severity: Severity | None
    options: Any
    origin: str


class _Followed:
    """What a session found in the last state of a text."""

    def __init__(self) -> None:
        parted = Parted()
        self.local = LocalState(parted)
        self.facts = FactsState(parted)


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
        self._by_form: dict[tuple[Form | None, bool], list[_Chosen]] = {}
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
            return self._problem(source.name, source, self._no_report(text.text), entries, known, watch)
        seconds = {"": reading}
        ignores = self._ignores(comments, entries, known)
        diagnostics, faults = self._run(report, NODES, seconds, ignores, memory, watch)
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
            return FileProblem("not-a-report")
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
        visit = Visit(report, nodes)
        left_out = frozenset[str]() if watch is None else watch.without
        chosen = [one for one in self._chosen(report) if one.rule.on in nodes and one.rule.code not in left_out]
        local: dict[str, list[Found] | Exception] = {}
        facts = Facts(visit)
        if memory is not None:
            followed = memory.recall(("followed", self), _Followed)
            change, around = Change(report.source.text), _around(report)
            facts = FollowedFacts(visit, change, around, followed.facts)
            local = self._local(visit, chosen, facts, seconds, watch).find(change, followed.local, around, memory)
        for one in chosen:
            rule, code = one.rule, one.rule.code
            known = local.get(code)
            if memory is not None and rule.local and known is None:
                seconds.setdefault(code, 0.0)
                continue
            if watch is not None:
                watch.begin(code, one.origin)
            began = perf_counter()
            try:
                if isinstance(known, Exception):
                    raise known
                found = self._find(one, visit, facts) if known is None else known
                told = [pair for pair in map(partial(self._told, ignores), found) if pair is not None] if found else ()
            # A rule may be anybody's: its mistake is reported and the other rules go on.
            except Exception as error:
                faults.append(RuleFault(code, f"{type(error).__name__}: {error}"))
            else:
                if told:
                    diagnostics += gathered(told)
            seconds[code] = seconds.get(code, 0.0) + perf_counter() - began
        if memory is not None:
            followed.facts.end()
        if watch is not None:
            watch.begin("", "")
        diagnostics.sort(key=_by_place)
        return tuple(diagnostics), tuple(faults)

    def _chosen(self, report: Report) -> list[_Chosen]:
        """The rules that look at reports of this form and script."""
        key = (report.form, report.traditional)
        known = self._by_form.get(key)
        if known is None:
            known = self._by_form[key] = [
                _Chosen(rule, severity, options, self.plugins.origins.get(rule.code, ""))
                for rule, severity, options in self.rules
                if not (rule.simplified_only and report.traditional) and rule.looks_at(report.form)
            ]
        return known

    def _find(self, chosen: _Chosen, visit: Visit, facts: Facts) -> list[Found]:
        rule, severity, options, _ = chosen
        nodes = visit.nodes_with(rule.on, rule.signs)
        if not nodes:
            return []
        check, context = rule.check, Context(visit.report, self.plugins.statutes, options, facts)
        return [self._found(rule, severity, finding) for node in nodes for finding in check(node, context)]

    def _found(self, rule: Rule, chosen: Severity | None, finding: Finding) -> Found:
        diagnostic = rule.diagnostic(finding, self._severity(rule, finding, chosen))
        return Found(diagnostic, finding.message if rule.gathers(finding) else None)

    def _told(self, ignores: Ignores, found: Found) -> Found | None:
        """What is left of a finding: comments and entries may leave it out, or its fix."""
        diagnostic = found.diagnostic
        if ignores.leave_out(diagnostic):
            return None
        if diagnostic.extraction and not self.extraction_noise and diagnostic.code not in self.mandatory:
            return None
        if diagnostic.fix is not None and not ignores.spares_comments(diagnostic.fix):
            return found._replace(diagnostic=replace(diagnostic, fix=None))
        return found

    def _severity(self, rule: Rule, finding: Finding, chosen: Severity | None) -> Severity:
        own = finding.severity or rule.severity
        # A mandatory rule may be made graver, not lighter: below the fail level it would be as good as off.
        if chosen is None or (rule.code in self.mandatory and not chosen.reaches(own)):
            return own
        return chosen

    def _local(
        self,
        visit: Visit,
        chosen: Collection[_Chosen],
        facts: Facts,
        seconds: dict[str, float],
        watch: Watch | None,
    ) -> LocalRules:
        def rules() -> list[LocalRule]:
            return [
                LocalRule(
                    one.rule,
                    one.origin,
                    Context(visit.report, self.plugins.statutes, one.options, facts),
                    partial(self._found, one.rule, one.severity),
                )
                for one in chosen
                if one.rule.local
            ]

        return LocalRules(visit, cache(rules), seconds, watch)


def _around(report: Report) -> Hashable:
    """All that local rules and facts may depend on besides their piece."""
    title_year = report.title.year if report.title is not None else None
    names = tuple(report.short_names.items())
    return report.year, report.form, title_year, report.traditional, report.body, names


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
