"""Parses by the tables that Lark makes of a grammar, without Lark: importing it costs three times a Python that does nothing.

What Lark's contextual lexer, its LALR parser and its builder of trees do for the grammars of this folder, and no more.
Lark defines what they mean: tests hold this to it, for every tree and every place where a text cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

_END = "$END"


class Terminal(NamedTuple):
    """A terminal of a grammar, with its regular expression."""

    name: str
    regexp: str
    priority: int


class Token(str):
    """A piece of the text; ``type`` is its terminal, ``start_pos`` its offset."""

    __slots__ = ("start_pos", "type")

    type: str
    start_pos: int


class Tree(NamedTuple):
    """What a rule without a function of its own gives; ``data`` is its name."""

    data: str
    children: list[Any]


class Unreadable(ValueError):
    """A text cannot be read. ``column`` (from 1) is where, in its line; at the end that of the last token."""

    def __init__(self, text: str, at: int) -> None:
        self.column = at - text.rfind("\n", 0, at)
        super().__init__(f"cannot be read at column {self.column}")


class _Rule(NamedTuple):
    """A rule; ``take`` are the children that count, each with whether those of an inlined rule stand for it."""

    name: str
    size: int
    take: Sequence[tuple[int, bool]] | None
    build: Callable[[list[Any]], Any]
    expand: bool


class _Wrapping(NamedTuple):
    """What becomes of a token that is all there is of a rule: that is so whatever comes behind it.

    ``shifted`` is the state behind the token, by which the next one is read, and ``state`` that behind the rule. With ``grows``
    that rule is the last part of an inlined one of this name, and is put to what that has.
    """

    build: Callable[[list[Any]], Any]
    shifted: int
    state: int
    grows: str


class _Lexer:
    """The terminals that may stand somewhere: one pattern, and the words that are a terminal of their own."""

    def __init__(self, pattern: str, words: Mapping[str, Mapping[str, str]]) -> None:
        self.match = re.compile(pattern).match
        self.words = words


class Parser:
    """A parser by a table (:mod:`~reportlint_grammar.tables` says what is in it)."""

    def __init__(
        self, table: Mapping[str, Any], build: Mapping[str, Callable[[list[Any]], Any]] = MappingProxyType({})
    ) -> None:
        """Takes the table, and the functions that make something of the children of the rules of their names."""
        self.terminals = tuple(Terminal(*terminal) for terminal in table["terminals"])
        self._ignored = frozenset(table["ignored"])
        self._starts: Mapping[str, Sequence[int]] = table["starts"]
        self._only = next(iter(self._starts))
        self._rules = [
            _Rule(origin, size, take, _builder(name, build), expand)
            for origin, size, take, name, expand in table["rules"]
        ]
        self._actions: list[dict[str, int]] = [actions for _, actions in table["states"]]
        self._wrappings = self._wrapped()
        self._lexer_of: list[int] = [lexer for lexer, _ in table["states"]]
        self._written = table["lexers"]
        self._lexers: list[_Lexer | None] = [None] * len(self._written)

    def parse(self, text: str, start: str | None = None) -> Any:
        """What a start rule gives for a text; it need not be named if it is the only one.

        Raises:
            Unreadable: it is not of the grammar.
        """
        first, last_state = self._starts[start or self._only]
        actions, rules, ignored, wrappings = self._actions, self._rules, self._ignored, self._wrappings
        states, values = [first], list[Any]()
        at, size, last = 0, len(text), 0
        state = shifted = first
        while True:
            kind, begin = _END, at
            lexer = self._lexers[self._lexer_of[shifted]] or self._lexer(shifted)
            while at < size:
                match = lexer.match(text, at)
                if match is None:
                    raise Unreadable(text, at)
                begin, at = at, match.end()
                kind = match.lastgroup or _END
                if kind not in ignored:
                    break
                kind = _END
            token = Token(text[begin:at]) if kind != _END else Token()
            if kind in lexer.words:
                kind = lexer.words[kind].get(token, kind)
            token.type, token.start_pos = kind, begin
            while True:
                # Nearly all lines of a report go this way.
                wrapping = wrappings[state].get(kind)
                if wrapping is not None:
                    build, shifted, state, grows = wrapping
                    if grows:
                        values[-1].append(build([token]))
                        states[-1] = state = actions[states[-2]][grows]
                    else:
                        values.append(build([token]))
                        states.append(state)
                    last = begin
                    break
                action = actions[state].get(kind)
                if action is None:
                    raise Unreadable(text, last if kind == _END else begin)
                if action >= 0:
                    states.append(action)
                    values.append(token)
                    state = shifted = action
                    last = begin
                    break
                name, count, take, build, expand = rules[-1 - action]
                children: list[Any] = []
                if count:
                    children = values[-count:]
                    del values[-count:], states[-count:]
                if take is not None:
                    children = _taken(children, take)
                values.append(children[0] if expand and len(children) == 1 else build(children))
                state = actions[states[-1]][name]
                states.append(state)
                if kind == _END and state == last_state:
                    return values[-1]

    def _wrapped(self) -> list[dict[str, _Wrapping]]:
        """What becomes of tokens that are all there is of a rule, by the states before them."""
        wrappings: list[dict[str, _Wrapping]] = []
        ends = [self._end(state) for state in range(len(self._actions))]
        for actions in self._actions:
            wrappings.append({})
            for terminal in self.terminals:
                shifted = actions.get(terminal.name, -1)
                rule = ends[shifted] if shifted >= 0 else None
                if rule is None or rule.size != 1 or rule.take is not None or rule.expand:
                    continue
                state = actions[rule.name]
                more = ends[state]
                grows = more.name if more is not None and more.build is _itself and _grows(more.take) else ""
                wrappings[-1][terminal.name] = _Wrapping(rule.build, shifted, state, grows)
        return wrappings

    def _end(self, state: int) -> _Rule | None:
        """The rule that ends in a state whatever comes behind it."""
        found = set(self._actions[state].values())
        action = found.pop() if len(found) == 1 else 0
        return self._rules[-1 - action] if action < 0 else None

    def _lexer(self, state: int) -> _Lexer:
        number = self._lexer_of[state]
        lexer = self._lexers[number] = _Lexer(*self._written[number])
        return lexer


def _taken(children: list[Any], take: Sequence[tuple[int, bool]]) -> list[Any]:
    taken: list[Any] = []
    for at, inlined in take:
        if not inlined:
            taken.append(children[at])
        elif taken:
            taken += children[at]
        else:
            # The list of a rule that is inlined is nobody else's: a long run of lines is not copied for each of them.
            taken = children[at]
    return taken


def _grows(take: Sequence[tuple[int, bool]] | None) -> bool:
    """Whether the children are those of an inlined rule and one more."""
    return take is not None and [tuple(one) for one in take] == [(0, True), (1, False)]


def _builder(name: str, build: Mapping[str, Callable[[list[Any]], Any]]) -> Callable[[list[Any]], Any]:
    if name in build:
        return build[name]
    # A rule whose name begins so is always inlined.
    return _itself if name.startswith("_") else lambda children: Tree(name, children)


def _itself(children: list[Any]) -> list[Any]:
    return children
