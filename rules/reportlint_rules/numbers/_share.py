"""Percentages as they are rounded in prose."""

from __future__ import annotations

from bisect import bisect_left

from reportlint.api import Amount, Number, Report


def amounts_beside(amount: Amount, report: Report) -> list[Amount]:
    """The amounts of the sentence that an amount stands in, in order, itself too."""
    amounts, sentence = report.amounts, amount.sentence
    first = bisect_left(amounts, sentence.start, key=_start)
    # Sentences have few amounts, and a long report has thousands of both.
    last = bisect_left(amounts, sentence.end, first, key=_start)
    return [one for one in amounts[first:last] if one.sentence == sentence]


def _start(amount: Amount) -> int:
    return amount.span.start


def agrees(percent: Amount, right: float) -> bool:
    """Whether a stated percentage is the right one, however its last digit was rounded."""
    # One step of the last digit lets pass what was cut off instead of rounded.
    return abs(right - float(percent.low)) <= max(10.0**-percent.decimals, 0.06) + 1e-9


def is_share(percent: Amount, part: Number, whole: Number) -> bool:
    """Whether a stated percentage is that of a part in a whole. An inexact one may be any."""
    if not whole or not percent.exact:
        return not percent.exact
    return agrees(percent, 100 * float(part) / float(whole))
