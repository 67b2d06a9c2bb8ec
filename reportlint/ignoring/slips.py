"""What is wrong with an instruction to ignore."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportlint.source import Span

SlipKind = Literal["unused", "unmet", "unopened", "expired", "unknown", "unclear", "mandatory"]


@dataclass(frozen=True)
class IgnoreSlip:
    """A comment or an entry of a sidecar that does not do what its author meant. Rules of the DOC family look at it.

    ``unused`` ignores nothing any more, ``unmet`` is for no file that is there, ``unopened`` ends what nothing
    began, ``expired`` is over, ``unknown`` names no rule, ``unclear`` cannot be read, ``mandatory`` names a rule that
    nothing may leave out. ``span`` is where it is written, in the report or the sidecar. ``written`` is the rule that it names; the file where that is not there;
    its text where it is not understood. ``near`` is the rule that was perhaps meant, ``until`` the last day.
    """

    kind: SlipKind
    span: Span
    written: str
    near: str = ""
    until: str = ""
