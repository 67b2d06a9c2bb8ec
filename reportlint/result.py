"""What came of looking at one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportlint.diagnostic import Diagnostic
from reportlint.report import Report
from reportlint.source import SourceText

ProblemKind = Literal["unreadable", "too-large", "empty", "not-a-report"]


@dataclass(frozen=True)
class FileProblem:
    """Why a file was not looked at as a report. Rules of the DOC family look at this node."""

    kind: ProblemKind
    size: int = 0


@dataclass(frozen=True)
class RuleFault:
    """A rule that failed on a text; its findings there are lost, those of the others are not."""

    code: str
    message: str


@dataclass(frozen=True)
class FileResult:
    """What was found in one file. ``source`` is None where its bytes are not text.

    ``seconds`` are what each rule took, by its code; what reading the text took stands under "".
    """

    name: str
    source: SourceText | None
    report: Report | None
    diagnostics: tuple[Diagnostic, ...]
    problem: FileProblem | None = None
    faults: tuple[RuleFault, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)
