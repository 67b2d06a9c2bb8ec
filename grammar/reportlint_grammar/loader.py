"""The parsers of the grammars in this folder, made once a process, and the trees they give."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any, Literal, cast

from .driver import Parser, Token, Tree, Unreadable
from .nodes import LazyNode, Node
from .tables import AMOUNT, CITATION, FORMULA, PATTERN, REPORT, table_for

CellKind = Literal["tab_cells", "pipe_cells", "spaced_cells"]
_TERMINALS: dict[CellKind, str] = {
    "tab_cells": "TAB_CELL",
    "pipe_cells": "PIPE_CELL",
    "spaced_cells": "SPACED_CELL",
}
_KINDS: dict[str, CellKind] = {
    "TAB_ROW": "tab_cells",
    "PIPE_ROW": "pipe_cells",
    "BARE_PIPE_ROW": "pipe_cells",
    "SPACED_ROW": "spaced_cells",
}


class FormulaError(ValueError):
    """A formula that the grammar does not read; ``column`` (from 1) is where it stops making sense."""

    def __init__(self, formula: str, column: int) -> None:
        super().__init__(f"cannot read the formula {formula!r} at column {column}")
        self.formula = formula
        self.column = column


class PatternError(ValueError):
    """A pattern that the grammar does not read; ``column`` (from 1) is where it stops making sense."""

    def __init__(self, pattern: str, column: int) -> None:
        super().__init__(f"cannot read the pattern {pattern!r} at column {column}")
        self.pattern = pattern
        self.column = column


def _node_of(token: Token) -> Node:
    return Node(token.type.lower(), token.start_pos, token.start_pos + len(token))


def _callback(rule: str) -> Callable[[list[Any]], Node]:
    def build(children: list[Any]) -> Node:
        parts = tuple([_node_of(child) if type(child) is Token else child for child in children])
        if not parts:
            return Node(rule, 0, 0)
        return Node(rule, parts[0].start, parts[-1].end, parts)

    return build


def _nodes(*rules: str) -> dict[str, Callable[[list[Any]], Node]]:
    """What makes nodes of rules while the parser reduces, so that there is only one tree."""
    return {rule: _callback(rule) for rule in rules}


BLOCKS = (
    "section", "subsection", "title", "heading", "paragraph", "item", "blank", "value", "bar", "furniture", "delimiter",
)  # fmt: skip
CITATION_PARTS = (
    "work", "bare_name", "document_number", "decree_number", "short_name", "pinpoint", "article", "paragraph", "item",
)  # fmt: skip


@cache
def report_parser() -> Parser:
    """The parser of ``report.lark``; its start rules are ``report`` and the kinds of cells."""
    nodes = _nodes("report", "table", *_TERMINALS, *BLOCKS)
    return Parser(table_for(REPORT), {**nodes, "row": _row})


@cache
def _cell_pattern(kind: CellKind) -> re.Pattern[str]:
    # Named in the grammar, used apart from the parser.
    return re.compile(_regexps(report_parser())[_TERMINALS[kind]])


def _regexps(parser: Parser) -> dict[str, str]:
    return {term.name: term.regexp for term in parser.terminals}


def cells_of(line: str, start: int, kind: CellKind) -> Iterator[Node]:
    """The cells of a row: ``line`` ends with a newline and begins at offset ``start``.

    Each cell carries the separator that ends it. The outer pipes of a pipe row bound an ``edge``
    instead of a cell, so that ``| a | b |`` has two cells whether or not its outer pipes are there.
    """
    for begin, end, outer in _cells(line, kind):
        yield Node("edge" if outer else "cell", start + begin, start + end)


def cell_spans(line: str, kind: CellKind) -> list[tuple[int, int]]:
    """Where the cells of a row begin and end, each with its separator; without the edges."""
    return [(begin, end) for begin, end, outer in _cells(line, kind) if not outer]


def _cells(line: str, kind: CellKind) -> Iterator[tuple[int, int, bool]]:
    spans = [match.span() for match in _cell_pattern(kind).finditer(line)]
    last = len(spans) - 1
    for index, (begin, end) in enumerate(spans):
        yield begin, end, kind == "pipe_cells" and index in (0, last) and not line[begin : end - 1].strip()


def _row(children: list[Any]) -> Node:
    token = children[0]
    return RowNode(str(token), token.start_pos or 0, _KINDS[token.type])


class RowNode(LazyNode):
    """A row of a table. Most are read by their lines, and nobody asks for their cells as nodes.

    ``line`` is its text with a newline at the end, ``cells`` the way in which its cells are parted.
    """

    __slots__ = ("cells", "line")

    def __init__(self, line: str, start: int, cells: CellKind) -> None:
        super().__init__("row", start, start + len(line))
        self.line = line
        self.cells = cells

    def _make(self) -> tuple[Node, ...]:
        cells = tuple(cells_of(self.line, self.start, self.cells))
        # The last line of a text may have no newline.
        cells[-1].end = self.end
        return cells

    def moved(self, by: int) -> Node:
        """The same row, a number of characters further on."""
        row = RowNode(self.line, self.start + by, self.cells)
        row.end = self.end + by
        return row


def parse_report(folded: str) -> Node:
    """The tree of a report's folded text. Total: every text gives a tree; linear in its length."""
    # Every terminal ends at a newline; one is added where the text has none and is taken off again.
    text = folded if folded.endswith("\n") else folded + "\n"
    parsed: Any = report_parser().parse(text, start="report")
    tree = cast(Node, parsed)
    if len(text) != len(folded):
        _shorten(tree, len(folded))
    return tree


