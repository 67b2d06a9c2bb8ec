"""The nodes of a syntax tree.

Positions are offsets in code points, counted from 0, of the text that was parsed; ``end`` is the
first offset behind the node. The children of a node stand one behind the other and cover it wholly,
so the leaves of a tree, joined, are the text.
"""

from __future__ import annotations

from collections.abc import Iterator

LEAF: tuple[Node, ...] = ()


class Node:
    """A piece of text with its kind (a rule or, in lower case, a terminal of the grammar) and parts."""

    __slots__ = ("children", "end", "kind", "start")

    def __init__(self, kind: str, start: int, end: int, children: tuple[Node, ...] = LEAF) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.children = children

    def __repr__(self) -> str:
        return f"Node({self.kind!r}, {self.start}, {self.end}, {len(self.children)} children)"

    def leaves(self) -> Iterator[Node]:
        """The leaves below this node, from left to right; a leaf gives itself."""
        stack = [self]
        while stack:
            node = stack.pop()
            if node.children:
                stack.extend(reversed(node.children))
            else:
                yield node

    def find(self, kind: str) -> Iterator[Node]:
        """The topmost nodes of a kind below this one, from left to right."""
        for child in self.children:
            if child.kind == kind:
                yield child
            else:
                yield from child.find(kind)
