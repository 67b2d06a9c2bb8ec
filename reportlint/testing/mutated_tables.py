"""Faults of tables: numbers, cells, rows, labels and whole tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from reportlint.forms import FormBook, TableForm

from .drawing import Block, Drawing, DrawnCell, is_data
from .mutating import Change, Mutation, Place, Sample, drawings, slip, with_cell
from .sample import consistent_numbers
from .shapes import Shape

_APPLICATIONS = ("TBL301", "TBL302", "TBL303")
_DISPUTES = ("TBL304", "TBL305")


def table_mutations() -> Iterator[Mutation]:
    """Every fault of tables."""
    yield Mutation("slip-in-row-total", ("TBL301", *_APPLICATIONS), _slipped(lambda row, column: column == "total"))
    yield Mutation("slip-in-outcome", _APPLICATIONS, _slipped(lambda row, column: row not in _SUMS))
    yield Mutation("slip-in-outcome-total", ("TBL302", *_APPLICATIONS), _slipped(lambda row, _: row == "result_total"))
    yield Mutation(
        "slip-in-balance", ("TBL303", *_APPLICATIONS), _slipped(lambda row, _: row in _SUMS and row != "result_total")
    )
    for block, code in (("review", "TBL304"), ("direct", "TBL305"), ("after", "TBL305")):
        yield Mutation(f"slip-in-{block}", (code,), _slipped_dispute(block))
    yield Mutation("letter-for-zero", ("TBL202", *_APPLICATIONS), _letter_for_zero("applications"), fits=_not_a_page)
    yield Mutation(
        "letter-for-zero-in-disputes", ("TBL202", *_DISPUTES), _letter_for_zero("disputes"), fits=_not_a_page
    )
    yield Mutation("rules-of-a-body-without-the-power", ("TBL207",), _rules_made)
    yield Mutation("blank", ("TBL201",), _cell_texts(("",)), fits=_separates_cells)
    yield Mutation("no-number", ("TBL202",), _cell_texts(("/", "-", "无", "—")), fits=_not_a_page)
    yield Mutation("unit", ("TBL203",), _with_unit, fits=_not_a_page)
    yield Mutation("no-count", ("TBL204",), _cell_texts(("-3", "2.5", "-1", "0.5"), counts=True))
    yield Mutation("form-of-other-years", ("TBL101",), _form_of_other_years)
    yield Mutation("row-missing", ("TBL102",), _row_missing, removal=True)
    yield Mutation("row-label", ("TBL103",), _row_label)
    yield Mutation("column-label", ("TBL104",), _column_label, fits=_keeps_headers)
    yield Mutation("table-missing", ("TBL105", "SEC201"), _table_missing, removal=True)


_SUMS = ("new", "carried_in", "result_total", "carried_out")


def _separates_cells(shape: Shape) -> bool:
    """Whether an empty cell can be told from one that is not there."""
    return not shape.name.startswith(("cells", "pdf", "layout"))


def _not_a_page(shape: Shape) -> bool:
    """Whether what is no number in a cell can be told from a piece of a label."""
    return not shape.name.startswith(("pdf", "layout"))


def _keeps_headers(shape: Shape) -> bool:
    return not shape.name.startswith(("header", "pdf-lines", "pdf-wrapped", "layout"))


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────


def _slipped(chosen: Callable[[str, str], bool]) -> Change:
    def change(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
        places = [place for place in sample.numbers if place[0] == "applications" and chosen(*place[1:])]
        return _with_slip(sample, places, rng)

    return change


def _slipped_dispute(block: str) -> Change:
    def change(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
        places = [place for place in sample.numbers if place[0] == "disputes" and place[2].startswith(block)]
        return _with_slip(sample, places, rng)

    return change


def _with_slip(sample: Sample, places: list[Place], rng: Random) -> list[Block]:
    # Most cells are 0, where few slips are made.
    filled = [place for place in places if sample.numbers[place]]
    place = rng.choice(filled if filled and rng.random() < 0.8 else places)
    return sample.blocks(numbers={**sample.numbers, place: slip(sample.numbers[place], rng)})


def _rules_made(sample: Sample, rng: Random, forms: FormBook) -> list[Block] | None:
    if sample.body.rules or "region" in sample.body.kinds:
        return None
    row = [place for place in sample.numbers if place[:2] == ("documents", "rules")]
    return sample.blocks(numbers={**sample.numbers, **{place: rng.randint(1, 6) for place in row}})


# ── cells ────────────────────────────────────────────────────────────────────────────────────────


def _cells(drawing: Drawing, chosen: Callable[[DrawnCell], bool]) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row, cells in enumerate(drawing.rows)
        for column, cell in enumerate(cells)
        if cell.role == "number" and chosen(cell)
    ]


def _in_table(blocks: list[Block], table: str, place: tuple[int, int], text: str) -> list[Block]:
    at = drawings(blocks)[table]
    block = blocks[at]
    assert isinstance(block, Drawing)
    blocks[at] = with_cell(block, *place, text)
    return blocks


def _cell_texts(texts: tuple[str, ...], counts: bool = False) -> Change:
    def change(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
        blocks = sample.blocks()
        table = rng.choice(["applications", "applications", "disputes"] if counts else list(drawings(blocks)))
        block = blocks[drawings(blocks)[table]]
        assert isinstance(block, Drawing)
        # In the columns of changes a sign or a word is right.
        columns = [at for at, column in enumerate(sample.form.table(table).columns) if column.kind != "signed"]
        first = len(block.rows[-1]) - len(sample.form.table(table).columns)
        found = [place for place in _cells(block, lambda cell: True) if place[1] - first in columns]
        return _in_table(blocks, table, rng.choice(found), rng.choice(texts))

    return change


def _letter_for_zero(table: str) -> Change:
    def change(sample: Sample, rng: Random, forms: FormBook) -> list[Block] | None:
        blocks = sample.blocks()
        block = blocks[drawings(blocks)[table]]
        assert isinstance(block, Drawing)
        found = _cells(block, lambda cell: "0" in cell.text)
        if not found:
            return None
        row, column = rng.choice(found)
        return _in_table(blocks, table, (row, column), block.rows[row][column].text.replace("0", "O", 1))

    return change


def _with_unit(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
    blocks = sample.blocks()
    table = rng.choice(list(drawings(blocks)))
    block = blocks[drawings(blocks)[table]]
    assert isinstance(block, Drawing)
    row, column = rng.choice(_cells(block, lambda cell: True))
    cell = block.rows[row][column]
    return _in_table(blocks, table, (row, column), cell.text + cell.unit)


# ── rows, labels and tables ──────────────────────────────────────────────────────────────────────


def _form_of_other_years(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
    other = forms.for_year(2023 if sample.year < 2021 else 2020)
    assert other is not None, "there are two forms with tables"
    return sample.blocks(numbers=consistent_numbers(other, rng), form=other)


def _row_missing(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
    blocks = sample.blocks()
    tables = [table for table in sample.form.tables if len(table.rows) > 1]
    at = drawings(blocks)[rng.choice(tables).id]
    block = blocks[at]
    assert isinstance(block, Drawing)
    row = rng.choice([at for at, cells in enumerate(block.rows) if is_data(cells)])
    rows = [list(cells) for cells in block.rows]
    gone = rows.pop(row)
    # The group that begins with the row now begins with the next one.
    for column, cell in enumerate(gone):
        if cell.role == "group" and row < len(rows) and rows[row][column].role == "merged":
            rows[row][column] = cell
    blocks[at] = replace(block, rows=tuple(tuple(cells) for cells in rows))
    return blocks


def _labels(table: TableForm, roles: tuple[str, ...]) -> dict[str, list[str]]:
    labels = [row.label for row in table.rows] if "label" in roles else []
    labels += [column.label for column in table.columns] if "header" in roles else []
    return {label.official: [one for one in label.variants if one not in label.also] for label in labels}


def _worded_otherwise(sample: Sample, rng: Random, roles: tuple[str, ...]) -> list[Block] | None:
    blocks = sample.blocks()
    found = []
    for at, block in enumerate(blocks):
        if isinstance(block, Drawing):
            variants = _labels(sample.form.table(block.table), roles)
            found += [
                (at, row, column, variant)
                for row, cells in enumerate(block.rows)
                for column, cell in enumerate(cells)
                if cell.role in roles
                for variant in variants.get(cell.text, [])
            ]
    if not found:
        return None
    at, row, column, variant = rng.choice(found)
    block = blocks[at]
    assert isinstance(block, Drawing)
    blocks[at] = with_cell(block, row, column, variant)
    return blocks


def _row_label(sample: Sample, rng: Random, forms: FormBook) -> list[Block] | None:
    return _worded_otherwise(sample, rng, ("label",))


def _column_label(sample: Sample, rng: Random, forms: FormBook) -> list[Block] | None:
    return _worded_otherwise(sample, rng, ("header",))


def _table_missing(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
    # Prose in the place of the only table of a section may tell of a picture.
    prose = {place: lines for place, lines in sample.prose().items() if "disputes" not in place}
    blocks = sample.blocks(prose)
    at = rng.choice(list(drawings(blocks).values()))
    return [*blocks[:at], *blocks[at + 1 :]]
