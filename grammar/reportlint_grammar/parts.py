"""The tree of a report in parts: each heading with what stands below it, which is read the same wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from .nodes import Node

PartKind = Literal["report", "section", "subsection", "blocks"]


class TreePart(NamedTuple):
    """What stands before the first heading (``report``), or a heading with the blocks up to the next one.

    A long part may have been cut in pieces, of which all but the first are ``blocks``.
    """

    kind: PartKind
    start: int
    end: int
    blocks: tuple[Node, ...]

    def moved(self, by: int) -> TreePart:
        """The same part, a number of characters further on."""
        blocks = tuple([block.moved(by) for block in self.blocks])
        return TreePart(self.kind, self.start + by, self.end + by, blocks)


def parts_of(tree: Node) -> Iterator[TreePart]:
    """The parts of a report's tree, in the order of the text; the first is that without a heading, though it be empty."""
    yield from _parts(tree, "report")


def _parts(tree: Node, kind: PartKind) -> Iterator[TreePart]:
    blocks = [child for child in tree.children if child.kind not in ("section", "subsection")]
    yield TreePart(kind, tree.start, blocks[-1].end if blocks else tree.start, tuple(blocks))
    for child in tree.children[len(blocks) :]:
        yield from _parts(child, "section" if child.kind == "section" else "subsection")


def tree_of(parts: Iterable[TreePart]) -> Node:
    """The tree whose parts these are: subsections in their sections, and those in the report."""
    report = Node("report", 0, 0)
    section = inner = report
    children: dict[Node, list[Node]] = {report: []}
    for kind, start, end, blocks in parts:
        if kind in ("section", "subsection"):
            inner = Node(kind, start, end)
            children[report if kind == "section" else section].append(inner)
            children[inner] = []
            section = inner if kind == "section" else section
        children[inner] += blocks
        report.end = end
    # The innermost come last, and their ends are those of what they are in.
    for node in reversed(children):
        node.children = tuple(children[node])
        if node.children:
            node.end = node.children[-1].end
    return report
