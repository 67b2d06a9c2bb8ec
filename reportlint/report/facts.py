"""The facts of the prose: paragraph by paragraph, because none of them reaches beyond its own."""

from __future__ import annotations

from typing import NamedTuple

from reportlint.source import holds_spans

from .amounts import amounts_in, breakdowns_in
from .citations import citations_in
from .model import Amount, Breakdown, Citation, Paragraph, PlaceMention, SelfName, Statement, YearMention
from .names import places_named, self_names
from .statements import statements_in
from .years import years_in


@holds_spans
class Facts(NamedTuple):
    """What a paragraph says, each kind in its order."""

    citations: tuple[Citation, ...] = ()
    years: tuple[YearMention, ...] = ()
    amounts: tuple[Amount, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    statements: tuple[Statement, ...] = ()
    self_names: tuple[SelfName, ...] = ()
    places: tuple[PlaceMention, ...] = ()


def facts_of(folded: str, paragraph: Paragraph, topic: str, year: int | None) -> Facts:
    """The facts of a paragraph; ``topic`` is that of the heading above it, ``year`` the report's."""
    citations = citations_in(folded, paragraph.span, paragraph.section)
    amounts = amounts_in(folded, paragraph)
    facts = Facts(
        citations,
        years_in(folded, paragraph, citations),
        amounts,
        tuple(breakdowns_in(folded, amounts)) if len(amounts) > 1 else (),
        statements_in(folded, paragraph, amounts, topic, year),
        self_names(folded, paragraph),
        places_named(folded, paragraph),
    )
    return facts if any(facts) else _NOTHING


# Half the lines of a long text may say nothing, and need no facts of their own.
_NOTHING = Facts()
