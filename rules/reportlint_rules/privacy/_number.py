"""Long numbers in a text: what stands around them, and how they are shown without being told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Lines, Report, Span, fact

# As many digits as a mobile number has, with what may stand between them; the last of an identity number may be an X.
_LONG = re.compile(r"\d[\d -]{9,}[\dXx]")

# An address goes on so far on either side of a number in it.
_LONGEST_ADDRESS = 200
_ADDRESS = re.compile(
    r"//|www\.|[@?&=_%]|\.(?:com|cn|gov|net|org|s?html?|jsp|aspx?|php|pdf|docx?|xlsx?|jpe?g|png)", re.I
)
_NOT_IN_ADDRESS = re.compile(r"[^!-~]|[,;()<>\[\]\"|]")
_OF_A_LONGER_NUMBER = re.compile(r"[0-9A-Za-z.+]")
# A cell that holds nothing else is a figure of its table.
_CELL_MARKS = frozenset("\t|")
_CELL_EDGES = _CELL_MARKS | {"\n", ""}


@fact(on=Lines)
def long_numbers(lines: Lines, report: Report) -> Iterator[Span]:
    """Runs of digits, with spaces and hyphens, that are long enough for the number of a person, a telephone or an account."""
    for match in _LONG.finditer(report.source.folded, *lines.span):
        yield Span(*match.span())


def stands_alone(folded: str, span: Span) -> bool:
    """Whether a number is no part of a longer one, of a word or of the address of a page or mailbox."""
    before, behind = folded[span.start - 1 : span.start], folded[span.end : span.end + 1]
    if _OF_A_LONGER_NUMBER.match(before) or (behind != "." and _OF_A_LONGER_NUMBER.match(behind)):
        return False
    if behind == "." and folded[span.end + 1 : span.end + 2].isdecimal():
        return False
    first = folded[max(0, span.start - _LONGEST_ADDRESS) : span.start]
    last = folded[span.end : span.end + _LONGEST_ADDRESS]
    if _ADDRESS.search(first + " " + last) is None:
        return True
    breaks = [match.end() for match in _NOT_IN_ADDRESS.finditer(first)]
    end = _NOT_IN_ADDRESS.search(last)
    around = first[breaks[-1] if breaks else 0 :] + " " + last[: end.start() if end else None]
    return _ADDRESS.search(around) is None


def in_prescribed_table(report: Report, span: Span) -> bool:
    """Whether a number stands in one of the tables that every report has."""
    return any(table.span.start <= span.start < table.span.end for table in report.tables.values())


def fills_cell(folded: str, span: Span) -> bool:
    """Whether a number is all that a cell of some table holds."""
    before = folded[max(0, span.start - 8) : span.start].rstrip(" ")[-1:]
    behind = folded[span.end : span.end + 8].lstrip(" ")[:1]
    in_cell = before in _CELL_EDGES and behind in _CELL_EDGES
    return in_cell and (before in _CELL_MARKS or behind in _CELL_MARKS)


def said_before(folded: str, offset: int, near: int) -> str:
    """What the line says before an offset; where the number begins its line, the end of the line above."""
    *above, line = folded[max(0, offset - near) : offset].split("\n")
    while above and not line.strip(" \t|*>-"):
        line = above.pop()
    return line


def masked(number: str, first: int, last: int) -> str:
    """A number that can be told from others in the text, but not be used."""
    number = "".join(number.split())
    return number[:first] + "*" * (len(number) - first - last) + number[len(number) - last :]
