"""What earlier runs compiled besides modules, kept where Python keeps the bytecode of this one.

A forged program may do harm, as forged bytecode may: whoever can write into that folder can do as he likes anyway, and
into the folder of results, which may be handed from one machine to another, nothing goes that is more than words.
"""

from __future__ import annotations

import marshal
import os
import sys
from types import CodeType

from .patterns import Patterns, Program
from .store import Store, key_of
from .texts import Text, Texts

# What is worth writing, which takes some milliseconds: numbers of new programs, of which a new text is worth so many.
_WORTH, _WORTH_OF_TEXT = 300, 60
# A file with more has gathered what nobody uses any more and is begun anew. A check uses 470 patterns and 730 texts.
_MOST = 3000


class Compiled:
    """The regular expressions and generated texts of a process, kept in a store."""

    def __init__(self, store: Store | None = None) -> None:
        """Takes where they are kept, if not beside the bytecode."""
        self._store = store or Store(_beside_bytecode())
        self._patterns = Patterns()
        self._texts = Texts()
        self._is_sound = True

    def lay_out(self) -> None:
        """Puts what is known where Python finds it. To be called before anything is compiled."""
        try:
            patterns, texts = self._read()
            self._patterns.lay_out(patterns)
            self._texts.lay_out(texts)
        # Another Python may have other parts: then everything is compiled as ever.
        except Exception:
            self._is_sound = False

    def keep(self) -> None:
        """Keeps what was compiled since, if it is worth it."""
        try:
            if sys.dont_write_bytecode or not self._store.takes_records():
                return
            patterns, texts = self._patterns.new(), self._texts.new()
            if sum(len(program[-1]) // 4 for program in patterns) + _WORTH_OF_TEXT * len(texts) < _WORTH:
                return
            known_patterns, known_texts = self._read() if self._is_sound else ([], {})
            if len(known_patterns) + len(known_texts) + len(patterns) + len(texts) <= _MOST:
                patterns, texts = [*known_patterns, *patterns], known_texts | texts
            self._store.write(_key(), marshal.dumps((patterns, texts)))
        except Exception:
            return

    def _read(self) -> tuple[list[Program], dict[Text, CodeType]]:
        record = self._store.read(_key())
        if record is None:
            return [], {}
        patterns, texts = marshal.loads(record)
        return patterns, dict(texts)


def _beside_bytecode() -> str:
    cached = __spec__.cached
    return os.path.join(os.path.dirname(cached), "compiled") if cached else os.devnull


def _key() -> str:
    python = (sys.version, sys.implementation.cache_tag, sys.byteorder, sys.flags.optimize, Patterns.version())
    return key_of([b"compiled 1", repr(python).encode()])
