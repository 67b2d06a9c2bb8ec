"""The 整改清单 as CSV, to be opened in a spreadsheet.

It begins with a byte order mark, without which Excel and WPS would not take it for UTF-8.
"""

from __future__ import annotations

import csv
import io

from . import Run
from .rectification import HEADS, items, row

_BOM = "\ufeff"
# A spreadsheet takes a cell that begins so for a formula, in Chinese and Japanese ones the wide signs too;
# what a report says must never be run.
_FORMULA = tuple("=+-@＝＋－＠")


def write(run: Run) -> str:
    """A line for each finding below a line of heads. A cell that looks like a formula has an apostrophe before it."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow([head.in_language(run.language) for head in HEADS])
    lines.writerows([guarded(cell) for cell in row(run, number, item)] for number, item in enumerate(items(run), 1))
    return _BOM + text.getvalue()


def guarded(cell: str) -> str:
    """The text of a cell so that no spreadsheet calculates it."""
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell
