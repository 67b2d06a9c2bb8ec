"""Percentages as they are rounded in prose."""

from __future__ import annotations

from reportlint.api import Amount, Number


def agrees(percent: Amount, right: float) -> bool:
    """Whether a stated percentage is the right one, however its last digit was rounded."""
    # One step of the last digit lets pass what was cut off instead of rounded.
    return abs(right - float(percent.low)) <= max(10.0**-percent.decimals, 0.06) + 1e-9


def is_share(percent: Amount, part: Number, whole: Number) -> bool:
    """Whether a stated percentage is that of a part in a whole. An inexact one may be any."""
    if not whole or not percent.exact:
        return not percent.exact
    return agrees(percent, 100 * float(part) / float(whole))
