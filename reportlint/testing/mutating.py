"""What a fault is put into: a correct report with everything that it was made from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random

from reportlint.forms import Form, FormBook

from .drawing import Block, Drawing, Heading, Numbers
from .prose import Facts, SampleBody, facts_of, plausible_numbers, sample_bodies, varied_prose
from .sample import sample_blocks
from .shapes import Shape

Paragraphs = Mapping[str, list[str]]
Place = tuple[str, str, str]
"""A cell: (table id, row id, column id)."""

YEARS = (2019, 2020, 2021, 2022, 2023, 2024, 2025)


@dataclass(frozen=True)
class Sample:
    """A correct report before it is written in a shape. ``seed`` decides its prose."""

    form: Form
    year: int
    body: SampleBody
    numbers: Numbers = field(repr=False)
    seed: int
    wanted: frozenset[str] = frozenset()

    @cached_property
    def facts(self) -> Facts:
        """What the report can say."""
        return facts_of(self.form, self.year, self.numbers, self.body, Random(self.seed))

    def prose(self, told: Facts | None = None) -> dict[str, list[str]]:
        """The paragraphs; ``told`` is told otherwise than it is."""
        return varied_prose(
            self.form, self.year, self.numbers, self.body, Random(self.seed), wanted=self.wanted, told=told
        )

    def blocks(
        self, prose: Paragraphs | None = None, numbers: Numbers | None = None, form: Form | None = None
    ) -> list[Block]:
        """The report, or one with other paragraphs, numbers or tables."""
        return sample_blocks(
            form or self.form, self.year, self.numbers if numbers is None else numbers,
            body=self.body.name, prose=self.prose() if prose is None else prose,
        )  # fmt: skip

    def topic(self, prose: Paragraphs, number: int) -> tuple[int, str, str]:
        """The paragraph on one of the five topics of the overview: its place, the words before its text, the text."""
        lines = prose["overview"]
        if len(lines) > 6:  # headings in lines of their own
            return 2 + 2 * number, "", lines[2 + 2 * number]
        line = lines[1 + number]
        head, mark, text = line.partition("，" if line.startswith("在") else "。")
        return 1 + number, head + mark, text


def random_sample(forms: FormBook, rng: Random, wanted: Collection[str] = ()) -> Sample:
    """A correct report of any year, body and size.

    Raises:
        ValueError: a year of :data:`YEARS` has no form.
    """
    year, body = rng.choice(YEARS), rng.choice(sample_bodies())
    form = forms.for_year(year)
    if form is None:
        raise ValueError(f"there is no form for {year}")
    numbers = plausible_numbers(form, body, rng)
    return Sample(form, year, body, numbers, rng.randrange(1 << 32), frozenset(wanted))


Change = Callable[[Sample, Random, FormBook], "list[Block] | None"]
"""Makes the report with the fault, or nothing where it does not fit."""


def _any_shape(shape: Shape) -> bool:
    return True


@dataclass(frozen=True)
class Mutation:
    """A fault with the codes of the rules of which one has to find it.

    ``removal`` says that something is missing, which may be told anywhere; ``fits`` tells the shapes
    in which the fault is to be seen at all, ``wanted`` the sentences that the report should have.
    """

    name: str
    codes: tuple[str, ...]
    change: Change
    removal: bool = False
    fits: Callable[[Shape], bool] = _any_shape
    wanted: frozenset[str] = frozenset()


def edited(prose: Paragraphs, place: str, number: int, text: str) -> dict[str, list[str]]:
    """The paragraphs with one of them changed."""
    lines = list(prose[place])
    lines[number] = text
    return {**prose, place: lines}


def drawings(blocks: Collection[Block]) -> dict[str, int]:
    """Where each table stands among the blocks."""
    return {block.table: at for at, block in enumerate(blocks) if isinstance(block, Drawing)}


def headings(blocks: Collection[Block]) -> list[int]:
    """Where the headings of the sections stand among the blocks."""
    return [at for at, block in enumerate(blocks) if isinstance(block, Heading)]


def with_cell(drawing: Drawing, row: int, column: int, text: str) -> Drawing:
    """The table with another text in one of its cells."""
    rows = [list(cells) for cells in drawing.rows]
    rows[row][column] = rows[row][column]._replace(text=text)
    return replace(drawing, rows=tuple(tuple(cells) for cells in rows))


def slip(number: int, rng: Random) -> int:
    """A number as a slip of the hand makes it: digits swapped, lost, doubled or mistaken; never the same."""
    digits = str(number)
    at = rng.randrange(len(digits))
    slips = {
        digits[:at] + digits[at:][:2][::-1] + digits[at + 2 :], digits[:at] + digits[at + 1 :],
        digits[:at] + digits[at] + digits[at:], digits[:at] + rng.choice("0123456789") + digits[at + 1 :],
        digits.replace("1", "7", 1), digits.replace("7", "1", 1), str(number + 1),
    }  # fmt: skip
    others = sorted({int(one) for one in slips if one} - {number})
    return rng.choice(others)
