"""The program: arguments, commands, exit status."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib import import_module

from reportlint.cache.compiled import Compiled
from reportlint.toml import Text, TomlError

from .arguments import COMMANDS, parser_for
from .console import FAILED, Failure, asked_language, said_of, say
from .replay import prepare, reader_gone


def run(argv: Sequence[str], compiled: Compiled) -> int:
    """Runs the program and returns its exit status (see :mod:`reportlint.cli.console`).

    ``compiled`` is what earlier runs compiled; a check adds its own.
    """
    for stream in (sys.stdout, sys.stderr):
        prepare(stream)
    asked = asked_language(argv)
    arguments = parser_for(argv, asked or "zh").parse_args(argv)
    arguments.argv = tuple(argv)
    try:
        status = _run(arguments, asked)
        if arguments.command == "check" and not arguments.watch:
            compiled.keep()
        # A reader that went away is noticed here and not by the interpreter at its end. The server has closed it.
        if not sys.stdout.closed:
            sys.stdout.flush()
        return status
    except Failure as failure:
        say(failure.message, asked or "zh")
    except TomlError as error:
        say(said_of(error), asked or "zh")
    except KeyboardInterrupt:
        say(Text("已中断", "interrupted"), asked or "zh")
    except BrokenPipeError:
        return reader_gone()
    return FAILED


def _run(arguments: argparse.Namespace, asked: str | None) -> int:
    command = next(one for one in COMMANDS if one.name == arguments.command)
    # Each command imports what it needs: a check must not pay for the server.
    module = import_module(f".{command.module}", __package__)
    if arguments.command != "check" or arguments.watch:
        # It may take its time, and then there is garbage; a check begins to look for it with its many files.
        gc.enable()
    return int(getattr(module, command.name)(arguments, asked))
