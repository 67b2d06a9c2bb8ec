"""A text in its parts: each heading with what stands below it, read by itself.

A part that an edit did not touch is taken over into the next state of the text, with all that was read out of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from reportlint.source import Kept, SourceText, Span, moved
from reportlint_grammar import Node, TreePart, parse_report, parts_of, tree_of

from .model import Heading
from .paragraphs import ends_sentence
from .structure import read_heading

# A part of more blocks is cut in pieces, so that an edit costs no more than the piece that it is in.
_LONG = 40
# How much of a row is looked at for an article, which makes a caption of it.
_CAPTION = 40


class _Blocks(NamedTuple):
    """The blocks of a part, each kind in the order of the text.

    ``lines`` are all that may belong to a table: rows, and lines that may be single cells of one. ``captions`` are
    the rows that may cite an article.
    """

    tree: TreePart
    prose: tuple[Node, ...]
    lines: tuple[Node, ...]
    captions: tuple[Node, ...]


class Part:
    """A heading with what stands below it, up to the next one; the first part of a text may have no heading.

    Its nodes are where they were when it was parsed, and are moved (``by``) when somebody asks for them. ``said`` is
    for what its prose says.
    """

    __slots__ = ("_blocks", "_by", "end", "headings", "kind", "said", "start")

    def __init__(self, blocks: _Blocks, headings: tuple[Heading, ...], by: int = 0, said: Any = None) -> None:
        self.kind = blocks.tree.kind
        self.start = blocks.tree.start + by
        self.end = blocks.tree.end + by
        self.headings = headings
        self.said = said
        self._blocks = blocks
        self._by = by

    def moved(self, by: int) -> Part:
        """The same part, a number of characters further on."""
        said = self.said.moved(by) if self.said is not None else None
        return Part(self._blocks, moved(self.headings, by), self._by + by, said)

    @property
    def tree(self) -> TreePart:
        """Its part of the syntax tree."""
        return self._blocks.tree.moved(self._by) if self._by else self._blocks.tree

    @property
    def prose(self) -> Sequence[Node]:
        """Its lines of prose."""
        return self._placed(self._blocks.prose)

    @property
    def lines(self) -> Sequence[Node]:
        """Its lines that may belong to a table."""
        return self._placed(self._blocks.lines)

    @property
    def captions(self) -> Sequence[Node]:
        """Its rows that may cite an article."""
        return self._placed(self._blocks.captions)

    def _placed(self, nodes: tuple[Node, ...]) -> Sequence[Node]:
        return [node.moved(self._by) for node in nodes] if self._by else nodes


class Outline:
    """The parts of a text, in order."""

    def __init__(self, parts: Sequence[Part]) -> None:
        """Takes the parts, of which there is at least one."""
        self.parts = parts
        self.headings = tuple(chain.from_iterable([part.headings for part in parts]))
        first = next((part for part in parts if part.kind == "section"), None)
        self.front_end = first.start if first is not None else parts[-1].end

    @cached_property
    def tree(self) -> Node:
        """The syntax tree of the text."""
        return tree_of(part.tree for part in self.parts)

    def prose(self, end: int | None = None) -> Iterator[Node]:
        """The lines of prose, if need be only those of the parts before an offset."""
        for part in self.parts:
            if end is not None and part.start >= end:
                return
            yield from part.prose

    def lines(self, start: int, end: int) -> list[Node]:
        """The lines between two offsets that may belong to a table."""
        first = max(0, bisect_right(self.parts, start, key=_start) - 1)
        nodes = [node for part in self.parts[first : bisect_left(self.parts, end, key=_start)] for node in part.lines]
        return [node for node in nodes if start <= node.start < end]

    def captions(self) -> Iterator[Node]:
        """The rows that may cite an article."""
        for part in self.parts:
            yield from part.captions


class Followed:
    """The outline of a text that is edited, from state to state.

    ``let_go`` are the parts of the state before that are no more, and ``folded_before`` is the text that they are of.
    """

    def __init__(self) -> None:
        self.let_go: Sequence[Part] = ()
        self.folded_before = ""
        self._folded = ""
        self._outline: Outline | None = None

    def outline_of(self, source: SourceText) -> Outline:
        """The outline of the next state."""
        self.let_go, self.folded_before = (), self._folded
        if self._outline is None:
            self._outline = outline(source)
        elif self._folded != source.folded:
            self._outline = self._edited(source, self._outline.parts)
        self._folded = source.folded
        return self._outline

    def _edited(self, source: SourceText, parts: Sequence[Part]) -> Outline:
        folded = source.folded
        kept = Kept.of(self._folded, folded)
        # The edit may have made a heading into a line of the part before it, or another one of the next line.
        head = max(0, bisect_right(parts, kept.first, key=_start) - 2)
        tail = bisect_right(parts, len(self._folded) - kept.last, key=_start)
        if tail < len(parts) and parts[tail].kind == "blocks":
            # A cut stands behind the end of a sentence, which the edit may have taken away.
            tail += 1
        behind = parts[tail:]
        if kept.by:
            behind = [part.moved(kept.by) for part in behind]
        start = parts[head].start
        end = behind[0].start if behind else len(folded)
        # Any lines can be read as a report, which has a first part without a heading.
        first, *more = parts_of(parse_report(folded[start:end]))
        kind = parts[head].kind
        anew = [first._replace(kind=kind), *more] if kind in ("report", "blocks") else more
        self.let_go = parts[head:tail]
        return Outline([*parts[:head], *_read_all([tree.moved(start) for tree in anew], source), *behind])


def outline(source: SourceText) -> Outline:
    """The outline of a text."""
    return Outline(list(_read_all(parts_of(parse_report(source.folded)), source)))


def _read_all(trees: Iterable[TreePart], source: SourceText) -> Iterator[Part]:
    for tree in trees:
        if len(tree.blocks) <= _LONG:
            yield _read(tree, source)
        else:
            yield from (_read(piece, source) for piece in _cut(tree, source))


def _cut(tree: TreePart, source: SourceText) -> Iterator[TreePart]:
    """The pieces of a long part: lines of prose go over no cut, and neither do tables."""
    kind, start, _, blocks = tree
    first = 0
    for at in range(1, len(blocks)):
        before = blocks[at - 1]
        if at - first >= _LONG and before.kind in ("paragraph", "item") and ends_sentence(source, before):
            yield TreePart(kind, start, before.end, blocks[first:at])
            kind, start, first = "blocks", before.end, at
    yield TreePart(kind, start, tree.end, blocks[first:])


def _read(tree: TreePart, source: SourceText) -> Part:
    headings: list[Heading] = []
    prose: list[Node] = []
    lines: list[Node] = []
    captions: list[Node] = []
    stack = [*reversed(tree.blocks)]
    while stack:
        node = stack.pop()
        kind = node.kind
        if kind == "table":
            stack.extend(reversed(node.children))
        elif kind == "row":
            lines.append(node)
            if source.text.find("条", node.start, min(node.end, node.start + _CAPTION)) >= 0:
                captions.append(node)
        elif kind == "value":
            lines.append(node)
        elif kind in ("paragraph", "item", "title"):
            prose.append(node)
            lines.append(node)
        elif kind in ("section_heading", "subsection_heading", "heading"):
            lines.append(node)
            level = 1 if kind == "section_heading" else 2
            headings.append(read_heading(source, Span(node.start, node.end), level))
    return Part(_Blocks(tree, tuple(prose), tuple(lines), tuple(captions)), tuple(headings))


def _start(part: Part) -> int:
    return part.start
