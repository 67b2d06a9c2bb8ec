"""Whole runs that were made before: if nothing that had a say in one has changed, it would come to the same.

A record of a run has what the run wrote and each path that it asked the system about, there or not, with the state
that it was in before it was read. In doubt there is no record: a file that was changed a moment before it was looked
at could change once more without its times telling it.

Imported by every run, also by one that has nothing else to do (see :mod:`~reportlint.cache.store`).
"""

from __future__ import annotations

import os
import sys
from time import strftime, time

from reportlint.installed import distributions

from .fingerprint import ABSENT, PRESENT, program_fingerprint, state_of
from .store import key_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

_VARIABLES = ("REPORTLINT_", "PYTHON", "LC_", "LANG", "NO_COLOR", "TERM")
# Seconds in which a file may be written twice and keep its time: of a clock with fractions, and of one without.
_TICK = 0.1
_COARSE_TICK = 2.0
_SECOND = 1_000_000_000

Said = list["tuple[str, str]"]
"""What a run wrote, in its order: to which stream (“o” or “e”), and the text."""


def key_of_run(argv: Sequence[str], streams: Sequence[TextIO]) -> str:
    """What the record of a run is found by: its command line, where it was given, and where its words go."""
    variables = sorted(f"{name}={value}" for name, value in os.environ.items() if name.startswith(_VARIABLES))
    terminals = [f"{stream.isatty()} {stream.encoding}" for stream in streams]
    parts = (*argv, "", os.getcwd(), sys.executable, *sys.path, "", *terminals, *variables)
    return key_of(part.encode("utf-8", "surrogatepass") for part in ("run", *parts))


def around_a_run() -> str:
    """What decides about every run besides its files: program, Python, plugins, and the day (some entries end on one)."""
    now = "\n".join([strftime("%Y-%m-%d"), distributions()])
    return key_of((program_fingerprint(), now.encode("utf-8", "surrogatepass")))


def is_settled(state: str) -> bool:
    """Whether a file that is in a state now will be in another one when it is changed next."""
    if state in (ABSENT, PRESENT):
        return True
    changed = max(map(int, state.split()[-2:]))
    return changed / _SECOND < time() - (_TICK if changed % _SECOND else _COARSE_TICK)


def record_of_run(around: str, status: int, said: Said, states: Mapping[str, str]) -> bytes:
    """A run as bytes: ``states`` are those of the paths that it asked about, before it did."""
    lengths = " ".join(["said", *(f"{stream}{len(text)}" for stream, text in said)])
    files = (part for pair in states.items() for part in pair)
    head = "\0".join((around, str(status), lengths, *files))
    # No part of the head is empty or holds a NUL: the first two of them end it.
    return "\0\0".join((head, "".join(text for _, text in said))).encode("utf-8", "surrogatepass")


def run_again(record: bytes) -> tuple[int, Said] | None:
    """Status and words of a recorded run; None if something that had a say in it is not what it was."""
    head, _, words = record.decode("utf-8", "surrogatepass").partition("\0\0")
    around, status, lengths, *files = head.split("\0")
    if any(map(str.__ne__, map(state_of, files[::2]), files[1::2])) or around != around_a_run():
        return None
    said, at = [], 0
    for one in lengths.split()[1:]:
        end = at + int(one[1:])
        said.append((one[0], words[at:end]))
        at = end
    return int(status), said
