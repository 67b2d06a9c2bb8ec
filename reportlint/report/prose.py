"""The prose of a report: its paragraphs and what they say, read part by part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from reportlint.source import SourceText, Span, moved

from .facts import Facts, facts_of
from .model import Paragraph, Section
from .outline import Followed, Outline, Part
from .paragraphs import paragraphs_of
from .statements import topic_of


class Told(NamedTuple):
    """The facts of a paragraph, where it stood when they were found, and what they depend on besides its text."""

    facts: Facts
    at: int
    kind: str
    section: str | None
    topic: str
    year: int | None


class Said(NamedTuple):
    """What the prose of a part says; ``around`` is what that depends on besides its text."""

    around: tuple[Any, ...]
    paragraphs: tuple[Paragraph, ...]
    told: tuple[Told, ...]
    topic: str

    def moved(self, by: int) -> Said:
        """The same, a number of characters further on; facts are moved when they are asked for."""
        paragraphs = tuple(
            [Paragraph(Span(start + by, end + by), kind, section) for (start, end), kind, section in self.paragraphs]
        )
        return Said(self.around, paragraphs, self.told, self.topic)


class Prose:
    """The paragraphs of a text, in order, with their facts."""

    def __init__(self, said: Sequence[Said]) -> None:
        """Takes what each part says."""
        self.paragraphs = tuple(chain.from_iterable([one.paragraphs for one in said]))
        self._told = list(chain.from_iterable([one.told for one in said]))

    def of(self, paragraph: Paragraph) -> Facts:
        """The facts of a paragraph of the text."""
        told = self._told[bisect_left(self.paragraphs, paragraph)]
        return moved(told.facts, paragraph.span.start - told.at)

    def all(self, kind: str) -> tuple[Any, ...]:
        """All facts of a kind: a field of :class:`Facts`."""
        return tuple(self._all(Facts._fields.index(kind)))

    def unplaced(self, kind: str) -> Iterator[Any]:
        """The same, with spans that mean nothing: for what is asked of each of many facts, and little of their places."""
        number = Facts._fields.index(kind)
        return chain.from_iterable([one.facts[number] for one in self._told])

    def _all(self, number: int) -> Iterator[Any]:
        for paragraph, told in zip(self.paragraphs, self._told, strict=True):
            if told.facts[number]:
                yield from moved(told.facts[number], paragraph.span.start - told.at)


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
