"""What a report consists of: title, sections, tables with their cells bound, facts of the prose.

Everything carries the span of raw text it was read from. Nothing here judges; rules do.
Rules of many authors get the same report, so nothing in it can be changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from reportlint.forms import ClaimForm, ColumnForm, Form, IdentityForm, Number, RowForm, SectionForm, TableForm
from reportlint.source import Span, holds_spans

from .bodies import Level
from .numerals import read_numeral
from .values import Value

Place: TypeAlias = tuple[str, str]
"""Where a cell is in its table: the ids of its row and its column."""


@dataclass(frozen=True)
class Title:
    """The title of the report. ``body`` is the authority's name and may stand on a line above."""

    span: Span
    text: str
    year: int | None
    year_span: Span | None
    body: str
    body_span: Span | None


@holds_spans
class Heading(NamedTuple):
    """A heading line. ``level`` 1 is 一、, 2 is （一）; ``ordinal`` is as written without its mark.

    ``text`` is the folded wording without ordinal, Markdown marks and final punctuation, ``text_span``
    the raw place of it, ``key`` its :func:`reportlint.source.label_key`.
    """

    span: Span
    level: int
    ordinal: str
    ordinal_span: Span
    text: str
    text_span: Span
    key: str

    @property
    def number(self) -> int | None:
        """The number that the ordinal says, however it is written: 三, （三）, 3, 第三部分."""
        return read_numeral(self.ordinal.strip("()第部分"))


@dataclass(frozen=True)
class Section:
    """A prescribed section that was found: from its heading to the next prescribed one.

    ``inner`` are the other headings of the first level that stand inside it.
    """

    form: SectionForm
    heading: Heading
    span: Span
    body_span: Span
    inner: tuple[Heading, ...] = ()

    @property
    def id(self) -> str:
        """The id of the section in its form."""
        return self.form.id


ParagraphKind = Literal["paragraph", "item"]


class Paragraph(NamedTuple):
    """Prose outside tables and headings: a line, or the lines that a page's breaks made of one.

    ``span`` is without the last line end.
    """

    span: Span
    kind: ParagraphKind
    section: str | None


@holds_spans
class Cell(NamedTuple):
    """A cell that was bound to its row and column. ``span`` is its content without the spaces around."""

    row: str
    column: str
    span: Span
    value: Value
    raw: str


@holds_spans
class LabelUse(NamedTuple):
    """A fixed label as the report prints it. ``exact`` is false where the wording is not right."""

    span: Span
    raw: str
    official: str
    exact: bool
    place: Literal["row", "column", "caption"]


@holds_spans
class Row(NamedTuple):
    """A row of a table that was recognised by its label.

    ``cells`` are bound to columns; a row that is ``unaligned`` has none and ``reason`` says why
    (``numbers`` is then how many numbers it shows). Even so it may be known to be all ``zero``: it shows
    nothing else and one number at most is missing, which the total settles.
    """

    form: RowForm
    span: Span
    label: LabelUse | None
    cells: tuple[Cell, ...]
    numbers: int
    reason: str = ""
    zero: bool = False

    @property
    def unaligned(self) -> bool:
        """Whether no cell of the row can be trusted to stand in its column."""
        return not self.cells


@holds_spans
class ForeignText(NamedTuple):
    """A fixed text that belongs to another form than the report's."""

    span: Span
    raw: str
    form: Form


