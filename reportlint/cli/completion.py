"""``reportlint completion``: scripts that let a shell complete command lines.

A script holds everything that can be completed, so that nothing has to be started at each press of the key.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

from reportlint.outputs import OUTPUT_NAMES
from reportlint.plugins import Plugins, load_plugins

from .arguments import COMMANDS, parser_for
from .console import OK
from .shells import SCRIPTS, Level, Option, Values

_FILES = ("FILE", "PATH", "DIR")


def completion(arguments: argparse.Namespace, asked: str | None) -> int:
    """Prints the script for a shell."""
    plugins = load_plugins(installed=not arguments.no_plugins)
    print("\n".join(SCRIPTS[arguments.shell](list(levels(plugins, asked or "zh")))))
    return OK


def levels(plugins: Plugins, language: str) -> Iterator[Level]:
    """The program, its commands and theirs, as its own parser knows them."""
    words = {
        "RULES": _rules(plugins, families=True),
        "CODE": _rules(plugins, families=False),
        "FORMAT": tuple(dict.fromkeys((*OUTPUT_NAMES, *plugins.outputs))),
        "FORM": tuple(plugins.forms.ids()),
    }
    parser = parser_for([command.name for command in COMMANDS], language)
    return _levels(parser, "", "", words)


def _rules(plugins: Plugins, *, families: bool) -> tuple[str, ...]:
    prefixes = sorted({rule.family for rule in plugins.rules.values()}) if families else []
    return (*prefixes, *sorted(plugins.rules), *sorted(rule.name for rule in plugins.rules.values()))


def _levels(
    parser: argparse.ArgumentParser, path: str, says: str, words: Mapping[str, tuple[str, ...]]
) -> Iterator[Level]:
    options, values = [], Values()
    inner = None
    for action in parser._actions:
        taken = _values(action, words)
        if action.option_strings:
            follows = taken if action.nargs != 0 else None
            options.append(Option(tuple(action.option_strings), action.help or "", follows))
        elif isinstance(action, argparse._SubParsersAction):
            inner = action
            values = Values(tuple(action.choices))
        else:
            values = taken
    yield Level(path, says, tuple(options), values)
    if inner is not None:
        told = {choice.dest: choice.help or "" for choice in inner._choices_actions}
        for name, sub in inner.choices.items():
            yield from _levels(sub, f"{path} {name}".strip(), told.get(name, ""), words)


def _values(action: argparse.Action, words: Mapping[str, tuple[str, ...]]) -> Values:
    meant = str(action.metavar or action.dest.upper())
    if action.choices is not None:
        return Values(tuple(map(str, action.choices)))
    if meant in words:
        return Values(words[meant], listed=meant == "RULES")
    return Values(files=meant in _FILES)
