"""What reportlint says about a text: diagnostics, with the fixes they offer.

Spans are offsets in code points from 0, half open, of the raw text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

from reportlint.source import Span, holds_spans
from reportlint.toml import Text


class Severity(Enum):
    """How much a finding weighs: an error is what a reviewer returns a report for."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for an error, growing as the weight falls."""
        return _RANKS[self._value_]

    def reaches(self, level: Severity) -> bool:
        """Whether this is at least as grave as a level."""
        return self.rank <= level.rank


# By value: a member is looked up in a dictionary at a tenth of the speed of a text.
_RANKS = {severity._value_: rank for rank, severity in enumerate(Severity)}


class Safety(Enum):
    """What a fix may be used for.

    SAFE cannot change the meaning and is applied on request; UNSAFE only where the user asks for
    unsafe ones; DISPLAY is shown and never applied.
    """

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"


@holds_spans
class Edit(NamedTuple):
    """Replace the text of a span; an empty span inserts."""

    span: Span
    replacement: str


@holds_spans
@dataclass(frozen=True)
class Fix:
    """A way to mend a finding. ``title`` says what it does, in the imperative."""

    title: Text
    edits: tuple[Edit, ...]
    safety: Safety = Safety.SAFE


@holds_spans
class Related(NamedTuple):
    """Another place that belongs to a finding, and what it has to do with it."""

    span: Span
    message: Text


@dataclass(frozen=True)
class Diagnostic:
    """A finding as it is shown. ``data`` lets a third party check the claim without this program.

    ``extraction`` says that the conversion of the file may have caused it, rather than its author.
    """

    code: str
    name: str
    severity: Severity
    message: Text
    span: Span
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    basis: str = ""
    help: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    extraction: bool = False
