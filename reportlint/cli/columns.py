"""Tables for terminals, with columns as wide as what is in them, Chinese or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlint.source import columns, pad


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a table. All rows have as many cells; nothing is filled up behind the last."""
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
