"""A report as it was understood."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from reportlint.forms import Form
from reportlint.records import NamedTuple, dataclass
from reportlint.source import SourceText, Span, label_key
from reportlint_grammar import Node

from .bodies import Body, body_named
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

_Block = TypeVar("_Block", Paragraph, Heading)


class Piece(NamedTuple):
    """A part of a text: where it begins, and all that what is read out of it depends on (empty: there is none)."""

    start: int
    key: tuple[Hashable, ...]


@dataclass(frozen=True)
class Report:
    """A report with everything that rules look at.

    ``form`` is that of its year; ``shape`` the one that it was read with, the newest where no year is known.
    ``table_piece`` are the sections with its tables.
    """

    source: SourceText
    reading: Reading
    tree: Node
    title: Title | None
    year: int | None
    form: Form | None
    shape: Form | None
    headings: tuple[Heading, ...]
    sections: Mapping[str, Section]
    front: Span
    tables: Mapping[str, Table]
    foreign_texts: tuple[ForeignText, ...]
    paragraphs: tuple[Paragraph, ...]
    citations: tuple[Citation, ...]
    years: tuple[YearMention, ...]
    amounts: tuple[Amount, ...]
    breakdowns: tuple[Breakdown, ...]
    statements: tuple[Statement, ...]
    claims: tuple[ClaimCheck, ...]
    self_names: tuple[SelfName, ...]
    places: tuple[PlaceMention, ...]
    table_piece: Piece
    traditional: bool
    looks_like_report: bool

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
        by_sentence: dict[Span, list[Amount]] = {}
        for amount in self.amounts:
            by_sentence.setdefault(amount.sentence, []).append(amount)
        return MappingProxyType({sentence: tuple(amounts) for sentence, amounts in by_sentence.items()})

    @cached_property
    def short_names(self) -> Mapping[str, str]:
        """What the report calls statutes for short: full titles by the key of the short name."""
        names = {label_key(one.short_name): one.title for one in self.citations if one.short_name}
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
