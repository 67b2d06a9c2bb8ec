"""The tables of the grammars: made by Lark, kept beside them as JSON.

``python -m reportlint_grammar`` writes them. A table that is not of the grammar as it stands now is made anew when it is
asked for; Lark's own saved tables are pickles, which nobody should have to trust.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

_HERE = Path(__file__).parent

Table = dict[str, Any]
"""What a parser needs of a grammar.

``grammar`` is a sum of its text. ``terminals`` are [name, regexp, priority]; ``ignored`` their names. ``lexers`` are
[pattern, words]: a pattern of the terminals that may stand somewhere as its groups, those first that go first, and what
terminals some words are that another terminal matches. ``states`` are [lexer, actions]: for a terminal the state behind it,
or -1 - the rule that ends before it; for a rule the state behind it. ``rules`` are [rule, size, take, name, expand]: take
is what counts of its children, [number, whether it is inlined], or null for all; expand tells that it gives way to an only
child. ``starts`` has for each start rule the first state and the last.
"""


class Grammar(NamedTuple):
    """A grammar of this folder and how Lark is to read it."""

    name: str
    starts: tuple[str, ...] = ("start",)
    keep_all_tokens: bool = False

    @property
    def text(self) -> str:
        """What stands in its file."""
        return _HERE.joinpath(f"{self.name}.lark").read_text(encoding="utf-8")


REPORT = Grammar("report", ("report", "tab_cells", "pipe_cells", "spaced_cells"), True)
CITATION = Grammar("citation", ("citation",), True)
AMOUNT = Grammar("amount", ("amount",), True)
FORMULA = Grammar("formula")
PATTERN = Grammar("pattern")

GRAMMARS = (REPORT, CITATION, AMOUNT, FORMULA, PATTERN)


def table_for(grammar: Grammar) -> Table:
    """The table of a grammar as it is now."""
    try:
        table: Table = json.loads(_HERE.joinpath(f"{grammar.name}.json").read_text(encoding="utf-8"))
        if table["grammar"] == _sum(grammar):
            return table
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return made_table(grammar)


def made_table(grammar: Grammar) -> Table:
    """The table that Lark makes of a grammar.

    Raises:
        NotImplementedError: the grammar has what :mod:`~reportlint_grammar.driver` does not do.
    """
    from .making import made

    return {"grammar": _sum(grammar), **made(grammar.text, grammar.starts, keep_all_tokens=grammar.keep_all_tokens)}


def written(table: Table) -> str:
    """A table as its file has it, a line for each state and rule."""
    lines = []
    for key, value in table.items():
        if isinstance(value, list) and value:
            rows = ",\n".join(_json(row) for row in value)
            lines.append(f"{_json(key)}: [\n{rows}\n]")
        else:
            lines.append(f"{_json(key)}: {_json(value)}")
    return "{" + ",\n".join(lines) + "}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _sum(grammar: Grammar) -> int:
    return crc32(repr((grammar, grammar.text)).encode())
