"""The shapes in which reports arrive: one correct report, written down in many ways.

A shape says how tables are written, and how labels, headings, numbers and the whole text are spelt.
Those that keep all cells leave a careful reader no doubt which number stands where; in the others
cells or labels are lost, and what is lost must not be guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from random import Random
from types import MappingProxyType
from typing import Any

from .drawing import MERGED, Block, Drawing, DrawnCell, DrawnRow, Heading, is_data, texts

Writer = Callable[[Drawing, Random], list[str]]
"""The lines of a table."""
RowWriter = Callable[[Drawing, Random], list[list[str]]]
"""The lines of each row of a table."""
Spelling = Callable[[str, Random], str]
"""Another spelling of a label or a heading."""

# How many characters of a label a page has room for on a line.
_LABEL_WIDTH = 16


def _as_it_is(text: str, rng: Random) -> str:
    return text


def _one_line(text: str) -> list[str]:
    return [text]


def _number_as_it_is(cell: DrawnCell) -> str:
    return cell.text


@dataclass(frozen=True, repr=False)
class Shape:
    """A way of writing a report down.

    ``keeps_cells`` says whether every cell survives with its place. ``write`` gives a table's lines;
    ``spell`` is applied to labels and headings, ``number`` to the cells of numbers, ``heading`` to
    headings after that, ``prose`` to lines of prose, ``finish`` to the whole text. ``earns`` are the
    codes of findings that a report rightly gets for its shape.
    """

    name: str
    description: str
    keeps_cells: bool
    write: Writer
    spell: Spelling = _as_it_is
    number: Callable[[DrawnCell], str] = _number_as_it_is
    heading: Callable[[str], str] = str
    finish: Callable[[str], str] = str
    prose: Callable[[str], list[str]] = _one_line
    earns: frozenset[str] = frozenset()

    def text(self, blocks: Iterable[Block], rng: Random) -> str:
        """The text of a report.

        Args:
            blocks: the report, in order.
            rng: the source of everything that the shape leaves to chance.
        """
        lines: list[str] = []
        for block in blocks:
            if isinstance(block, str):
                lines += self.prose(block)
            elif isinstance(block, Heading):
                lines.append(self.heading(self.spell(block.text, rng)))
            else:
                lines += self.write(block.with_texts(lambda cell: self._spelt(cell, rng)), rng)
        return self.finish("\n".join(lines).rstrip("\n") + "\n")

    def _spelt(self, cell: DrawnCell, rng: Random) -> str:
        return self.number(cell) if cell.role == "number" else self.spell(cell.text, rng)

    def __repr__(self) -> str:
        return f"<Shape {self.name}>"

    def __str__(self) -> str:
        return self.name


_shapes: dict[str, Shape] = {}
ALL_SHAPES: Mapping[str, Shape] = MappingProxyType(_shapes)
"""Every shape by its name."""


def _shape(name: str, description: str, *, keeps_cells: bool = True) -> Callable[[Writer], Writer]:
    def register(write: Writer) -> Writer:
        _shapes[name] = Shape(name, description, keeps_cells, write)
        return write

    return register


def _like(base: str, name: str, description: str, **parts: Any) -> None:
    _shapes[name] = replace(_shapes[base], name=name, description=description, **parts)


def _by_rows(rows: RowWriter) -> Writer:
    def write(drawing: Drawing, rng: Random) -> list[str]:
        return [line for lines in rows(drawing, rng) for line in lines]

    return write


# ── cells by tabs ────────────────────────────────────────────────────────────────────────────────


def _tab_row(row: Iterable[DrawnCell]) -> str:
    return "\t".join(cell.text for cell in row)


def _tab_rows(drawing: Drawing, rng: Random) -> list[list[str]]:
    return [[_tab_row(row)] for row in drawing.rows]


@_shape("tab", "cells by tabs, merged cells left empty")
def _tab(drawing: Drawing, rng: Random) -> list[str]:
    return [_tab_row(row) for row in drawing.rows]


@_shape("tab-page-break", "tabs; behind a page break the labels stand in the first column, with one cell less")
def _tab_page_break(drawing: Drawing, rng: Random) -> list[str]:
    if drawing.stubs < 2:
        return _tab(drawing, rng)
    data = drawing.data
    cut = rng.randrange(1, len(data))
    return [_tab_row(row) for row in (*drawing.heads, *data[:cut], *(_moved(row) for row in data[cut:]))]


def _moved(row: DrawnRow) -> DrawnRow:
    """A row without its first column; its label goes to the front unless its group stands there."""
    if row[1].role == "group":
        return row[1:]
    label = next(cell for cell in row if cell.role == "label")
    return (label, MERGED, *(cell for cell in row if cell.role == "number"))


@_shape("tab-trailing", "tabs; one or two empty columns behind the last")
def _tab_trailing(drawing: Drawing, rng: Random) -> list[str]:
    more = "\t" * rng.randint(1, 2)
    return [_tab_row(row) + more for row in drawing.rows]


# ── cells by bars ────────────────────────────────────────────────────────────────────────────────


def _pipe_row(row: Iterable[DrawnCell]) -> str:
    return f"| {' | '.join(cell.text for cell in row)} |"


def _delimiter(drawing: Drawing) -> str:
    return "|" + "---|" * len(drawing.rows[0])


@_shape("pipe", "a Markdown table")
def _pipe(drawing: Drawing, rng: Random) -> list[str]:
    first, *others = [_pipe_row(row) for row in drawing.rows]
    return [first, _delimiter(drawing), *others, ""]


@_shape("pipe-merges", "a Markdown table with merged cells as bars without space between: ||||")
def _pipe_merges(drawing: Drawing, rng: Random) -> list[str]:
    rows = ["|" + "".join(f" {cell.text} |" if cell.text else "|" for cell in row) for row in drawing.rows]
    return [rows[0], _delimiter(drawing), *rows[1:], ""]


@_shape("pipe-bare", "a Markdown table without bars at the ends of rows")
def _pipe_bare(drawing: Drawing, rng: Random) -> list[str]:
    rows = [" | ".join(cell.text for cell in row) for row in drawing.rows]
    return [rows[0], " | ".join(["---"] * len(drawing.rows[0])), *rows[1:], ""]


@_shape("pipe-no-delimiter", "a Markdown table without its row of dashes")
def _pipe_no_delimiter(drawing: Drawing, rng: Random) -> list[str]:
    return [*(_pipe_row(row) for row in drawing.rows), ""]


@_shape("pipe-delimiters", "a Markdown table with more rows of dashes in the middle")
def _pipe_delimiters(drawing: Drawing, rng: Random) -> list[str]:
    lines = _pipe(drawing, rng)
    for at in sorted(rng.sample(range(3, len(lines)), min(3, len(lines) - 3)), reverse=True):
        lines.insert(at, _delimiter(drawing))
    return lines


@_shape("pipe-full-width", "cells by full-width bars")
def _pipe_full_width(drawing: Drawing, rng: Random) -> list[str]:
    return [*("｜" + "｜".join(cell.text for cell in row) + "｜" for row in drawing.rows), ""]


@_shape("pipe-pieces", "a table cut into many small Markdown tables, with headings between")
def _pipe_pieces(drawing: Drawing, rng: Random) -> list[str]:
    lines = [*(_pipe_row(row) for row in drawing.heads), ""]
    piece: list[DrawnRow] = []

    def close() -> None:
        if piece:
            rows = [_pipe_row(row) for row in piece]
            lines.extend([rows[0], "|" + "---|" * len(piece[0]), *rows[1:], ""])
            piece.clear()

    for row in drawing.data:
        groups = [cell.text for cell in row if cell.role == "group"]
        if groups or rng.random() < 0.3:
            close()
        for group in groups:
            lines.extend([f"## {group}", ""])
        piece.append(tuple(cell for cell in row if cell.role in ("label", "number")))
    close()
    return lines


# ── one cell per line ────────────────────────────────────────────────────────────────────────────


def _each_cell(*lines: str) -> Writer:
    def write(drawing: Drawing, rng: Random) -> list[str]:
        return [line.format(text) for row in drawing.rows for text in texts(row) for line in lines]

    return write


_shape("cells", "one cell per line")(_each_cell("{}"))
_shape("cells-blank-lines", "one cell per line, with an empty line behind each")(_each_cell("{}", ""))
_shape("cells-bar-lines", "one cell per line, with a bar on a line of its own behind each")(_each_cell("{}", "|"))
_shape("cells-bar-behind", "one cell per line, with a bar behind it")(_each_cell("{} |"))
_shape("cells-bar-before", "one cell per line, with a bar before it")(_each_cell("| {}"))


# ── the text of a page, line by line ─────────────────────────────────────────────────────────────


def _pieces(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


@dataclass
class _PageLine:
    """A line across a page: pieces of the labels of two outer stubs, of the row's label, and numbers."""

    row: int
    stubs: list[str]
    label: str = ""
    numbers: str = ""

    def text(self, woven: bool) -> str:
        """The line; in a woven one no space shows where one column of labels ends."""
        label = ("" if woven else " ").join(part for part in (*self.stubs, self.label) if part)
        return f"{label} {self.numbers}".strip()


