"""A finding as a run carries it: as it is shown, and whether others of its kind are gathered with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reportlint.diagnostic import Diagnostic
from reportlint.result import RuleFault
from reportlint.source import moved


class Found(NamedTuple):
    """``kind`` is the message with which it is gathered, None if it is told by itself."""

    diagnostic: Diagnostic
    kind: str | None


FoundByRule = dict[str, "tuple[Found, ...] | RuleFault"]
"""What rules found in a piece by their codes, as far as they found anything; or that they failed."""


def fault_of(code: str, error: Exception) -> RuleFault:
    """What is told of a rule that failed. The error itself would hold on to the run, for as long as it is kept."""
    return RuleFault(code, f"{type(error).__name__}: {error}")


def moved_found(found: FoundByRule, by: int) -> FoundByRule:
    """The same a number of characters further on."""
    return {code: ones if isinstance(ones, RuleFault) else tuple(_moved(ones, by)) for code, ones in found.items()}


def _moved(found: Iterable[Found], by: int) -> Iterable[Found]:
    for diagnostic, kind in found:
        # Its class writes field by field, for being frozen; a long text has a thousand of them to be moved at
        # each keystroke, and this takes a third of the time.
        copy = object.__new__(Diagnostic)
        fields = copy.__dict__
        fields.update(diagnostic.__dict__)
        for name in ("span", "related", "fix", "data"):
            if fields[name]:
                fields[name] = moved(fields[name], by)
        yield Found(copy, kind)
