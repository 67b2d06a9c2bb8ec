"""What came of looking at one file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from reportlint.diagnostic import Diagnostic
from reportlint.ignoring import Entry, Ignored, Known
from reportlint.source import SourceText

if TYPE_CHECKING:
    from reportlint.report import Report

ProblemKind = Literal["unreadable", "too-large", "empty", "mojibake", "web-page", "not-a-report"]


@dataclass(frozen=True)
class FileProblem:
    """Why a file was not looked at as a report. Rules of the DOC family look at this node.

    Of a file that cannot be read, ``encoding`` is the one that it is in but for a few places, the first of them in
    ``line`` (from 1). Of one that was garbled, it is the one that it was in before somebody took it for another
    (``taken_for``).
    """

    kind: ProblemKind
    size: int = 0
    encoding: str = ""
    line: int = 0
    taken_for: str = ""

    @property
    def other_text(self) -> bool:
        """Whether the file is just somebody's other text: among many files it is not worth a word."""
        return self.kind in ("web-page", "not-a-report", "empty")


@dataclass(frozen=True)
class RuleFault:
    """A rule that failed on a text; its findings there are lost, those of the others are not."""

    code: str
    message: str


@dataclass(frozen=True)
class Outline:
    """What a report is of, as its readers are told: kept when the report itself is let go.

    ``body`` is the authority as its title names it, empty where it does not; ``parts`` are the headings of
    the first level with their offsets, in order.
    """

    body: str = ""
    year: int | None = None
    parts: tuple[tuple[int, str], ...] = ()

    def part_at(self, offset: int) -> str:
        """The heading that an offset stands below; empty before the first."""
        at = bisect_right(self.parts, offset, key=lambda part: part[0])
        return self.parts[at - 1][1] if at else ""


@dataclass(frozen=True)
class FileResult:
    """What was found in one file. ``source`` is None where its bytes are not text.

    ``ignored`` are findings that a comment, an entry of a sidecar or the baseline left out, ``unused_entries`` those
    entries for this file whose rule looked and found nothing that they cover; ``lapsed`` is what the baseline has and
    was not found, with its number.

    ``seconds`` are what each rule took, by its code; what reading the text took stands under "".
    """

    name: str
    source: SourceText | None
    report: Report | None
    diagnostics: tuple[Diagnostic, ...]
    problem: FileProblem | None = None
    faults: tuple[RuleFault, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)
    ignored: tuple[Ignored, ...] = ()
    unused_entries: tuple[Entry, ...] = ()
    lapsed: Mapping[Known, int] = field(default_factory=dict)
    outline: Outline = Outline()

    @property
    def known(self) -> int:
        """How many of the ignored findings were left out by the baseline."""
        return sum(isinstance(one.by, Known) for one in self.ignored)
