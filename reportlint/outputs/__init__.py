"""The ways to write down what a run found.

Each output is a function from a :class:`Run` to the whole text to be written. The text ends with a
newline unless it is empty. One that makes a file of another kind is a :class:`BinaryOutput`, which says
so before anything was run. An output's module is loaded when it is asked for, so that a run for a
terminal does not pay for JSON and SARIF.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from reportlint.diagnostic import Severity
from reportlint.result import FileResult
from reportlint.toml import Text

if TYPE_CHECKING:
    from reportlint.rule import Rule


@dataclass(frozen=True)
class Run:
    """What is written: the files in the order they were named, and the rules that ran.

    ``language`` (“zh” or “en”) is that of the messages; ``color`` allows ANSI colours where an
    output is for a terminal. A finding of ``fail_level`` or graver is what makes the run fail.
    """

    results: Sequence[FileResult]
    rules: Sequence[Rule] = ()
    language: str = "zh"
    color: bool = False
    fail_level: Severity = Severity.WARNING


Output = Callable[[Run], str | bytes]


@dataclass(frozen=True)
class BinaryOutput:
    """An output whose result is the bytes of a file. May be written as a decorator of the function that makes them."""

    write: Callable[[Run], bytes]

    def __call__(self, run: Run) -> bytes:
        """The bytes of a run."""
        return self.write(run)


@dataclass(frozen=True)
class StreamedOutput:
    """An output that is written file by file, as the results come.

    ``piece`` is the text about one file, ``end`` what comes behind them all, of a run with all its results.
    """

    piece: Callable[[Run, FileResult], str]
    end: Callable[[Run], str] = lambda run: ""

    def __call__(self, run: Run) -> str:
        """The whole text of a run."""
        return "".join([*(self.piece(run, result) for result in run.results), self.end(run)])


class OutputError(Exception):
    """An output cannot be made. ``message`` says why and what to do."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


_MODULES = {
    "full": "full",
    "concise": "concise",
    "byte-columns": "byte_columns",
    "grouped": "grouped",
    "json": "as_json",
    "json-lines": "as_json_lines",
    "sarif": "as_sarif",
    "github": "as_github",
    "gitlab": "as_gitlab",
    "junit": "as_junit",
    "rdjson": "as_rdjson",
    "html": "as_html",
    "csv": "as_csv",
    "xlsx": "as_xlsx",
}

OUTPUT_NAMES = tuple(_MODULES)
"""The formats of findings."""

NEEDING_RULES = ("sarif", "html", "csv", "xlsx", "statistics")
"""The formats that tell of the rules, too."""

TELLING_THE_TIME = ("junit",)
"""The formats that say when they were written: of the same run they are never the same."""

STATISTICS = "statistics"
"""The output that tells of the rules instead of the findings."""


def output(name: str) -> Output:
    """The output of a name of :data:`OUTPUT_NAMES`, or of :data:`STATISTICS`.

    Raises:
        KeyError: there is none of that name.
        OutputError: the library that it needs is not installed.
    """
    module = importlib.import_module(f"{__name__}.{name if name == STATISTICS else _MODULES[name]}")
    return cast(Output, module.write)
