"""Paragraphs out of lines: a sentence that a page or the width of a line broke is one again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from reportlint.source import SourceText, Span
from reportlint_grammar import Node

from .model import Paragraph, ParagraphKind


def paragraphs_of(
    nodes: Iterable[Node], source: SourceText, sections: Iterable[tuple[int, str | None]], skip: Collection[int]
) -> tuple[Paragraph, ...]:
    """The paragraphs that lines of prose are.

    ``sections`` are where sections begin, in order, and their ids; ``skip`` are starts of lines that are no prose.

    A sentence that a page or the width of a line broke is one paragraph again, its span with what stands
    between the pieces.
    """
    found: list[Paragraph] = []
    ahead = iter(sections)
    section: str | None = None
    following = next(ahead, None)
    for node in nodes:
        while following is not None and node.start >= following[0]:
            section, following = following[1], next(ahead, None)
        if node.kind == "title" or node.start in skip:
            continue
        end = _line_end(node, source)
        if found and found[-1].section == section and _goes_on(found[-1].span, node, source):
            found[-1] = found[-1]._replace(span=Span(found[-1].span.start, end))
        else:
            kind: ParagraphKind = "item" if node.kind == "item" else "paragraph"
            found.append(Paragraph(Span(node.start, end), kind, section))
    return tuple(found)


# Marks that end a sentence or a clause, with the quotes and brackets that close behind them.
_ENDINGS = frozenset("。!?;:…\"')>*")
# What a page puts between two pieces of a sentence: line ends and, perhaps, the number of the page.
PAGE_BREAK = re.compile(r" *\n\s*(?:[-第页共/,\d ]{1,20}\n)?\s*")
# A line that ends sooner was ended by its author.
_SHORTEST_BROKEN_LINE = 20
# More than this is not what a page puts between two lines.
_WIDEST_BREAK = 60


def ends_sentence(source: SourceText, node: Node) -> bool:
    """Whether a line ends so that none behind it can go on with its sentence, or with one before it."""
    end = _line_end(node, source)
    return end > node.start and source.folded[end - 1] in _ENDINGS


def _line_end(node: Node, source: SourceText) -> int:
    end = node.end
    while end > node.start and source.text[end - 1] in "\r\n":
        end -= 1
    return end


def _goes_on(before: Span, node: Node, source: SourceText) -> bool:
    """Whether a line goes on with the sentence of the paragraph before it."""
    folded = source.folded
    if node.kind != "paragraph" or folded[node.start : node.start + 2].isspace() or folded[node.start] == "\t":
        return False
    if folded[before.end - 1] in _ENDINGS or before.end - before.start < _SHORTEST_BROKEN_LINE:
        return False
    if node.start - before.end > _WIDEST_BREAK:
        return False
    return PAGE_BREAK.fullmatch(folded, before.end, node.start) is not None
