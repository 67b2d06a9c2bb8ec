"""What a declarative rule does: it looks for words or a pattern in the pieces of its scope and runs no code of its author."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reportlint.diagnostic import Edit, Fix, Safety
from reportlint.report import Report, Value
from reportlint.rule import Context, Finding, NoOptions
from reportlint.source import Span, fold
from reportlint.toml import Text

from .patterns import Finder
from .scope import Piece, Scope

KINDS_OF_VALUES = ("blank", "placeholder", "text", "number")
"""What a cell may be asked to be; else its number is compared."""

COMPARISON = re.compile(r"(>=|<=|!=|=|>|<)\s*([+-]?\d{1,15}(?:\.\d{1,6})?)")
"""How a cell's number is compared: > 100."""

_REPLACE_TITLE = Text("改为“{0}”", "write “{0}”")
_DELETE_TITLE = Text("删去“{0}”", "remove “{0}”")


@dataclass(frozen=True)
class DeclaredRule:
    """What a declarative rule does: the function of its :class:`~reportlint.rule.Rule`."""

    scope: Scope
    finder: Finder | None
    lacks: Finder | None
    value: str
    but: Finder | None
    unless: Finder | None
    replace: str | Mapping[str, str] | None
    safety: Safety

    def __call__(self, node: Any, context: Context[NoOptions]) -> Iterator[Finding]:
        """The findings in a node."""
        report = context.report
        for piece in self.scope.pieces(node, report):
            text = report.folded(piece.span)
            if self.unless is not None and any(True for _ in self.unless.find(text)):
                continue
            if self.lacks is not None:
                if not any(True for _ in self.lacks.find(text)):
                    yield Finding(piece.whole)
            elif self.value and (piece.value is None or not fits(piece.value, self.value)):
                continue
            elif self.finder is None:
                yield Finding(piece.span, {"found": report.raw(piece.span)})
            else:
                yield from self._found(piece, text, report)

    def _found(self, piece: Piece, text: str, report: Report) -> Iterator[Finding]:
        assert self.finder is not None, "the caller looked"
        excepted: list[tuple[int, int]] | None = None
        for match in self.finder.find(text):
            if self.but is not None:
                if excepted is None:
                    excepted = [one.span() for one in self.but.find(text)]
                if any(start <= match.start() and match.end() <= end for start, end in excepted):
                    continue
            start = piece.span.start
            span = Span(start + match.start(), start + match.end())
            args = {
                name: report.raw(Span(start + match.start(name), start + match.end(name))) if match[name] else ""
                for name in match.re.groupindex
            }
            args["found"] = found = report.raw(span)
            instead = self._instead(found, args)
            if instead is None:
                yield Finding(span, args)
                continue
            args["instead"] = instead
            title = _REPLACE_TITLE if instead else _DELETE_TITLE
            shown = instead or found
            fix = Fix(Text(title.zh.format(shown), title.en.format(shown)), (Edit(span, instead),), self.safety)
            yield Finding(span, args, fix=fix)

    def _instead(self, found: str, args: Mapping[str, str]) -> str | None:
        if isinstance(self.replace, str):
            return self.replace.format_map(args)
        if self.replace is None:
            return None
        return self.replace[fold(found)]


def fits(value: Value, condition: str) -> bool:
    """Whether the value of a cell is of a kind (“blank”, “placeholder”, “text”, “number”) or compares (“> 100”)."""
    if condition in KINDS_OF_VALUES:
        return value.kind == condition
    match = COMPARISON.fullmatch(condition)
    if match is None or value.number is None:
        return False
    number, limit = Decimal(value.number), Decimal(match[2])
    return {
        ">": number > limit, "<": number < limit, ">=": number >= limit, "<=": number <= limit,
        "=": number == limit, "!=": number != limit,
    }[match[1]]  # fmt: skip
