"""How many faults the rules find, and how often they find fault with what is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from reportlint.diagnostic import Diagnostic, Severity
from reportlint.engine import Session
from reportlint.plugins import Plugins
from reportlint.result import FileResult
from reportlint.source import SourceText

from .mutating import Sample, random_sample
from .mutations import Mutated, Mutation, mutated_report, mutations
from .shapes import ALL_SHAPES, Shape

Verdict = Literal["found", "elsewhere", "missed"]


def verdict(mutated: Mutated, result: FileResult) -> Verdict:
    """Whether a fault was found: by the right rule, and where it is."""
    right = [one for one in result.diagnostics if one.code in mutated.mutation.codes]
    if not right:
        return "missed"
    source = result.source
    assert source is not None, "a finding of these rules has a text"
    if mutated.mutation.removal or any(_lines(one, source) & mutated.lines for one in right):
        return "found"
    return "elsewhere"


def _lines(diagnostic: Diagnostic, source: SourceText) -> set[int]:
    """The lines that a finding stands on or points to."""
    lines: set[int] = set()
    for span in (diagnostic.span, *(related.span for related in diagnostic.related)):
        lines |= set(range(source.line_of(span.start), source.line_of(max(span.start, span.end - 1)) + 1))
    return lines


@dataclass
class Tally:
    """Counts of what became of faults. ``drawn`` is all of them."""

    drawn: int = 0
    found: int = 0
    elsewhere: int = 0
    missed: int = 0

    def add(self, verdict: Verdict) -> None:
        """Counts one."""
        self.drawn += 1
        setattr(self, verdict, getattr(self, verdict) + 1)

    @property
    def recall(self) -> float:
        """The share of faults that were found where they are."""
        return self.found / self.drawn if self.drawn else 1.0


@dataclass
class Scoreboard:
    """What became of faults by their kind and by shape, and the alarms on correct reports."""

    by_mutation: dict[str, Tally] = field(default_factory=dict)
    by_shape: dict[str, Tally] = field(default_factory=dict)
    total: Tally = field(default_factory=Tally)
    not_found: list[tuple[Mutated, Verdict]] = field(default_factory=list)
    clean: int = 0
    alarms: Counter[str] = field(default_factory=Counter)
    alarmed: list[tuple[str, str, Diagnostic]] = field(default_factory=list)
    """Shape, text and finding of each error or warning on a correct report."""
    skipped: tuple[str, ...] = ()
    """Faults of which no rule is there."""
    unasked: tuple[str, ...] = ()
    """Codes of rules that no fault asks for."""

    def add(self, mutated: Mutated, result: FileResult) -> None:
        """Counts a report with a fault."""
        what = verdict(mutated, result)
        name, shape = mutated.mutation.name, mutated.shape.name
        for tally in (self.total, self.by_mutation.setdefault(name, Tally()), self.by_shape.setdefault(shape, Tally())):
            tally.add(what)
        if what != "found":
            self.not_found.append((mutated, what))

    def add_clean(self, shape: Shape, text: str, result: FileResult) -> None:
        """Counts a correct report."""
        self.clean += 1
        for one in result.diagnostics:
            if one.severity.reaches(Severity.WARNING) and one.code not in shape.earns:
                self.alarms[one.code] += 1
                self.alarmed.append((shape.name, text, one))

    def markdown(self) -> Iterator[str]:
        """The counts as Markdown, line by line."""
        yield "| fault | rule | drawn | found | found elsewhere | missed |"
        yield "|---|---|--:|--:|--:|--:|"
        for name, tally in self.by_mutation.items():
            yield f"| {name} | {'/'.join(dict.fromkeys(mutations()[name].codes))} | {_counts(tally)} |"
        yield f"| all | | {_counts(self.total)} |"
        yield ""
        yield "| shape | drawn | found | found elsewhere | missed |"
        yield "|---|--:|--:|--:|--:|"
        for name, tally in self.by_shape.items():
            yield f"| {name} | {_counts(tally)} |"
        yield ""
        alarms = "、".join(f"{code} {count}" for code, count in self.alarms.most_common()) or "none"
        yield f"Errors and warnings on {self.clean} correct reports: {alarms}."
        if self.skipped:
            yield f"Faults of which no rule is there: {', '.join(self.skipped)}."
        if self.unasked:
            yield f"Rules of errors and warnings that no fault asks for: {', '.join(self.unasked)}."


def _counts(tally: Tally) -> str:
    return f"{tally.drawn} | {tally.found} | {tally.elsewhere} | {tally.missed}"


def keeping_shapes() -> list[Shape]:
    """The shapes in which no cell is lost."""
    return [shape for shape in ALL_SHAPES.values() if shape.keeps_cells]


def score(
    plugins: Plugins,
    mutated: int,
    clean: int,
    seed: int = 0,
    faults: Collection[str] = (),
    shapes: Sequence[Shape] = (),
) -> Scoreboard:
    """Draws reports with faults and correct ones, and counts what becomes of them.

    Args:
        plugins: the rules and forms.
        mutated: how many reports with a fault to draw, each fault as often as the others.
        clean: how many correct reports to draw.
        seed: decides which.
        faults: the names of the faults to draw, all of which a rule is there if there are none.
        shapes: the shapes to draw, those that keep all cells if there are none.
    """
    board, session, rng = Scoreboard(), Session(plugins), Random(seed)
    chosen = list(shapes) or keeping_shapes()
    wanted = [one for one in mutations().values() if not faults or one.name in faults]
    asked = [one for one in wanted if plugins.rules.keys() & set(one.codes)]
    board.skipped = tuple(f"{one.name} ({one.codes[0]})" for one in wanted if one not in asked)
    board.unasked = tuple(_unasked(plugins, asked))
    for number in range(mutated if asked else 0):
        one = mutated_report(asked[number % len(asked)], chosen[rng.randrange(len(chosen))], plugins.forms, rng)
        if one is not None and _fits(one, plugins):
            board.add(one, session.check(SourceText(one.text)))
    for _ in range(clean):
        sample, shape = random_sample(plugins.forms, rng), chosen[rng.randrange(len(chosen))]
        text = written(sample, shape)
        board.add_clean(shape, text, session.check(SourceText(text)))
    return board


def written(sample: Sample, shape: Shape) -> str:
    """A sample as a shape writes it down."""
    return shape.text(sample.blocks(), Random(sample.seed))


def _unasked(plugins: Plugins, asked: Iterable[Mutation]) -> Iterator[str]:
    codes = {code for one in asked for code in one.codes}
    for code, rule in sorted(plugins.rules.items()):
        if rule.severity.reaches(Severity.WARNING) and rule.default and code not in codes:
            yield code


def _fits(one: Mutated, plugins: Plugins) -> bool:
    """Whether the shape lets the fault be seen; rules on words say nothing of traditional characters."""
    rules = [plugins.rules[code] for code in one.mutation.codes if code in plugins.rules]
    traditional = one.shape.name == "traditional-everywhere" and all(rule.simplified_only for rule in rules)
    return one.mutation.fits(one.shape) and not traditional
