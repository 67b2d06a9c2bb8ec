"""How much two short labels differ."""

from __future__ import annotations

from reportlint.source import remembered


# The same few labels are compared with the same few headings, report after report.
@remembered
def distance(one: str, other: str) -> int:
    """The edit distance: how many characters must be added, dropped or replaced. For short labels."""
    if one == other:
        return 0
    previous = list(range(len(other) + 1))
    for row, char in enumerate(one, 1):
        current = [row]
        for column, against in enumerate(other, 1):
            current.append(min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (char != against)))
        previous = current
    return previous[-1]


def likeness(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (equal); 0 at once where one is more than twice as long as the other."""
    longest, shortest = max(len(one), len(other)), min(len(one), len(other))
    if longest > 2 * shortest:
        return 1.0 if one == other else 0.0
    return 1 - distance(one, other) / longest if longest else 1.0
