"""The prose of a report: its paragraphs and what they say, read part by part."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple, TypeVar, overload

from reportlint.source import SourceText, Span, moved

from .facts import Facts, facts_of
from .model import Paragraph, Section
from .outline import Followed, Outline, Part
from .paragraphs import paragraphs_of
from .statements import topic_of

Fact = TypeVar("Fact", covariant=True)


class Told(NamedTuple):
    """The facts of a paragraph, where it stood when they were found, and what they depend on besides its text."""

    facts: Facts
    at: int
    kind: str
    section: str | None
    topic: str
    year: int | None


class Said:
    """What the prose of a part says; ``around`` is what that depends on besides its text.

    ``topic`` is what its headings say of what follows.
    """

    __slots__ = ("_placed", "_placed_of", "around", "paragraphs", "told", "topic")

    def __init__(
        self, around: tuple[Any, ...], paragraphs: tuple[Paragraph, ...], told: tuple[Told, ...], topic: str
    ) -> None:
        self.around = around
        self.paragraphs = paragraphs
        self.told = told
        self.topic = topic
        self._placed: dict[int, tuple[Any, ...]] = {}
        self._placed_of: dict[tuple[int, int], tuple[Any, ...]] = {}

    def moved(self, by: int) -> Said:
        """The same, a number of characters further on; facts are moved when they are asked for."""
        paragraphs = tuple(
            [Paragraph(Span(start + by, end + by), kind, section) for (start, end), kind, section in self.paragraphs]
        )
        return Said(self.around, paragraphs, self.told, self.topic)

    def facts(self, number: int) -> tuple[Any, ...]:
        """The facts of a kind, by the number of its field, where they are."""
        placed = self._placed.get(number)
        if placed is None:
            found = [self.facts_of(at, number) for at, told in enumerate(self.told) if told.facts[number]]
            placed = self._placed[number] = tuple(chain.from_iterable(found))
        return placed

    def facts_of(self, at: int, number: int) -> tuple[Any, ...]:
        """Those of one paragraph. They are the very same for all who ask."""
        told = self.told[at]
        facts, by = told.facts[number], self.paragraphs[at].span.start - told.at
        if not facts or not by:
            return facts
        placed = self._placed_of.get((at, number))
        if placed is None:
            placed = self._placed_of[at, number] = moved(facts, by)
        return placed


class FactsOfAKind(Sequence[Fact]):
    """All facts of a kind, in order; each part of the text puts its own in their places when it comes to them."""

    def __init__(self, said: Sequence[Said], kind: str, more: tuple[Fact, ...] = ()) -> None:
        """Takes what the parts of the text say, the field of :class:`Facts`, and what comes behind all of them."""
        self._said = said
        self._number = Facts._fields.index(kind)
        self._more = more
        self._asked = False

    def __iter__(self) -> Iterator[Fact]:
        # Who goes through them once may stop soon; who does it twice does it often.
        if self._asked:
            return iter(self._all)
        self._asked = True
        return self._each()

    def _each(self) -> Iterator[Fact]:
        number = self._number
        return chain(chain.from_iterable(said.facts(number) for said in self._said), self._more)

    def __len__(self) -> int:
        return len(self._all)

    @overload
    def __getitem__(self, at: int) -> Fact: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Fact, ...]: ...

    def __getitem__(self, at: int | slice) -> Fact | tuple[Fact, ...]:
        return self._all[at]

    def __eq__(self, other: object) -> bool:
        return self._all == (other._all if isinstance(other, FactsOfAKind) else other)

    def __hash__(self) -> int:
        return hash(self._all)

    def __repr__(self) -> str:
        return repr(self._all)

    @cached_property
    def _all(self) -> tuple[Fact, ...]:
        return tuple(self._each())


class Prose:
    """The paragraphs of a text, in order, with their facts."""

    def __init__(self, said: Sequence[Said]) -> None:
        """Takes what each part says."""
        self.paragraphs = tuple(chain.from_iterable([one.paragraphs for one in said]))
        # Parts without paragraphs are of no use to anybody here.
        self._said = [one for one in said if one.paragraphs]

    def of(self, paragraph: Paragraph) -> Facts:
        """The facts of a paragraph of the text."""
        said = self._said[bisect_right(self._said, paragraph.span.start, key=_first) - 1]
        at = bisect_left(said.paragraphs, paragraph)
        return Facts(*[said.facts_of(at, number) for number in range(len(Facts._fields))])

    def all(self, kind: str, more: tuple[Any, ...] = ()) -> FactsOfAKind[Any]:
        """All facts of a kind, a field of :class:`Facts`, and ``more`` that stand elsewhere."""
        return FactsOfAKind(self._said, kind, more)

    def unplaced(self, kind: str) -> Iterator[Any]:
        """The same, with spans that mean nothing: for what is asked of each of many facts, and little of their places."""
        number = Facts._fields.index(kind)
        return chain.from_iterable([told.facts[number] for said in self._said for told in said.told])


def _first(said: Said) -> int:
    return said.paragraphs[0].span.start


def read_prose(
    source: SourceText,
    outline: Outline,
    sections: Sequence[Section],
    skip: Collection[int],
    year: int | None,
    followed: Followed | None = None,
    pause: Callable[[], None] = lambda: None,
) -> Prose:
    """The prose of a text.

    Args:
        source: the text.
        outline: its parts. What each of them says is kept with it.
        sections: the prescribed sections, in order.
        skip: the starts of lines that are headings or cells, and no prose.
        year: of the report.
        followed: knows the parts of the state before, whose paragraphs may be here again.
        pause: is called before a part is read.
    """
    begins = [(section.span.start, section.id) for section in sections]
    skipped = sorted(skip)
    here: str | None = None
    topic, at, skipping = "", 0, 0
    said: list[Said] = []
    before: _Known | None = None
    for part in outline.parts:
        start, end = part.start, part.end
        while at < len(begins) and begins[at][0] <= start:
            here = begins[at][1]
            at += 1
        # Most parts have neither a section that begins within them nor a line that is no prose.
        within = begins[at : bisect_left(begins, (end,), at)] if at < len(begins) and begins[at][0] < end else []
        without: Sequence[int] = ()
        if skipping < len(skipped) and skipped[skipping] < end:
            first, skipping = skipping, bisect_left(skipped, end, skipping)
            without = skipped[first:skipping]
        places = tuple([(place - start, id) for place, id in within]), tuple([place - start for place in without])
        around = (here, places, topic, year)
        if part.said is None or part.said.around != around:
            pause()
            if before is None:
                before = _known(followed.let_go, followed.folded_before) if followed is not None else {}
            known = before if part.said is None else {**before, **_known([part], source.folded)}
            paragraphs = paragraphs_of(part.prose, source, [(start, here), *within], without)
            part.said = _read(source.folded, part, paragraphs, around, known)
        said.append(part.said)
        topic = part.said.topic
    return Prose(said)


_About = tuple[str, str, "str | None", str, "int | None"]
_Known = dict[_About, Told]
"""Facts of paragraphs by all that they depend on."""


def _known(parts: Sequence[Part], folded: str) -> _Known:
    return {
        (folded[paragraph.span.start : paragraph.span.end], *told[2:]): told
        for part in parts
        if part.said is not None
        for paragraph, told in zip(part.said.paragraphs, part.said.told, strict=True)
    }


def _read(folded: str, part: Part, paragraphs: tuple[Paragraph, ...], around: tuple[Any, ...], known: _Known) -> Said:
    _, _, topic, year = around
    headings = [heading for heading in part.headings if heading.level > 1]
    found: list[Told] = []
    at = 0
    for paragraph in paragraphs:
        (start, end), kind, section = paragraph
        while at < len(headings) and headings[at].span.start < start:
            topic = topic_of(headings[at].text)
            at += 1
        told = known.get((folded[start:end], kind, section, topic, year))
        found.append(told or Told(facts_of(folded, paragraph, topic, year), start, kind, section, topic, year))
    return Said(around, paragraphs, tuple(found), topic_of(headings[-1].text) if headings else topic)
