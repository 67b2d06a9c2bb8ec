"""The ways to write down what a run found.

Each output is a function from a :class:`Run` to the whole text to be written. The text ends with a
newline unless it is empty. An output's module is loaded when it is asked for, so that a run for a
terminal does not pay for JSON and SARIF.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from reportlint.result import FileResult
from reportlint.rule import Rule


@dataclass(frozen=True)
class Run:
    """What is written: the files in the order they were named, and the rules that ran.

    ``language`` (“zh” or “en”) is that of the messages; ``color`` allows ANSI colours where an
    output is for a terminal.
    """

    results: Sequence[FileResult]
    rules: Sequence[Rule] = ()
    language: str = "zh"
    color: bool = False


Output = Callable[[Run], str]

_MODULES = {
    "full": "full",
    "concise": "concise",
    "byte-columns": "byte_columns",
    "grouped": "grouped",
    "json": "as_json",
    "json-lines": "as_json_lines",
    "sarif": "as_sarif",
}

OUTPUT_NAMES = tuple(_MODULES)
"""The formats of findings."""

STATISTICS = "statistics"
"""The output that tells of the rules instead of the findings."""


def output(name: str) -> Output:
    """The output of a name of :data:`OUTPUT_NAMES`, or of :data:`STATISTICS`.

    Raises:
        KeyError: there is none of that name.
    """
    module = importlib.import_module(f"{__name__}.{name if name == STATISTICS else _MODULES[name]}")
    return cast(Output, module.write)
