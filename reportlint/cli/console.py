"""Writing to people: language, colour, encoding, and messages that say what to do."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from reportlint.toml import Text, TomlError, reason_of

OK, FINDINGS, FAILED = 0, 1, 2
"""Exit statuses: nothing at the fail level; findings; the run itself failed."""

STDIN = "-"
"""The path that means standard input."""


def asked_language(argv: Sequence[str]) -> str | None:
    """The language that ``--lang`` or REPORTLINT_LANG asks for; None if neither does.

    Read before the arguments are parsed, because the help itself has a language.
    """
    for at, argument in enumerate(argv):
        if argument.startswith("--lang="):
            return _known(argument.partition("=")[2])
        if argument == "--lang" and at + 1 < len(argv):
            return _known(argv[at + 1])
    return _known(os.environ.get("REPORTLINT_LANG", ""))


def _known(language: str) -> str | None:
    for known in ("zh", "en"):
        if language.lower().startswith(known):
            return known
    return None


def in_colour(stream: TextIO) -> bool:
    """Whether a stream shows colours: a terminal, unless NO_COLOR is set or the terminal is dumb."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def hand_on(data: bytes) -> None:
    """Writes what came from stdin, as it is now, to stdout, and what was not read of it behind."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    # What is too large to be a report was not read to its end.
    while rest := sys.stdin.buffer.read(1 << 20):
        sys.stdout.buffer.write(rest)
    sys.stdout.buffer.flush()


def unread(path: str | os.PathLike[str], error: OSError) -> Text:
    """What is said of a file that cannot be read."""
    reason = reason_of(error)
    return Text(f"读不了 {os.fspath(path)}：{reason.zh}", f"cannot read {os.fspath(path)}: {reason.en}")


def unwritten(path: str | os.PathLike[str], error: OSError) -> Text:
    """What is said of a file or folder that cannot be written."""
    reason = reason_of(error)
    return Text(f"写不了 {os.fspath(path)}：{reason.zh}", f"cannot write {os.fspath(path)}: {reason.en}")


class Failure(Exception):
    """The run cannot go on. ``message`` says what is wrong and what to do."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def said_of(error: TomlError) -> Text:
    """What people are told of a TOML file that cannot be used."""
    return Text(f"{error.where}：{error.message.zh}", f"{error.where}: {error.message.en}")


def say(message: Text, language: str) -> None:
    """A line for people, on stderr, apart from the results."""
    from reportlint.outputs.terminal import visible  # for those who have something to say

    # Names of files, and what stands in them, may hold what a terminal would obey, or end the line.
    print(f"reportlint: {visible(message.in_language(language))}", file=sys.stderr)


def show(lines: Iterable[str]) -> None:
    """Lines for people, on stdout. Nothing in them is obeyed by a terminal, wherever it comes from."""
    from reportlint.outputs.terminal import visible

    for line in lines:
        print(visible(line))