def _shorten(tree: Node, end: int) -> None:
    """Takes the added newline off the nodes at the right edge of a tree.

    A last cell that held nothing else stays as an empty one: a row may end with a blank.
    """
    node = tree
    while True:
        node.end = min(node.end, end)
        if not node.children:
            return
        node = node.children[-1]


@cache
def citation_parser() -> Parser:
    """The parser of ``citation.lark``."""
    return Parser(table_for(CITATION), _nodes("citation", *CITATION_PARTS))


# Every document number and decree ends so; most lines do not have one.
_NUMBER_SIGN = re.compile(r"\d ?号")


@cache
def _citation_finder(numbers: bool) -> re.Pattern[str]:
    """The pattern of a whole citation; without ``numbers`` it knows titles and articles only.

    A document number may begin at any character, so looking for one in a line that has none costs ten
    times what the rest does.
    """
    terminals = _regexps(citation_parser())
    pinpoint = f"{terminals['ARTICLE']}(?:{terminals['PARAGRAPH']})?(?:{terminals['ITEM']})*"
    anchors = [terminals["TITLE"], terminals["BARE_NAME"], pinpoint]
    if numbers:
        anchors += [terminals["DOCUMENT_NUMBER"], terminals["DECREE_NUMBER"]]
    anchor = "|".join(anchors)
    part = f"{anchor}|{terminals['SHORT_NAME']}"
    return re.compile(f"(?:{anchor})(?:(?:{terminals['GLUE']})?(?:{part}))*")


def find_citations(folded: str, start: int, end: int) -> Iterator[Node]:
    """The citations between two offsets of a folded text, each as a tree with offsets of that text."""
    finder = _citation_finder(_NUMBER_SIGN.search(folded, start, end) is not None)
    for match in finder.finditer(folded, start, end):
        parsed = _citation(match.group())
        if parsed is not None:
            yield parsed.moved(match.start())


# Reports cite the same few things: the captions of their tables alone are five.
@lru_cache(maxsize=2048)
def _citation(text: str) -> Node | None:
    try:
        parsed: Any = citation_parser().parse(text)
    except Unreadable:
        # The lexer takes the longest terminal where the finder may have backtracked into a shorter
        # one; such a run is not a citation that anybody could read either.
        return None
    return cast(Node, parsed)


