"""What several rules ask about a table before they find fault with it."""

from __future__ import annotations

import re

from reportlint.api import LabelUse, Report, Span, Table, Text, label_key

_SEPARATOR = re.compile(r"[\t|]|<br ?/?>", re.IGNORECASE)
_LINE_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
# The rest of a label that was broken stands in one of the lines below it.
_LINES_BELOW = 3


def table_name(table: Table) -> Text:
    """What people call a table: by its caption or, without one, by its name."""
    caption, name = table.form.caption, table.form.name
    if not caption:
        return name
    return Text(f"“{caption}”的表格", f"table “{caption}”")


def is_foreign(table: Table, report: Report) -> bool:
    """Whether texts of another form stand in a table or in the header lines above its first row.

    Such a table is to be replaced as a whole, which TBL101 says; what else is wrong with it follows.
    """
    before = [other.span.end for other in report.tables.values() if other.span.end <= table.span.start]
    section = report.sections.get(table.form.section)
    if section is not None:
        before.append(section.span.start)
    start = max(before, default=table.span.start)
    return any(start <= text.span.start and text.span.end <= table.span.end for text in report.foreign_texts)


def cell_texts(span: Span, report: Report) -> list[str]:
    """What stands between the separators of the lines of a span."""
    return [text for line in report.raw(span).splitlines() for text in _SEPARATOR.split(line)]


def ends_text(offset: int, report: Report) -> bool:
    """Whether nothing follows an offset: what ends there may have been cut off."""
    return not report.source.text[offset:].strip()


def is_broken(label: LabelUse, report: Report) -> bool:
    """Whether a label is the official one broken over lines: its wording is right, its layout is not."""
    official = label_key(label.official)
    here = label_key(_LINE_BREAK.sub("", label.raw))
    if here == official:
        return True
    if not here or not official.startswith(here):
        return False
    rest = official[len(here) :]
    source, line = report.source, report.source.line_of(label.span.start) + 1
    if line >= len(source.line_starts):
        return False
    last = min(line + _LINES_BELOW, len(source.line_starts)) - 1
    below = cell_texts(Span(source.line_starts[line], source.line_span(last).end), report)
    # The rest may itself be broken: its first piece is enough.
    return any(key and rest.startswith(key) for key in map(label_key, below))
