"""Tables out of Lark: what it makes of a grammar, without what it is made with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from lark import Lark
from lark.grammar import Rule
from lark.lexer import BasicLexer, ContextualLexer, PatternStr, UnlessCallback


def lark_parser(text: str, starts: Sequence[str], *, keep_all_tokens: bool, **more: Any) -> Lark:
    """Lark's own parser of a grammar, which says what it means."""
    return Lark(
        text,
        start=list(starts),
        parser="lalr",
        lexer="contextual",
        maybe_placeholders=False,
        keep_all_tokens=keep_all_tokens,
        **more,
    )


def made(text: str, starts: Sequence[str], *, keep_all_tokens: bool) -> dict[str, Any]:
    """The table of a grammar (see :mod:`~reportlint_grammar.tables`).

    Raises:
        NotImplementedError: it has what the driver does not do.
    """
    lark = lark_parser(text, starts, keep_all_tokens=keep_all_tokens)
    frontend: Any = lark.parser
    automaton = frontend.parser._parse_table
    lexer: ContextualLexer = frontend.lexer
    rules = sorted(set(lark.rules), key=str)
    numbers = {rule: number for number, rule in enumerate(rules)}
    lexers: list[list[Any]] = []
    states = []
    places = {state: place for place, state in enumerate(_in_order(automaton))}
    for state in places:
        written = _lexer(cast(BasicLexer, lexer.lexers[state]))
        if written not in lexers:
            lexers.append(written)
        actions = {
            symbol: places[argument] if action.name == "Shift" else -1 - numbers[argument]
            for symbol, (action, argument) in sorted(automaton.states[state].items())
        }
        states.append([lexers.index(written), actions])
    return {
        "starts": {
            name: [places[state], places[automaton.end_states[name]]] for name, state in automaton.start_states.items()
        },
        "ignored": sorted(lark.ignore_tokens),
        "terminals": [
            [one.name, one.pattern.to_regexp(), one.priority]
            for one in sorted(lark.terminals, key=lambda one: one.name)
        ],
        "rules": [_rule(rule) for rule in rules],
        "lexers": lexers,
        "states": states,
    }


def _in_order(automaton: Any) -> list[int]:
    """The states as they are met from the first ones on: Lark's own numbers are others at each run."""
    found = [state for _, state in sorted(automaton.start_states.items())]
    for state in found:
        for _, (action, argument) in sorted(automaton.states[state].items()):
            if action.name == "Shift" and argument not in found:
                found.append(argument)
    return found


def _rule(rule: Rule) -> list[Any]:
    options = rule.options
    if options.template_source or any(options.empty_indices or ()):
        raise NotImplementedError(f"{rule}: templates and placeholders")
    symbols: Sequence[Any] = rule.expansion
    take = [
        [at, not symbol.is_term and symbol.name.startswith("_")]
        for at, symbol in enumerate(symbols)
        if options.keep_all_tokens or not (symbol.is_term and symbol.filter_out)
    ]
    everything = len(take) == len(symbols) and not any(inlined for _, inlined in take)
    expand = bool(options.expand1 and not rule.alias)
    return [rule.origin.name, len(symbols), None if everything else take, rule.alias or rule.origin.name, expand]


def _lexer(lexer: BasicLexer) -> list[Any]:
    scanner: Any = lexer.scanner
    if not scanner._mres:
        return ["(?!)", {}]  # where nothing but the end may stand
    if len(scanner._mres) != 1 or lexer.g_regex_flags:
        raise NotImplementedError("flags, or so many terminals that they need several patterns")
    words: dict[str, dict[str, str]] = {}
    for name, callback in lexer.callback.items():
        if not isinstance(callback, UnlessCallback):
            raise NotImplementedError(f"{name}: a function for a terminal")
        for word in callback.scanner.terminals:
            if not isinstance(word.pattern, PatternStr) or word.pattern.flags:
                raise NotImplementedError(f"{word.name}: a word with flags")
            words.setdefault(name, {})[word.pattern.value] = word.name
    return [scanner._mres[0].pattern, words]
