"""Percentages as they are rounded in prose."""

from __future__ import annotations

from reportlint.api import Amount, Number


def is_share(percent: Amount, part: Number, whole: Number) -> bool:
    """Whether a stated percentage is that of a part in a whole, however its last digit was rounded.

    An inexact one may be any.
    """
    if not whole or not percent.exact:
        return not percent.exact
    # One step of the last digit lets pass what was cut off instead of rounded.
    step = 10.0**-percent.decimals
    return abs(100 * float(part) / float(whole) - float(percent.low)) <= max(step, 0.06) + 1e-9
