"""The facts of the prose: paragraph by paragraph, because none of them reaches beyond its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain

from reportlint.memory import Memory
from reportlint.records import NamedTuple
from reportlint.source import holds_spans

from .amounts import amounts_in, breakdowns_in
from .citations import citations_in
from .model import Amount, Breakdown, Citation, Heading, Paragraph, PlaceMention, SelfName, Statement, YearMention
from .names import places_named, self_names
from .statements import statements_in, topic_of
from .years import years_in


@holds_spans
class Facts(NamedTuple):
    """What the prose says, each kind in the order of the text."""

    citations: tuple[Citation, ...] = ()
    years: tuple[YearMention, ...] = ()
    amounts: tuple[Amount, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    statements: tuple[Statement, ...] = ()
    self_names: tuple[SelfName, ...] = ()
    places: tuple[PlaceMention, ...] = ()


def facts_in(
    folded: str,
    paragraphs: Iterable[Paragraph],
    headings: Sequence[Heading],
    year: int | None,
    memory: Memory | None = None,
) -> Facts:
    """The facts of all paragraphs; ``year`` is the report's."""
    below = [heading for heading in headings if heading.level > 1]
    starts = [heading.span.start for heading in below]
    topics = [topic_of(heading.text) for heading in below]
    found: list[Facts] = []
    for paragraph in paragraphs:
        at = bisect_left(starts, paragraph.span.start)
        topic = topics[at - 1] if at else ""
        anew = partial(_facts, folded, paragraph, topic, year)
        if memory is None:
            found.append(anew())
            continue
        start, end = paragraph.span
        key = ("facts", folded[start:end], paragraph.kind, paragraph.section, topic, year)
        found.append(memory.recall_at(key, start, anew))
    return Facts(*(tuple(chain.from_iterable(kind)) for kind in zip(*found, strict=True)))


def _facts(folded: str, paragraph: Paragraph, topic: str, year: int | None) -> Facts:
    citations = tuple(citations_in(folded, paragraph.span, paragraph.section))
    amounts = tuple(amounts_in(folded, paragraph))
    return Facts(
        citations,
        tuple(years_in(folded, paragraph, citations)),
        amounts,
        tuple(breakdowns_in(folded, amounts)),
        tuple(statements_in(folded, paragraph, amounts, topic, year)),
        tuple(self_names(folded, paragraph)),
        tuple(places_named(folded, paragraph)),
    )
