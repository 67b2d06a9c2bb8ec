"""A report out of its text: the one way from a tree and a form to everything that rules look at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from types import MappingProxyType

from reportlint.forms import Form, FormBook
from reportlint.memory import Memory
from reportlint.source import SourceText, Span, fold, moved

from .binding import Binding, bind
from .citations import citations_in
from .claims import ClaimReadings
from .model import Citation, Reading, Section, Title
from .outline import Followed, Outline, outline
from .prose import read_prose
from .report import Piece, Report
from .structure import find_sections, find_title

_PERIOD = re.compile(r"((?:19|20)\d\d) ?年 ?0?1 ?月 ?0?1 ?日")
# Characters that only traditional texts use and that are frequent in any prose.
_TRADITIONAL = frozenset("個們來國對後時會東車長門開關這進過還說問間與華條實現發務辦議設請讓議業產動區電體點機構")
# So many different ones in the beginning of a text are not a name or a quotation.
_TRADITIONAL_ENOUGH = 8
# Schools report on their own information, by academic years, and not by the regulation.
_OF_SCHOOLS = re.compile(r"\d学年|高等学校信息公开办法")
_GOVERNMENT = re.compile(r"政府|政务")
# Where the preface of a text may stand that has no section.
_PREFACE_LENGTH = 2000
# Prescribed headings that make a report of a text without a title.
_HEADINGS_ENOUGH = 4


def read_report(
    source: SourceText, forms: FormBook, reading: Reading = Reading(), memory: Memory | None = None
) -> Report:
    """The report that a text is. Total: every text gives a report, if need be an empty one.

    With the memory of an earlier state of the text, what has not changed is not worked out again.

    Raises:
        KeyError: ``reading.form`` is no form of the book.
        reportlint.toml.TomlError: the files of the form contradict each other.
    """
    followed = memory.recall("outline", Followed) if memory is not None else None
    parts = followed.outline_of(source) if followed is not None else outline(source)
    title = find_title(list(parts.prose(parts.front_end)), source, forms.titles())
    year = reading.year or _report_year(title, source, parts)
    words, body = ("".join(fold(title.text).split()), title.body) if title is not None else ("", "")
    form = forms.get(reading.form) if reading.form else forms.for_year(year, words, body) if year else None
    # A report that does not say its year is still read with the newest form, so that its sections show.
    shape = form or forms.newest(words)
    sections = find_sections(shape, parts.headings, parts.prose(), source) if shape else []
    # A line that is nothing but a heading is no prose; one that runs into its text is.
    lines = [(section.heading.span, source.line_of(section.heading.span.start)) for section in sections]
    skip = frozenset(source.line_starts[line] for span, line in lines if span.end >= source.line_span(line).end)
    front_end = min([parts.front_end, *(section.span.start for section in sections)])
    piece = _table_piece(shape, sections, source)
    binding = (
        _bind(shape, forms, sections, parts, source, piece, memory) if shape else Binding(MappingProxyType({}), (), ())
    )
    # Those of other tables would be wrong, those of tables that have moved are not.
    readings = memory.recall(("readings", *piece.key), ClaimReadings) if memory is not None else ClaimReadings()
    pause = memory.pause if memory is not None else _go_on
    prose = read_prose(source, parts, sections, skip | binding.lines, year, followed, pause)
    return Report(
        source=source,
        reading=reading,
        title=title,
        year=year,
        form=form,
        shape=shape,
        sections=MappingProxyType({section.id: section for section in sections}),
        front=Span(0, front_end),
        tables=binding.tables,
        foreign_texts=binding.foreign,
        captions=tuple(_captions(source, parts, sections)),
        outline=parts,
        prose=prose,
        table_piece=piece,
        readings=readings,
        traditional=_is_traditional(source.text),
        looks_like_report=_has_title(words, source, forms, front_end) or len(sections) >= _HEADINGS_ENOUGH,
    )


def _has_title(words: str, source: SourceText, forms: FormBook, front_end: int) -> bool:
    """Whether the words of the title are those of a report of a public body on what the forms are for."""
    if not forms.titles().search(words):
        return False
    beginning = source.folded[: min(front_end, _PREFACE_LENGTH)]
    return bool(_GOVERNMENT.search(words)) or not _OF_SCHOOLS.search(beginning)


def _go_on() -> None:
    """Nothing asks a run to end that has no memory."""


def _report_year(title: Title | None, source: SourceText, parts: Outline) -> int | None:
    """The year of the title; without one, that of the period, then the commonest of the preface."""
    if title is not None and title.year is not None:
        return title.year
    front = source.folded[: parts.front_end]
    if match := _PERIOD.search(front):
        return int(match.group(1))
    counts = Counter(re.findall(r"(?<!\d)((?:19|20)\d\d) ?年", front))
    return int(counts.most_common(1)[0][0]) if counts else None


def _table_piece(shape: Form | None, sections: list[Section], source: SourceText) -> Piece:
    """The sections that have the tables."""
    with_tables = {table.section for table in shape.tables} if shape is not None else ()
    own = [section for section in sections if section.id in with_tables]
    if not own:
        return Piece(0, ())
    start, end = own[0].span.start, max(section.span.end for section in own)
    # Headings that are cells of a table show by their text.
    places = tuple((one.id, moved(one.span, -start), moved(one.heading.span, -start)) for one in own)
    # A text may have been cut off where it ends.
    return Piece(start, (shape, source.text[start:end], places, end == len(source.text)))


def _bind(
    shape: Form,
    forms: FormBook,
    sections: list[Section],
    parts: Outline,
    source: SourceText,
    piece: Piece,
    memory: Memory | None,
) -> Binding:
    """The tables, recalled where the sections that have them are what they were."""

    def anew() -> Binding:
        return bind(shape, forms.others(shape), sections, parts, source)

    if memory is None or not piece.key:
        return anew()
    return memory.recall_at(("tables", *piece.key), piece.start, anew)


def _captions(source: SourceText, parts: Outline, sections: list[Section]) -> Iterable[Citation]:
    """The citations inside tables: only captions cite there, 第二十条第（一）项 in a cell of its own."""
    for node in parts.captions():
        section = next((one.id for one in sections if one.span.start <= node.start < one.span.end), None)
        yield from citations_in(source.folded, Span(node.start, node.end), section, in_table=True)


def _is_traditional(text: str) -> bool:
    return len(_TRADITIONAL.intersection(text[:1000])) >= _TRADITIONAL_ENOUGH
