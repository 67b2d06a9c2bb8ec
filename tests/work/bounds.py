"""The table of bounds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import tomli

TABLE = Path(__file__).with_name("bounds.toml")
_HEAD = """\
# The most that each count may be. A count above its bound is more work than was done before: find out why before the
# bound is raised. Where less is done, tighten it, or the gain may be lost again unseen:
#
#     python -m tests.work              prints what there is now beside the bounds
#     python -m tests.work --tighten    sets each bound to a tenth above what there is now
#
# Versions of Python differ by some calls; the bounds are for all of them.
"""


def bounds() -> Mapping[str, Mapping[str, float]]:
    """The bounds by group and name."""
    table: Mapping[str, Mapping[str, float]] = tomli.loads(TABLE.read_text(encoding="utf-8"))
    return table


def write(counts: Mapping[str, Mapping[str, float]]) -> None:
    """Makes the table anew, with a tenth of room above counts."""
    lines = [_HEAD]
    for group, found in counts.items():
        lines.append(f"[{group}]")
        # What the standard library imports for itself differs by some modules.
        least = 3 if group == "starts" else 0
        lines += [f'"{name}" = {rounded(max(1.1 * count, count + least)):g}' for name, count in found.items()]
        lines.append("")
    TABLE.write_text("\n".join(lines), encoding="utf-8")


def rounded(count: float) -> float:
    """A number of two digits and a half that is not below another one."""
    if count <= 0:
        return 0
    step = 10 ** (math.floor(math.log10(count)) - 1) / 2
    return float(round(math.ceil(count / step) * step, 6))
