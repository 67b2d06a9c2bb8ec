"""The 整改清单 as a workbook to be printed, filled in and sent back: the list, and a summary by report."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from math import ceil
from typing import Any

from reportlint.diagnostic import Severity
from reportlint.source import columns
from reportlint.toml import Text

from . import BinaryOutput, OutputError, Run
from .families import families_of, family
from .rectification import HEADS, body_of, items, looked_at, row
from .summary import SEVERITIES
from .terminal import visible

try:
    import xlsxwriter
except ImportError:
    raise OutputError(
        Text(
            "写 xlsx 需要 XlsxWriter，请先安装：python -m pip install XlsxWriter；也可改用 --output-format csv",
            "xlsx needs XlsxWriter: python -m pip install XlsxWriter; or use --output-format csv",
        )
    ) from None

_LIST = Text("整改清单", "findings")
_SUMMARY = Text("按报告汇总", "by report")
_HEADS = (Text("机关", "body"), Text("年度", "year"), Text("文件", "file"))
_PAGE = Text("第 &P 页，共 &N 页", "page &P of &N")
_WIDTHS = (5, 16, 6, 15, 8, 6, 16, 38, 24, 26, 8, 12, 9, 40)
"""Columns of the list in widths of a digit; a Chinese character takes two."""
_PRINTED = 12
"""Columns that are printed: all but those that only look a finding up again."""
_LEVEL = 5
"""The column of the level."""
_LINE = 14
"""Height of a line in points."""
_FILLED = 0.88
"""How much of a line is filled before it is broken, about."""
_MOST_LINES = 20
"""Lines of a cell that are shown; a sheet's rows cannot be much higher."""
_MOST_ROWS = 1_000_000
"""Findings on a sheet; the format has room for little more."""
_LONGEST = 32_000
"""Characters in a cell; the format has room for little more."""


@BinaryOutput
def write(run: Run) -> bytes:
    """The workbook of a run."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheets = _Sheets(book, run)
        rows = [row(run, number, item) for number, item in enumerate(items(run), 1)]
        for start in range(0, max(len(rows), 1), _MOST_ROWS):
            sheets.list(rows[start : start + _MOST_ROWS])
        sheets.summary()
    return file.getvalue()


class _Sheets:
    def __init__(self, book: Any, run: Run) -> None:
        self._book = book
        self._run = run
        around = {"font_size": 10, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        self._head = book.add_format(
            {**around, "bold": True, "bg_color": "#E8EEF4", "text_wrap": True, "valign": "vcenter"}
        )
        # As text and with the mark of a quotation, so that a cell that is edited does not turn into a formula.
        self._cell = book.add_format({**around, "text_wrap": True, "num_format": "@", "quote_prefix": True})
        self._number = book.add_format(around)
        self._count = book.add_format({**around, "num_format": "0;-0;"})  # a zero is not shown
        self._levels = {
            SEVERITIES[level].in_language(run.language): book.add_format(
                {**around, "num_format": "@", "quote_prefix": True, "bold": True, "font_color": color}
            )
            for level, color in ((Severity.ERROR, "#B3261E"), (Severity.WARNING, "#8A5300"))
        }

    def list(self, rows: Sequence[Sequence[str]]) -> None:
        """A sheet of findings, a row for each. Its cells are strings whatever they look like: nothing becomes a formula."""
        name = _LIST.in_language(self._run.language)
        count = len(self._book.worksheets())
        sheet = self._sheet(f"{name} {count + 1}" if count else name, HEADS, _WIDTHS)
        for number, (at, *cells) in enumerate(rows, 1):
            sheet.write_number(number, 0, int(at), self._number)
            for column, cell in enumerate(cells, 1):
                form = self._levels.get(cell, self._cell) if column == _LEVEL else self._cell
                sheet.write_string(number, column, _fitting(cell), form)
            # Not every program makes a row as high as its text when it opens a file.
            lines = max(ceil(columns(cell) / (_FILLED * width)) for cell, width in zip(cells, _WIDTHS[1:], strict=True))
            sheet.set_row(number, _LINE * max(1, min(lines, _MOST_LINES)))
        sheet.autofilter(0, 0, len(rows), len(HEADS) - 1)
        sheet.print_area(0, 0, len(rows), _PRINTED - 1)

    def summary(self) -> None:
        """A sheet with a row for each report: findings by level and by family."""
        language = self._run.language
        families = families_of(self._run)
        heads = (*_HEADS, *(SEVERITIES[level] for level in Severity), *(Text(one, one) for one in families))
        sheet = self._sheet(_SUMMARY.in_language(language), heads, (28, 6, 36, *([8] * (len(heads) - 3))))
        reports = [result for result in self._run.results if looked_at(result)]
        for number, result in enumerate(reports, 1):
            for column, cell in enumerate((body_of(result), str(result.outline.year or ""), visible(result.name))):
                sheet.write_string(number, column, _fitting(cell), self._cell)
            levels = Counter(one.severity for one in result.diagnostics)
            kinds = Counter(family(one.code) for one in result.diagnostics)
            counts = [*(levels[level] for level in Severity), *(kinds[one] for one in families)]
            for column, count in enumerate(counts, 3):
                sheet.write_number(number, column, count, self._count)
        sheet.autofilter(0, 0, len(reports), len(heads) - 1)

    def _sheet(self, name: str, heads: Sequence[Text], widths: Sequence[int]) -> Any:
        sheet = self._book.add_worksheet(name)
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head.in_language(self._run.language), self._head)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(f"&C{_PAGE.in_language(self._run.language)}")
        return sheet


def _fitting(cell: str) -> str:
    return cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…"
