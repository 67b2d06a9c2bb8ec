"""Slips of the pen: numbers that are easily written for others."""

from __future__ import annotations

from reportlint.forms import Number

# Digits that look alike, printed or scanned.
_ALIKE = frozenset(frozenset(pair) for pair in ("06", "08", "17", "38", "56", "68", "69", "89"))


def is_slip(found: Number, right: Number) -> bool:
    """Whether one slip makes one number of the other.

    A digit that looks like it, two neighbours changed over, a digit lost or doubled.
    """
    one, other = str(found), str(right)
    if len(one) == len(other):
        differing = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(differing) == 1:
            # A 0 alone is what an empty cell is filled with, not a digit read wrong.
            if "0" in (one, other):
                return False
            return frozenset((one[differing[0]], other[differing[0]])) in _ALIKE
        if len(differing) == 2 and differing[1] - differing[0] == 1:
            first, second = differing
            return one[first] == other[second] and one[second] == other[first]
        return False
    longer, shorter = max(one, other, key=len), min(one, other, key=len)
    if len(longer) - len(shorter) != 1:
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
