"""A report on the page: what was found, each finding in its place in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from reportlint.diagnostic import Diagnostic, Severity
from reportlint.result import FileResult

from .. import Run
from ..families import family
from ..full import fault_line
from ..place import place, source_of
from ..rectification import Item, body_of, items_of
from ..summary import SEVERITIES
from . import words
from .escape import escaped, tag
from .text import Note, line_id, text_lines

_MOST_RELATED = 8
"""Related places told of a finding: a sum may have two dozen operands."""


class ReportPart:
    """The part of the page for a file; ``id`` is what its ids begin with."""

    def __init__(self, run: Run, result: FileResult, id: str, demands: Mapping[str, str]) -> None:
        self.run = run
        self.result = result
        self.id = id
        self.body = body_of(result)
        self.levels = Counter(one.severity for one in result.diagnostics)
        self.families = Counter(family(one.code) for one in result.diagnostics)
        self._demands = demands

    @property
    def has_findings(self) -> bool:
        """Whether there is anything to be shown of the report: findings, or rules that failed."""
        return bool(self.result.diagnostics or self.result.faults)

    @property
    def gravity(self) -> tuple[int, ...]:
        """A key that puts the worst report first."""
        return tuple(-self.levels[level] for level in Severity)

    @property
    def year(self) -> str:
        """The year of the report as it is told."""
        year = self.result.outline.year
        return words.YEAR.in_language(self.run.language).format(year=year) if year else ""

    def html(self, *, open: bool) -> str:
        """The element: folded up to a line with name and counts unless it is ``open``."""
        counts = "".join(self._count(level) for level in Severity if self.levels[level])
        faults = "".join(
            tag("p", escaped(fault_line(self.run, self.result, one)), class_="fault") for one in self.result.faults
        )
        tools = "".join(
            tag("button", escaped(text.in_language(self.run.language)), type="button", class_=name)
            for name, text in (("copy", words.COPY), ("print-one", words.PRINT_ONE))
        )
        head = tag(
            "summary",
            tag("h3", escaped(self.body)) + tag("span", escaped(self.year), class_="year") + counts
            + tag("span", escaped(self.result.name), class_="file"),
        )  # fmt: skip
        # Between the items a line end would be shown, as one of the report's own.
        lines = "".join(self._lines())
        content = f'{head}\n{tag("div", tools, class_="tools")}{faults}\n<ol class="text" lang="zh-CN">{lines}</ol>\n'
        return f'<details class="report" id="{self.id}"{" open" if open else ""}>{content}</details>\n'

    def _count(self, level: Severity) -> str:
        name = SEVERITIES[level].in_language(self.run.language)
        return tag("span", f"{escaped(name)} {self.levels[level]}", class_=f"count {level.value}")

    def _lines(self) -> Iterator[str]:
        source = source_of(self.result)
        told = zip(self.result.diagnostics, items_of(self.run, self.result, self._demands), strict=True)
        notes = [
            Note(diagnostic.span, diagnostic.severity, f"{self.id}-{number}", self._finding(number, diagnostic, item))
            for number, (diagnostic, item) in enumerate(told, 1)
        ]
        if self.result.source is None:
            return (f'<li class="h">{note.content}' for note in notes)
        anchors = {
            source.line_of(span.start)
            for diagnostic in self.result.diagnostics
            for span, _ in diagnostic.related[:_MOST_RELATED]
        }
        return text_lines(source, notes, anchors, self.id, self.run.language)

    def _finding(self, number: int, diagnostic: Diagnostic, item: Item) -> str:
        language = self.run.language
        level = SEVERITIES[item.level].in_language(language)
        where = " · ".join(part for part in (item.place, item.part) if part)
        head = (
            tag("b", escaped(level), class_="level")
            + tag("span", escaped(item.code), class_="code", title=diagnostic.name)
            + tag("a", escaped(where), class_="where", href=f"#{self.id}-{number}")
        )
        told = [
            (words.TODO, escaped(item.todo)),
            (words.NORM, escaped(item.norm)),
            (words.RELATED, self._related(diagnostic)),
        ]
        facts = "".join(
            tag("div", tag("dt", escaped(name.in_language(language))) + tag("dd", text))
            for name, text in told if text
        )  # fmt: skip
        quote = tag("p", tag("q", escaped(item.quote)), class_="quote") if item.quote else ""
        content = tag("p", head, class_="what") + tag("p", escaped(item.problem), class_="problem") + quote
        return tag(
            "article", content + (tag("dl", facts) if facts else ""),
            class_=f"f {item.level.value}", id=f"{self.id}-{number}", data_k=family(item.code),
            lang=language if language != "zh" else "",
        )  # fmt: skip

    def _related(self, diagnostic: Diagnostic) -> str:
        source, language = source_of(self.result), self.run.language
        links = [
            tag("a", place(source, span.start), href=f"#{line_id(self.id, source.line_of(span.start))}")
            + " " + escaped(message.in_language(language))
            for span, message in diagnostic.related[:_MOST_RELATED]
        ]  # fmt: skip
        if (left := len(diagnostic.related) - _MOST_RELATED) > 0:
            links.append(escaped(words.MORE_RELATED.in_language(language).format(count=left)))
        return "<br>".join(links)
