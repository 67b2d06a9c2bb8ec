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

    def moved(self, by: int) -> Node:
        """The same tree, a number of characters further on. Its parts are moved when they are asked for."""
        return _MovedNode(self, by) if self.children else Node(self.kind, self.start + by, self.end + by)

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


class LazyNode(Node):
    """A node whose children are made when they are asked for."""

    __slots__ = ("_children",)

    def __init__(self, kind: str, start: int, end: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self._children: tuple[Node, ...] | None = None

    def _make(self) -> tuple[Node, ...]:
        raise NotImplementedError

    @property
    def children(self) -> tuple[Node, ...]:
        """The parts, from left to right."""
        if self._children is None:
            self._children = self._make()
        return self._children

    @children.setter
    def children(self, children: tuple[Node, ...]) -> None:
        self._children = children


class _MovedNode(LazyNode):
    """A node whose children are still where the origin's are. Most rows of a table are never looked into again."""

    __slots__ = ("_by", "_origin")

    def __init__(self, origin: Node, by: int) -> None:
        super().__init__(origin.kind, origin.start + by, origin.end + by)
        self._origin = origin
        self._by = by

    def _make(self) -> tuple[Node, ...]:
        return tuple([child.moved(self._by) for child in self._origin.children])