@holds_spans
@dataclass(frozen=True)
class Table:
    """A prescribed table as far as it was found.

    ``header_labels`` are the column labels that were recognised; ``loose_rows`` counts rows of
    numbers that no label claimed, so that a row is not said to be missing when only its label is.
    """

    form: TableForm
    span: Span
    rows: Mapping[str, Row]
    header_labels: tuple[LabelUse, ...] = ()
    caption: LabelUse | None = None
    loose_rows: int = 0

    @property
    def id(self) -> str:
        """The id of the table in its form."""
        return self.form.id

    @cached_property
    def cells(self) -> Mapping[Place, Cell]:
        """Every bound cell by (row id, column id)."""
        return MappingProxyType({(cell.row, cell.column): cell for row in self.rows.values() for cell in row.cells})

    def cell(self, row: str, column: str) -> Cell | None:
        """The cell of a row and a column, if it is bound; :attr:`cells` looks at all rows."""
        found = self.rows.get(row)
        if found is not None:
            for cell in found.cells:
                if cell.column == column:
                    return cell
        return None

    def cell_name(self, row: str, column: str) -> str:
        """A cell in the words of the form: “（一）予以公开 × 自然人”."""
        return " × ".join(part for part in (self.row_name(row), self.column_name(column)) if part)

    def row_name(self, row: str) -> str:
        """The official label of a row."""
        return self.form.row(row).label.official

    def column_name(self, column: str) -> str:
        """The official label of a column, with the heading above it where that is needed."""
        form: ColumnForm = self.form.column(column)
        return f"{form.under} {form.label.official}" if form.under else form.label.official


EQUATIONS = ("=", "==")
"""The relations that say what a side should be."""

Outcome = Literal["holds", "fails", "blank", "unknown"]
Side = Literal["left", "right"]


class Operand(NamedTuple):
    """A cell that enters an identity, with its weight on its side of the equation."""

    cell: Cell | None
    row: str
    column: str
    weight: Number
    side: Side


@dataclass(frozen=True)
class IdentityCheck:
    """An identity in one row or column (``line``).

    ``left`` and ``right`` are numbers only where every operand is one; with ``blank`` some cell is
    empty, with ``unknown`` some cell was not found or not understood.
    """

    form: IdentityForm
    table: Table
    line: str
    cells: tuple[Cell | None, ...]
    outcome: Outcome
    left: Number | None = None
    right: Number | None = None

    @cached_property
    def operands(self) -> tuple[Operand, ...]:
        """The cells with their weights, in the order of the formula, those on the left first."""
        formula, by_column = self.form.formula, self.form.each == "column"
        found = []
        for number, (cell, term) in enumerate(zip(self.cells, formula.terms, strict=True)):
            row, column = (term.name, self.line) if by_column else (self.line, term.name)
            side: Side = "left" if number < len(formula.left.terms) else "right"
            found.append(Operand(cell, row, column, term.weight, side))
        return tuple(found)

    @property
    def computed(self) -> Cell | None:
        """The cell that an equation computes: the one on its left, if there is only one and it was found."""
        formula = self.form.formula
        alone = len(formula.left.terms) == 1 and formula.left.terms[0].weight == 1 and not formula.left.constant
        return self.cells[0] if alone and formula.relation in EQUATIONS else None

    @property
    def line_name(self) -> str:
        """The row or column that the identity was checked in, in the words of the form."""
        if self.form.each == "column":
            return self.table.column_name(self.line)
        return self.table.row_name(self.line) or self.table.form.name.zh


@dataclass(frozen=True)
class Fault:
    """One wrong cell or, where no single cell explains it, one failing identity.

    ``checks`` are the identities that fail because of it, the most telling one first; ``expected`` is
    the value that would make all of them hold, where there is one.
    """

    checks: tuple[IdentityCheck, ...]
    cell: Cell
    expected: Number | None


@holds_spans
class ArticleReference(NamedTuple):
    """第二十条第（五）项: numbers as integers, 0 for a part that is not there."""

    span: Span
    article: int
    paragraph: int
    paragraph_span: Span | None
    items: tuple[tuple[int, Span], ...]


@holds_spans
class DocumentNumber(NamedTuple):
    """国办公开办函〔2021〕30号. ``office`` is the issuing office's code as far as it is known."""

    span: Span
    office: str
    office_span: Span
    year: int
    year_span: Span
    number: int
    brackets: str


@holds_spans
class Citation(NamedTuple):
    """A statute or document as the prose names it.

    ``title`` is the text between 《 and 》 (folded, without spaces). A citation may be a document
    number alone, or articles alone. ``table`` is set where it is the caption of a table.
    """

    span: Span
    title: str
    title_span: Span | None
    numbers: tuple[DocumentNumber, ...]
    decree: int | None
    decree_span: Span | None
    articles: tuple[ArticleReference, ...]
    short_name: str
    section: str | None
    in_table: bool


