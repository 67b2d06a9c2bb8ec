"""The text of a report as the lines of a numbered list, with what was found marked and told below its line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from reportlint.diagnostic import Severity
from reportlint.source import SourceText, Span
from reportlint.toml import Text

from .escape import escaped, tag

_MOST_LINES = 1500
"""A text with more lines is shown around its findings only."""
_AROUND = 20
"""How many lines then stand before and behind a finding."""
_LONG = 2000
"""A piece of a line without findings that is longer is shown by its ends only, in characters."""
_ENDS = 400

_CUT = Text("……（略去 {count} 字）……", " … ({count} characters left out) … ")
_GAP = Text("（略去 {count} 行）", "({count} lines left out)")


class Note(NamedTuple):
    """Something that is told below the line where its span starts; ``content`` is HTML, ``id`` that of its element."""

    span: Span
    severity: Severity
    id: str
    content: str


def text_lines(
    source: SourceText, notes: Sequence[Note], anchors: Collection[int], prefix: str, language: str
) -> Iterator[str]:
    """List items, the lines of a text.

    Args:
        anchors: lines, from 0, that are linked to: the item has the id that :func:`line_id` says.
        prefix: what ids begin with.
    """
    by_line: dict[int, list[Note]] = defaultdict(list)
    for note in notes:
        by_line[source.line_of(min(note.span.start, len(source.text)))].append(note)
    expected = 0
    for line in _shown(len(source.line_starts), {*by_line, *anchors}):
        jump = ""
        if line != expected:
            gap = _GAP.in_language(language).format(count=line - expected)
            yield f'<li class="gap">{escaped(gap)}'
            jump = f' value="{line + 1}"'
        expected = line + 1
        anchor = f' id="{line_id(prefix, line)}"' if line in anchors else ""
        here = by_line.get(line)
        if here is None:
            yield f"<li{jump}{anchor}>{_plain(source.slice(source.line_span(line)), language)}"
        else:
            marked = "".join(_marked(source, source.line_span(line), here, language))
            told = "".join(note.content for note in here)
            yield f'<li{jump}{anchor} class="h">{tag("span", marked, class_="t")}{told}'


def line_id(prefix: str, line: int) -> str:
    """The id of the item of a line, from 0."""
    return f"{prefix}L{line + 1}"


def _shown(count: int, important: Iterable[int]) -> Iterable[int]:
    if count <= _MOST_LINES:
        return range(count)
    near = {one for line in important for one in range(max(0, line - _AROUND), min(count, line + _AROUND + 1))}
    return sorted(near)


def _marked(source: SourceText, line: Span, notes: Sequence[Note], language: str) -> Iterator[str]:
    """The pieces of a line between the ends of its spans; one that belongs to several is marked for the gravest.

    A span that goes on in other lines is marked to the end of this one.
    """
    spans = [Span(min(note.span.start, line.end), max(note.span.start, min(note.span.end, line.end))) for note in notes]
    cuts = sorted({line.start, line.end, *(place for span in spans for place in span)})
    # Behind the last cut nothing follows, but an empty span may stand there.
    for start, end in zip(cuts, [*cuts[1:], line.end], strict=True):
        points = [note for note, span in zip(notes, spans, strict=True) if span == (start, start)]
        if points:
            yield _mark(points, "", "point")
        text = source.text[start:end]
        over = [note for note, span in zip(notes, spans, strict=True) if span.start <= start and end <= span.end]
        if text:
            yield _mark(over, _plain(text, language)) if over else _plain(text, language)


def _mark(notes: Sequence[Note], content: str, *classes: str) -> str:
    gravest = min(notes, key=lambda note: note.severity.rank)
    return tag("mark", tag("a", content, href=f"#{gravest.id}"), class_=" ".join((gravest.severity.value, *classes)))


def _plain(text: str, language: str) -> str:
    if len(text) <= _LONG:
        return escaped(text)
    cut = _CUT.in_language(language).format(count=len(text) - 2 * _ENDS)
    return escaped(text[:_ENDS]) + tag("span", escaped(cut), class_="cut") + escaped(text[-_ENDS:])
