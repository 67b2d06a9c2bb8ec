"""A report as it was understood."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, groupby
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from reportlint.forms import Form
from reportlint.source import SourceText, Span, label_key
from reportlint_grammar import Node

from .bodies import Body, body_named
from .claims import ClaimReadings, check_claims
from .facts import Facts
from .faults import find_faults
from .identities import check_identities
from .model import (
    Amount,
    Breakdown,
    Citation,
    ClaimCheck,
    Fault,
    ForeignText,
    Heading,
    IdentityCheck,
    Paragraph,
    PlaceMention,
    Reading,
    Section,
    SelfName,
    Statement,
    Table,
    Title,
    YearMention,
)  # fmt: skip
from .outline import Outline
from .prose import Prose

_Block = TypeVar("_Block", Paragraph, Heading)


class Piece(NamedTuple):
    """A part of a text: where it begins, and all that what is read out of it depends on (empty: there is none)."""

    start: int
    key: tuple[Hashable, ...]


@dataclass(frozen=True)
class Report:
    """A report with everything that rules look at.

    ``form`` is that of its year; ``shape`` the one that it was read with, the newest where no year is known.
    ``captions`` are the citations of its tables, ``table_piece`` the sections that have them, and ``readings`` what the
    numbers of the prose are held against.
    """

    source: SourceText
    reading: Reading
    title: Title | None
    year: int | None
    form: Form | None
    shape: Form | None
    sections: Mapping[str, Section]
    front: Span
    tables: Mapping[str, Table]
    foreign_texts: tuple[ForeignText, ...]
    captions: tuple[Citation, ...]
    outline: Outline = field(repr=False)
    prose: Prose = field(repr=False)
    table_piece: Piece
    readings: ClaimReadings = field(repr=False, compare=False)
    traditional: bool
    looks_like_report: bool

    @property
    def tree(self) -> Node:
        """The syntax tree of the text."""
        return self.outline.tree

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings, in order."""
        return self.outline.headings

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs, in order."""
        return self.prose.paragraphs

    @cached_property
    def citations(self) -> Sequence[Citation]:
        """The statutes and documents that are cited: in the prose, then in the captions of tables."""
        return self.prose.all("citations", self.captions)

    @cached_property
    def years(self) -> Sequence[YearMention]:
        """The years of the prose."""
        return self.prose.all("years")

    @cached_property
    def amounts(self) -> Sequence[Amount]:
        """The amounts of the prose."""
        return self.prose.all("amounts")

    @cached_property
    def breakdowns(self) -> Sequence[Breakdown]:
        """The numbers of the prose that are told with their parts."""
        return self.prose.all("breakdowns")

    @cached_property
    def statements(self) -> Sequence[Statement]:
        """What the prose says how many of something there were."""
        return self.prose.all("statements")

    @cached_property
    def self_names(self) -> Sequence[SelfName]:
        """What the report calls its authority."""
        return self.prose.all("self_names")

    @cached_property
    def places(self) -> Sequence[PlaceMention]:
        """The places that the prose names as its own."""
        return self.prose.all("places")

    @cached_property
    def claims(self) -> tuple[ClaimCheck, ...]:
        """The statements whose numbers a table has, too, against it."""
        if self.shape is None:
            return ()
        return check_claims(self.shape, self.tables, self.readings, self.statements)

    def facts_of(self, paragraph: Paragraph) -> Facts:
        """All that a paragraph of the report says."""
        return self.prose.of(paragraph)

    @cached_property
    def identities(self) -> tuple[IdentityCheck, ...]:
        """Every identity of the form, checked in every row or column of its table."""
        return check_identities(self.shape, self.tables) if self.shape is not None else ()

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """What explains the identities that fail."""
        return find_faults(self.identities)

    @cached_property
    def body(self) -> Body | None:
        """The authority of the report: that which the user says, else that which the title names."""
        named = self.reading.body or (self.title.body if self.title is not None else "")
        return body_named(named, self.reading.kind)

    @cached_property
    def amounts_by_sentence(self) -> Mapping[Span, Sequence[Amount]]:
        """The amounts of each sentence that has any, in order."""
        return _AmountsBySentence(self)

    @cached_property
    def short_names(self) -> Mapping[str, str]:
        """What the report calls statutes for short: full titles by the key of the short name."""
        citations = chain(self.prose.unplaced("citations"), self.captions)
        names = {label_key(one.short_name): one.title for one in citations if one.short_name}
        return MappingProxyType(names)

    def paragraphs_of(self, section: Section) -> tuple[Paragraph, ...]:
        """The paragraphs of a prescribed section, in order."""
        return _within(self.paragraphs, section.span)

    def headings_of(self, section: Section) -> tuple[Heading, ...]:
        """The headings inside a prescribed section, in order, without its own."""
        return _within(self.headings, section.body_span)

    def raw(self, span: Span) -> str:
        """The raw text of a span."""
        return self.source.slice(span)

    def folded(self, span: Span) -> str:
        """The folded text of a span, of the same length."""
        return self.source.folded[span.start : span.end]

    def section_at(self, offset: int) -> str | None:
        """The id of the prescribed section that an offset stands in."""
        for section in self.sections.values():
            if section.span.start <= offset < section.span.end:
                return section.id
        return None


def _within(blocks: tuple[_Block, ...], span: Span) -> tuple[_Block, ...]:
    """The blocks, which are in the order of the text, that begin in a span."""
    first = bisect_left(blocks, span.start, key=_start)
    return blocks[first : bisect_left(blocks, span.end, first, key=_start)]


def _start(block: Paragraph | Heading) -> int:
    return block.span.start


class _AmountsBySentence(Mapping[Span, Sequence[Amount]]):
    """Amounts by their sentences: those of a paragraph are gathered when one of its sentences is asked for."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._gathered: dict[Paragraph, dict[Span, tuple[Amount, ...]]] = {}

    def __getitem__(self, sentence: Span) -> Sequence[Amount]:
        paragraphs = self._report.paragraphs
        at = bisect_right(paragraphs, sentence.start, key=_start)
        return self._of(paragraphs[max(at, 1) - 1])[sentence]

    def __iter__(self) -> Iterator[Span]:
        return chain.from_iterable(map(self._of, self._report.paragraphs))

    def __len__(self) -> int:
        return sum(len(self._of(paragraph)) for paragraph in self._report.paragraphs)

    def _of(self, paragraph: Paragraph) -> dict[Span, tuple[Amount, ...]]:
        if paragraph not in self._gathered:
            amounts = self._report.facts_of(paragraph).amounts
            grouped = groupby(amounts, key=lambda amount: amount.sentence)
            self._gathered[paragraph] = {sentence: tuple(group) for sentence, group in grouped}
        return self._gathered[paragraph]