@cache
def amount_parser() -> Parser:
    """The parser of ``amount.lark``."""
    return Parser(table_for(AMOUNT), _nodes("amount"))


@cache
def _amount_pattern(groups: bool) -> re.Pattern[str]:
    """The pattern of a whole amount. It begins at the number: words before it are looked at afterwards.

    With ``groups`` its parts are in groups, which makes looking for amounts half as fast. Without them it passes over
    where no amount begins, most of all years and dates; that makes it twice as fast.
    """
    terms = _regexps(amount_parser())

    def part(name: str, at: int) -> str:
        return f"(?P<{name}_{at}>{terms[name]})" if groups else f"(?:{terms[name]})"

    def counted(at: int) -> str:
        return f"(?:{part('NUMBER', at)}|{part('HAN', at)}){part('SCALE', at)}?{part('MORE', at)}?"

    whole = f"{counted(1)}(?:{part('TO', 1)}{counted(2)})?{part('UNIT', 1)}{part('NEARLY', 1)}?"
    pattern = f"{whole}|{part('HUNDREDTHS', 1)}(?:{part('NUMBER', 3)}|{part('HAN', 3)})"
    return re.compile(
        pattern if groups else rf"(?=[\d零〇一二两三四五六七八九十百千])(?!\d{{1,12}}[年月日号])(?:{pattern})"
    )


@cache
def _words_before_amounts() -> re.Pattern[str]:
    terms = _regexps(amount_parser())
    return re.compile(f"(?:{terms['ABOUT']})$")


def find_amounts(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the amounts between two offsets of a folded text begin and end."""
    found = []
    for match in _amount_pattern(groups=False).finditer(folded, start, end):
        first, last = match.span()
        # The width of a page may have cut a number in two.
        before = folded[max(start, first - 3) : first]
        if before[-1:] in _NO_AMOUNT_BEHIND or ("\n" in before and before.rstrip()[-1:] in _NO_AMOUNT_BEHIND):
            continue
        about = _words_before_amounts().search(folded, max(start, first - 5), first)
        found.append((about.start() if about else first, last))
    return found


# 第3次, 2.5.1条, A4份: the number is a part of something else; 数十件 is no number.
_NO_AMOUNT_BEHIND = frozenset(
    "第数好上.-0123456789零〇一二两三四五六七八九十百千" + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)


def parse_amount(text: str) -> Node:
    """The tree of an amount that was found.

    It is made of the groups of the pattern, which costs a tenth of a parse; a test holds both to the same result.
    """
    match = _amount_pattern(groups=True).search(text)
    if match is None:
        raise ValueError(f"not an amount: {text!r}")
    groups = sorted((match.span(name), name) for name, found in match.groupdict().items() if found is not None)
    parts = [Node(name[:-2].lower(), *span) for span, name in groups]
    if match.start():
        parts.insert(0, Node("about", 0, match.start()))
    return Node("amount", 0, match.end(), tuple(parts))


@cache
def _formula_parser() -> Parser:
    return Parser(table_for(FORMULA))


# Forms say the same identities again and again.
@lru_cache(maxsize=1024)
def parse_formula(formula: str) -> Tree:
    """The tree of a formula.

    Raises:
        FormulaError: the formula cannot be read.
    """
    try:
        return cast(Tree, _formula_parser().parse(formula))
    except Unreadable as error:
        raise FormulaError(formula, error.column) from None


@cache
def _pattern_parser() -> Parser:
    return Parser(table_for(PATTERN))


def parse_pattern(pattern: str) -> Tree:
    """The tree of a pattern.

    Raises:
        PatternError: the pattern cannot be read, or has what patterns may not have.
    """
    try:
        return cast(Tree, _pattern_parser().parse(pattern))
    except Unreadable as error:
        raise PatternError(pattern, error.column) from None
