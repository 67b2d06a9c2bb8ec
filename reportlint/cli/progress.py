"""How far a long run has come: a line on a terminal, and nothing anywhere else."""

from __future__ import annotations

from time import monotonic
from typing import TextIO

from reportlint.toml import Text

# Seconds before anything is shown, and between two changes of it.
_PATIENCE = 1.0
_PAUSE = 0.1

_CLEAR = "\r\033[K"


class Progress:
    """Counts files. To be entered for the time of a run."""

    def __init__(self, stream: TextIO, language: str) -> None:
        """Takes where to show it."""
        self._stream = stream if stream.isatty() else None
        self._language = language
        self._count = 0
        self._next = monotonic() + _PATIENCE
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *error: object) -> None:
        self.rest()

    def step(self) -> None:
        """One file more."""
        self._count += 1
        if self._stream is not None and monotonic() >= self._next:
            said = Text(f"已检查 {self._count} 个文件……", f"{self._count} files checked …")
            self._stream.write(_CLEAR + said.in_language(self._language))
            self._stream.flush()
            self._shown = True
            self._next = monotonic() + _PAUSE

    def rest(self) -> None:
        """Makes room for what is written behind it."""
        if self._shown and self._stream is not None:
            self._stream.write(_CLEAR)
            self._stream.flush()
            self._shown = False