YearRole = Literal["period", "lead", "plan", "comparison", "citation", "carried", "range", "date", "other"]


@holds_spans
class YearMention(NamedTuple):
    """A year in the prose. ``sentence`` is the span of the sentence it stands in."""

    span: Span
    year: int
    role: YearRole
    section: str | None
    sentence: Span


@holds_spans
class Amount(NamedTuple):
    """A number with its unit in the prose: 4件, 近8万余人次, 33.9%.

    ``low`` and ``high`` are what it may mean (without its words for “about” they are equal); ``high`` is
    None where there is no end (8万以上). ``digits`` is the span of the number alone, ``decimals`` how many
    it has behind the point.
    """

    span: Span
    digits: Span
    low: Number
    high: Number | None
    unit: str
    decimals: int
    section: str | None
    sentence: Span

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


@holds_spans
class Statement(NamedTuple):
    """What the prose says of an amount: how many (``amount``), or that there were none (None).

    ``topic`` and ``action`` are names of ``statements.toml``, ``action`` empty where none is said and
    ``verb`` its word. ``scope`` are words with which it may be the count of another office or of more than one.
    """

    span: Span
    topic: str
    action: str
    verb: str
    amount: Amount | None
    scope: str
    section: str | None
    sentence: Span

    @property
    def low(self) -> Number:
        """The least that it may mean."""
        return self.amount.low if self.amount else 0

    @property
    def high(self) -> Number | None:
        """The most that it may mean; None where there is no end."""
        return self.amount.high if self.amount else 0


@holds_spans
class SelfName(NamedTuple):
    """What the report calls its authority: 我镇, 本局. ``word`` is what stands behind 我 or 本."""

    span: Span
    word: str
    section: str | None


Frame = Literal["medium", "website", "report", "economy", "superior"]


@holds_spans
class PlaceMention(NamedTuple):
    """A place that the prose names as its own: the name of its medium, its website, its report, its economy,
    or (``superior``) the committee or government above it.

    ``name`` is the place without what the frame adds; ``level`` is empty where the name does not tell.
    """

    span: Span
    name: str
    level: Level
    frame: Frame


@holds_spans
class Breakdown(NamedTuple):
    """A number and its parts: 公开126条，其中网站100条、微信26条.

    ``whole`` says that the text gives the parts as all there are (分别为), not as some of them (其中). ``besides`` are
    amounts of the same unit before the total in its sentence, the nearest first: the parts may be of their sum, as in
    收到5件，上年结转1件，其中….
    """

    total: Amount
    parts: tuple[Amount, ...]
    whole: bool
    besides: tuple[Amount, ...] = ()


class ClaimCheck(NamedTuple):
    """A statement against the table that has the same number.

    ``readings`` are the numbers that the table gives for it, by the readings of the form that could be
    computed; with ``unknown`` some cell was not found, is empty or was not understood. ``places`` are those of the cells
    of all readings, ``places_meant`` those of the first that holds, else of the first that has any.
    """

    form: ClaimForm
    statement: Statement
    table: Table
    places: tuple[Place, ...]
    places_meant: tuple[Place, ...]
    readings: tuple[Number, ...]
    outcome: Literal["holds", "fails", "unknown"]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of all readings."""
        return self._at(self.places)

    @property
    def meant(self) -> tuple[Cell, ...]:
        """The cells of the reading that is most likely meant."""
        return self._at(self.places_meant)

    def _at(self, places: Iterable[Place]) -> tuple[Cell, ...]:
        return tuple([cell for place in places if (cell := self.table.cell(*place)) is not None])


@dataclass(frozen=True)
class Reading:
    """How a text is to be read: what the user says overrules what the text seems to say.

    ``body`` is the name of the authority, ``kind`` what it calls itself behind 我.
    """

    year: int | None = None
    form: str | None = None
    body: str | None = None
    kind: str | None = None
