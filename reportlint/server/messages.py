"""Messages out of a stream of bytes, whatever a client puts around them.

pygls takes one spelling of the header alone, and never finds back into a stream in which one message was broken.
"""

from __future__ import annotations

import re
from collections.abc import Callable

LARGEST = 512 * 1024 * 1024
"""A message of more bytes than this is passed over; a document has a sixteenth of it at most."""

# As much as a pipe holds, and a document of most sizes.
_CHUNK = 1 << 16
_LONGEST_LINE = 1 << 16

# Behind a message that was longer than it said, its rest stands before the next header.
_LENGTH = re.compile(rb"(?<![a-z-])content-length:[ \t]*([0-9]{1,18})[ \t]*\r?\n$", re.IGNORECASE)


class Messages:
    """Cuts a stream into the bodies of its messages. Headers without a length are passed over."""

    def __init__(self, read: Callable[[int], bytes | None]) -> None:
        """Takes what reads at most so many bytes, waits for the first of them and gives none at the end."""
        self._read = read
        self._buffer = bytearray()

    def next(self) -> bytes | None:
        """The body of the next message, waited for; None at the end of the stream."""
        length: int | None = None
        while (line := self._line()) is not None:
            if line not in (b"\r\n", b"\n"):
                found = _LENGTH.search(line)
                length = int(found[1]) if found else length
            elif length is not None and length <= LARGEST:
                return self._taken(length)
            elif length is not None:
                # Hardly ever needed, and not before the first answer.
                import logging

                logging.getLogger(__name__).error("a message of %d bytes is passed over", length)
                self._pass_over(length)
                length = None
        return None

    def _line(self) -> bytes | None:
        start = 0
        while (end := self._buffer.find(b"\n", start)) < 0:
            start = len(self._buffer)
            if start >= _LONGEST_LINE:
                return self._taken(start)
            if not self._more():
                return None
        return self._taken(end + 1)

    def _taken(self, length: int) -> bytes | None:
        while len(self._buffer) < length:
            if not self._more():
                return None
        taken = bytes(self._buffer[:length])
        del self._buffer[:length]
        return taken

    def _pass_over(self, length: int) -> None:
        while length > len(self._buffer):
            length -= len(self._buffer)
            self._buffer.clear()
            if not self._more():
                return
        del self._buffer[:length]

    def _more(self) -> bool:
        data = self._read(_CHUNK)
        if data:
            self._buffer += data
        return bool(data)
