"""A check is recorded while it is made: what it says, and the state of each file before it was read."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO, cast

from reportlint.cache.fingerprint import state_of
from reportlint.cache.runs import Said, around_a_run, is_settled, key_of_run, record_of_run
from reportlint.cache.store import Store
from reportlint.outputs import OUTPUT_NAMES, TELLING_THE_TIME

from .console import FAILED, STDIN

# A record that says more than so many characters is not worth its place.
_LONGEST = 4_000_000


def is_repeatable(arguments: argparse.Namespace) -> bool:
    """Whether a check depends on nothing but files, and writes nothing but its words."""
    changes = arguments.fix or arguments.diff or arguments.output_file
    asks_others = arguments.changed_since or STDIN in arguments.paths or arguments.stdin_filename is not None
    form = arguments.output_format or "full"
    tells_more = arguments.statistics or form not in OUTPUT_NAMES or form in TELLING_THE_TIME
    return not (arguments.no_cache or changes or asks_others or tells_more)


class Recording:
    """What a check says and asks for. To be entered for its time; nothing of it is kept if it fails."""

    def __init__(self, argv: Sequence[str], store: Store) -> None:
        """Takes the command line and where to keep the record."""
        self._key = key_of_run(argv, (sys.stdout, sys.stderr))
        self._around = around_a_run()
        self._store = store
        self._said: Said = []
        self._states: dict[str, str] = {}
        self._is_sound = True

    def __enter__(self) -> Recording:
        self._streams = sys.stdout, sys.stderr
        sys.stdout = cast("TextIO", _Heard(sys.stdout, "o", self))
        sys.stderr = cast("TextIO", _Heard(sys.stderr, "e", self))
        return self

    def __exit__(self, *error: object) -> None:
        sys.stdout, sys.stderr = self._streams

    def note(self, path: Path | str) -> None:
        """Remembers the state of a path that has a say: to be called before anything is asked about it."""
        name = os.fspath(path)
        if name not in self._states:
            self._states[name] = state = state_of(name)
            self._is_sound = self._is_sound and is_settled(state)

    def hear(self, stream: str, text: str) -> None:
        """Takes what is written."""
        self._said.append((stream, text))

    def spoil(self) -> None:
        """The run is not to be kept: it did what cannot be told again."""
        self._is_sound = False

    def keep(self, status: int) -> None:
        """Keeps the run, unless it failed or one like it could come to something else."""
        if status == FAILED or not self._is_sound or sum(len(text) for _, text in self._said) > _LONGEST:
            return
        # Not if the program was changed, or the day ended, while it ran.
        if around_a_run() == self._around:
            self._store.write(self._key, record_of_run(self._around, status, self._said, self._states))


class _Heard:
    """A stream whose words are taken down."""

    def __init__(self, stream: TextIO, name: str, recording: Recording) -> None:
        self._stream = stream
        self._name = name
        self._recording = recording

    def write(self, text: str) -> int:
        self._recording.hear(self._name, text)
        return self._stream.write(text)

    @property
    def buffer(self) -> Any:
        # Whoever writes bytes goes around this.
        self._recording.spoil()
        return self._stream.buffer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