def _page_rows(drawing: Drawing, centred: bool = False, woven: bool = False) -> list[list[str]]:
    rows = [_head_lines(row) for row in drawing.heads]
    lines: list[_PageLine] = []
    for at, row in enumerate(drawing.data):
        label = "".join(cell.text for cell in row if cell.role == "label")
        numbers = " ".join(cell.text for cell in row if cell.role == "number")
        broken = [_PageLine(at, ["", ""], piece) for piece in _pieces(label, _LABEL_WIDTH)] or [_PageLine(at, ["", ""])]
        if centred and len(broken) % 2 == 0:
            broken.insert(len(broken) // 2, _PageLine(at, ["", ""], "", numbers))
        else:
            broken[len(broken) // 2 if centred else -1].numbers = numbers
        lines += broken
    for stub in range(min(2, drawing.stubs)):
        _weave(drawing, lines, stub)
    return rows + [[line.text(woven) for line in lines if line.row == at] for at in range(len(drawing.data))]


def _head_lines(row: DrawnRow) -> list[str]:
    return _wrapped(" ".join(texts(row)), 40)


def _wrapped(text: str, width: int) -> list[str]:
    return [piece.strip() for piece in _pieces(text, width)] or [""]


def _weave(drawing: Drawing, lines: list[_PageLine], stub: int) -> None:
    """Puts the group labels of a stub column before the lines of their rows, in pieces, in the middle of them.

    The outermost column is so narrow that each of its lines holds one character.
    """
    data = drawing.data
    for first, row in enumerate(data):
        if row[stub].role != "group":
            continue
        last = next((at for at in range(first + 1, len(data)) if data[at][stub].role != "merged"), len(data))
        place = [line for line in lines if first <= line.row < last]
        pieces = re.findall(r".、?", row[stub].text) if stub == 0 else _pieces(row[stub].text, 4)
        start = (len(place) - len(pieces)) // 2
        for line, piece in zip(place[start:], pieces, strict=False):
            line.stubs[stub] = piece


def _page_lines(drawing: Drawing, rng: Random) -> list[list[str]]:
    return _page_rows(drawing)


_shape("pdf-lines", "a page line by line: labels broken over lines, the outer stub one character per line")(
    _by_rows(_page_lines)
)
_shape("pdf-lines-centred", "a page line by line, with the numbers in the middle of the pieces of a label")(
    _by_rows(lambda drawing, rng: _page_rows(drawing, centred=True))
)
_shape("pdf-lines-woven", "a page line by line, with the labels of groups run into those of rows")(
    _by_rows(lambda drawing, rng: _page_rows(drawing, woven=True))
)
_like(
    "pdf-lines",
    "pdf-wrapped",
    "a page line by line; prose broken where the page ends it",
    prose=lambda text: _wrapped(text, 37),
)


def _cells_wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


@_shape("layout", "a page with its columns kept apart by spaces")
def _layout(drawing: Drawing, rng: Random) -> list[str]:
    columns = range(len(drawing.rows[0]))
    # The note of the header is wider than its column; a page would break it there.
    widths = [max(_cells_wide(row[at].text) for row in drawing.data) + 4 for at in columns]
    return ["".join(_padded(row[at].text, widths[at]) for at in columns).rstrip() for row in drawing.rows]


def _padded(text: str, width: int) -> str:
    return text + " " * max(2, width - _cells_wide(text))


# ── the text of a page, column by column ─────────────────────────────────────────────────────────

# Tables of so few rows come line by line, for their columns are nearer to each other than their rows.
_FEW_ROWS = 2


def _by_columns(order: Callable[[int, Random], list[int]], few: int = _FEW_ROWS) -> Writer:
    def write(drawing: Drawing, rng: Random) -> list[str]:
        data = drawing.data
        if len(data) <= few:
            return [line for row in drawing.rows for line in texts(row)]
        lines = [text for row in drawing.heads for text in texts(row)]
        between = rng.choice(([], [""]))
        blocks = order(len(data[0]) - drawing.stubs, rng)
        # A page has room for thirteen or fourteen rows of the large table.
        size = rng.choice((13, 14))
        for start in range(0, len(data), size):
            page = data[start : start + size]
            for row in page:
                lines += [piece for cell in row for piece in _stub_pieces(cell)]
            for block in blocks:
                lines += [*between, *(row[drawing.stubs + block].text for row in page)]
            lines += [*between, f"- {start // size + 3} -", ""]
        return lines

    return write


def _stub_pieces(cell: DrawnCell) -> list[str]:
    if cell.role == "group" and cell.text.startswith("（"):
        return _pieces(cell.text, 4)
    if cell.role == "group":
        return re.findall(r".、?", cell.text)
    return _pieces(cell.text, _LABEL_WIDTH) if cell.role == "label" else []


def _in_order(count: int, rng: Random) -> list[int]:
    return list(range(count))


def _permuted(count: int, rng: Random) -> list[int]:
    """The total before the last column, the others in any order.

    The last column stays at the end: where it alone is filled, the text is then the same as in order,
    and no reader can be blamed for taking it so.
    """
    others = list(range(count - 2))
    rng.shuffle(others)
    return [*others, count - 1, count - 2]


_shape("pdf-columns", "page by page: the labels, then the numbers column by column")(_by_columns(_in_order))
_shape(
    "pdf-columns-permuted", "page by page and column by column, with the columns in another order", keeps_cells=False
)(_by_columns(_permuted))
_shape(
    "pdf-columns-everywhere", "page by page and column by column, small tables too", keeps_cells=False
)(_by_columns(_in_order, few=1))  # fmt: skip


# ── what a page prints around its text ───────────────────────────────────────────────────────────

_FURNITURE = (["- 3 -"], ["— 5 —"], ["第 3 页 共 6 页"], ["\f"], ["- 4 -", "\f"], ["", "第 2 页 共 6 页", ""])


def _furnished(rows: RowWriter) -> Writer:
    """A table with page ends between its rows of numbers, the header repeated behind some of them."""

    def write(drawing: Drawing, rng: Random) -> list[str]:
        written = rows(drawing, rng)
        heads = len(drawing.heads)
        captions = sum(row[0].role == "caption" for row in drawing.rows)
        header = [line for row in written[captions:heads] for line in row]
        lines: list[str] = []
        for at, row in enumerate(written):
            if at > heads and rng.random() < 0.2:
                lines += rng.choice(_FURNITURE)
                lines += header if rng.random() < 0.5 else []
            lines += row
        return lines

    return write


_shape("tab-furniture", "tabs; page numbers, form feeds and repeated headers between rows")(_furnished(_tab_rows))
_shape("pdf-lines-furniture", "a page line by line; page numbers, form feeds and repeated headers between rows")(
    _furnished(_page_lines)
)


# ── headers ──────────────────────────────────────────────────────────────────────────────────────


def _is_header(row: DrawnRow) -> bool:
    return not is_data(row) and row[0].role != "caption"


@_shape("header-two-rows", "tabs; each row of the header broken into two")
def _header_two_rows(drawing: Drawing, rng: Random) -> list[str]:
    lines: list[str] = []
    for row in drawing.rows:
        if _is_header(row):
            halves = [(cell.text[: (len(cell.text) + 1) // 2], cell.text[(len(cell.text) + 1) // 2 :]) for cell in row]
            lines += ["\t".join(parts) for parts in zip(*halves, strict=True)]
        else:
            lines.append(_tab_row(row))
    return lines


@_shape("header-line-breaks", "tabs; line ends inside the cells of the header")
def _header_line_breaks(drawing: Drawing, rng: Random) -> list[str]:
    def broken(cell: DrawnCell) -> str:
        middle = len(cell.text) // 2
        return f"{cell.text[:middle]}\n{cell.text[middle:]}" if cell.role == "header" and middle > 1 else cell.text

    return [line for row in drawing.with_texts(broken).rows for line in _tab_row(row).split("\n")]


@_shape("header-cut", "tabs; of each word of the header only the first line is there")
def _header_cut(drawing: Drawing, rng: Random) -> list[str]:
    return _tab(drawing.with_texts(lambda cell: cell.text[:3] if cell.role == "header" else cell.text), rng)


@_shape("header-vertical", "tabs; the words of the header one character per line")
def _header_vertical(drawing: Drawing, rng: Random) -> list[str]:
    lines: list[str] = []
    for row in drawing.rows:
        lines += [char for text in texts(row) for char in text] if _is_header(row) else [_tab_row(row)]
    return lines


@_shape("header-lost", "tabs; no header")
def _header_lost(drawing: Drawing, rng: Random) -> list[str]:
    return [_tab_row(row) for row in drawing.rows if not _is_header(row)]


# ── spelling ─────────────────────────────────────────────────────────────────────────────────────

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_RADICALS = {
    ord(unicodedata.normalize("NFKC", chr(code))): chr(code) for code in range(0x2F00, 0x2FD6)
} | str.maketrans("民门长页车见贝风", "⺠⻔⻓⻚⻋⻅⻉⻛")
_TRADITIONAL = str.maketrans(
    "条项总开关诉讼复议结转续办据规范处罚强废采购对业务报计书长门确认获费决无补国机构织应数请继缴纳"
    "单万额区这属稳护权类内过执询没后访举当现发许会于",
    "條項總開關訴訟復議結轉續辦據規範處罰強廢採購對業務報計書長門確認獲費決無補國機構織應數請繼繳納"
    "單萬額區這屬穩護權類內過執詢沒後訪舉當現發許會於",
)
_PINYIN = {
    "公": "gōng", "开": "kāi", "申": "shēn", "请": "qǐng", "其": "qí", "他": "tā", "总": "zǒng", "行": "xíng",
    "政": "zhèng", "数": "shù", "年": "nián", "信": "xìn", "企": "qǐ", "法": "fǎ", "属": "shǔ", "规": "guī",
}  # fmt: skip
_QUOTES = ("“”", '""', "‘’", "''", "＂＂", "″″", "〝〞", "「」", "『』", "„‟", "")


def _ruby(text: str, rng: Random) -> str:
    def spelt(char: str) -> str:
        sound = _PINYIN.get(char, "")
        return f"{char}({sound})" if sound and rng.random() < 0.5 else char

    return "".join(spelt(char) for char in text)


def _doubled_ruby(text: str, rng: Random) -> str:
    return re.sub(r"(\([^\W\d_一-鿿]+\))", r"\1\1", _ruby(text, rng))


def _wide_ordinals(text: str, rng: Random) -> str:
    text = re.sub(r"^(\d)\.", r"\1．", text)
    return re.sub(r"^（(.)）", r"( \1 )", text)


def _other_ordinals(text: str, rng: Random) -> str:
    text = re.sub(r"^(\d)\.", r"\1、", text)
    return re.sub(r"^（(.)）", lambda match: chr(0x3220 + "一二三四五六七八九十".index(match[1])), text)


def _half_brackets(text: str, rng: Random) -> str:
    return re.sub(r"^（(.)）", r"\1)", re.sub(r"^(\d)\.", r"\1 . ", text))


def _quotes(text: str, rng: Random) -> str:
    kind = rng.choice(_QUOTES)
    return text.replace("“", kind[:1]).replace("”", kind[1:])


def _spaces(text: str, rng: Random) -> str:
    kind = rng.choice((" ", "\u3000", "\u00a0", "\u200b"))
    return "".join(char + (kind if rng.random() < 0.2 else "") for char in text).rstrip()


def _with_commas(cell: DrawnCell) -> str:
    return f"{int(cell.text):,}" if cell.text.isdecimal() else cell.text


def _labels_only(mark: str) -> Spelling:
    def spell(text: str, rng: Random) -> str:
        return f"{mark}{text}" if re.match(r"（.）|\d\.|.、本|.、上|.、结", text) else text

    return spell


_like("tab", "digits-full-width", "tabs; digits of full width", number=lambda cell: cell.text.translate(_FULL_WIDTH))
_like("pipe", "thousands", "a Markdown table; a comma between thousands", number=_with_commas)
_like(
    "tab",
    "units",
    "tabs; each number with its unit",
    number=lambda cell: cell.text + cell.unit if cell.text.isdecimal() else cell.text,
    earns=frozenset({"TBL203"}),
)
_like(
    "pipe", "bold", "a Markdown table; labels, headings and numbers in bold",
    spell=lambda text, rng: f"**{text}**", number=lambda cell: f"**{cell.text}**" if cell.text else "",
)  # fmt: skip
_like("pipe", "list-marks", "a Markdown table; list marks before labels and headings", spell=_labels_only("- "),
      heading=lambda text: f"- {text}")  # fmt: skip
_like(
    "pipe", "escaped", "a Markdown table with its marks escaped in labels",
    spell=lambda text, rng: re.sub(r"^(\d)\.", r"\1\\. ", text),
)  # fmt: skip
_like("pipe", "marked-headings", "Markdown: headings marked with #", heading=lambda text: f"## {text}")
_like(
    "tab", "radicals", "tabs; radicals in place of characters everywhere", finish=lambda text: text.translate(_RADICALS)
)
_like("tab", "ruby", "tabs; pinyin in brackets behind characters of labels and headings", spell=_ruby)
_like("tab", "ruby-doubled", "tabs; pinyin in brackets, each time twice", spell=_doubled_ruby)
_like(
    "tab", "traditional", "tabs; traditional characters in labels and headings",
    spell=lambda text, rng: text.translate(_TRADITIONAL),
)  # fmt: skip
_like(
    "tab", "traditional-everywhere", "tabs; traditional characters in the whole text",
    finish=lambda text: text.translate(_TRADITIONAL),
)  # fmt: skip
_like("tab", "ordinals-wide", "tabs; ordinals as 1． and ( 一 )", spell=_wide_ordinals)
_like("tab", "ordinals-enclosed", "tabs; ordinals as 1、 and ㈠", spell=_other_ordinals)
_like("tab", "ordinals-half", "tabs; ordinals as 1 .  and 一)", spell=_half_brackets)
_like("tab", "quotes", "tabs; quotes of any kind, or none", spell=_quotes)
_like("tab", "spaces", "tabs; spaces of every width in labels and headings", spell=_spaces)


# ── shapes that lose something ───────────────────────────────────────────────────────────────────


def _mostly(rng: Random) -> bool:
    return rng.random() < 0.7


def _without_cells(drawing: Drawing, rng: Random, padding: tuple[DrawnCell, ...] = ()) -> list[DrawnRow]:
    def lose(row: DrawnRow) -> DrawnRow:
        numbers = [at for at, cell in enumerate(row) if cell.role == "number"]
        if not numbers or not _mostly(rng):
            return row
        lost = rng.choice(numbers)
        return (*row[:lost], *row[lost + 1 :], *padding)

    return [lose(row) for row in drawing.rows]


@_shape("lost-cells", "tabs; most rows have lost a cell and are shorter", keeps_cells=False)
def _lost_cells(drawing: Drawing, rng: Random) -> list[str]:
    return [_tab_row(row) for row in _without_cells(drawing, rng)]


@_shape(
    "lost-cells-padded",
    "tabs; most rows have lost a cell, those behind it moved up, the last is empty",
    keeps_cells=False,
)
def _lost_cells_padded(drawing: Drawing, rng: Random) -> list[str]:
    return [_tab_row(row) for row in _without_cells(drawing, rng, (MERGED,))]


@_shape("lost-cells-pipe", "a Markdown table; most rows have lost a cell and are shorter", keeps_cells=False)
def _lost_cells_pipe(drawing: Drawing, rng: Random) -> list[str]:
    rows = [_pipe_row(row) for row in _without_cells(drawing, rng)]
    return [rows[0], _delimiter(drawing), *rows[1:], ""]


@_shape("lost-cells-pdf", "a page line by line; most rows have lost a number", keeps_cells=False)
def _lost_cells_pdf(drawing: Drawing, rng: Random) -> list[str]:
    return [" ".join(texts(row)) for row in _without_cells(drawing, rng) if texts(row)]


@_shape("lost-cells-lines", "one cell per line; most rows have lost a number", keeps_cells=False)
def _lost_cells_lines(drawing: Drawing, rng: Random) -> list[str]:
    return [text for row in _without_cells(drawing, rng) for text in texts(row)]


@_shape("blank-zeros", "tabs; zeros are left blank in their places", keeps_cells=False)
def _blank_zeros(drawing: Drawing, rng: Random) -> list[str]:
    return [_tab_row(row) for row in _with_blank_zeros(drawing).rows]


@_shape("blank-zeros-pipe", "a Markdown table; zeros are left blank in their places", keeps_cells=False)
def _blank_zeros_pipe(drawing: Drawing, rng: Random) -> list[str]:
    return _pipe(_with_blank_zeros(drawing), rng)


def _with_blank_zeros(drawing: Drawing) -> Drawing:
    return drawing.with_texts(lambda cell: "" if cell.role == "number" and cell.text == "0" else cell.text)


def _without_zeros(drawing: Drawing, rng: Random) -> list[DrawnRow]:
    return [tuple(cell for cell in row if cell.role != "number" or cell.text != "0") for row in drawing.rows]


@_shape("lost-blanks", "tabs; zeros were left blank and the blank cells are gone", keeps_cells=False)
def _lost_blanks(drawing: Drawing, rng: Random) -> list[str]:
    return [_tab_row(row) for row in _without_zeros(drawing, rng)]


@_shape("lost-blanks-cells", "one cell per line; zeros were left blank and are gone", keeps_cells=False)
def _lost_blanks_cells(drawing: Drawing, rng: Random) -> list[str]:
    return [text for row in _without_zeros(drawing, rng) for text in texts(row)]


@_shape("lost-blanks-pdf", "a page line by line; zeros were left blank and are gone", keeps_cells=False)
def _lost_blanks_pdf(drawing: Drawing, rng: Random) -> list[str]:
    return [" ".join(texts(row)) for row in _without_zeros(drawing, rng) if texts(row)]


def _without_labels(drawing: Drawing, rng: Random) -> list[DrawnRow]:
    return [
        tuple(MERGED if cell.role in ("label", "group") and _mostly(rng) else cell for cell in row)
        for row in drawing.rows
    ]


@_shape("lost-labels", "tabs; most labels are gone", keeps_cells=False)
def _lost_labels(drawing: Drawing, rng: Random) -> list[str]:
    return [_tab_row(row) for row in _without_labels(drawing, rng)]


@_shape("lost-labels-cells", "one cell per line; most labels are gone", keeps_cells=False)
def _lost_labels_cells(drawing: Drawing, rng: Random) -> list[str]:
    return [text for row in _without_labels(drawing, rng) for text in texts(row)]


def _without_rows(drawing: Drawing, rng: Random) -> Drawing:
    rows = tuple(row for row in drawing.rows if not is_data(row) or len(drawing.data) == 1 or rng.random() < 0.8)
    return replace(drawing, rows=rows)


@_shape("lost-rows", "tabs; some rows are gone, and most labels", keeps_cells=False)
def _lost_rows(drawing: Drawing, rng: Random) -> list[str]:
    return _lost_labels(_without_rows(drawing, rng), rng)


@_shape("lost-rows-cells", "one cell per line; some rows are gone, and most labels", keeps_cells=False)
def _lost_rows_cells(drawing: Drawing, rng: Random) -> list[str]:
    return _lost_labels_cells(_without_rows(drawing, rng), rng)


@_shape("lost-rows-pdf", "page by page and column by column; some rows are gone", keeps_cells=False)
def _lost_rows_pdf(drawing: Drawing, rng: Random) -> list[str]:
    return _by_columns(_in_order)(_without_rows(drawing, rng), rng)


SHAPES: tuple[Shape, ...] = (_shapes["tab"], _shapes["pipe"])
"""The two plain shapes, for tests that are not about shapes."""
