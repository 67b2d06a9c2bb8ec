"""Messages out of a stream of bytes."""

from __future__ import annotations

import re
from collections.abc import Callable

# As much as a pipe holds, and a document of most sizes.
_CHUNK = 1 << 16

_LENGTH = re.compile(rb"^content-length:[ \t]*([0-9]{1,12})[ \t]*$", re.IGNORECASE | re.MULTILINE)


class Messages:
    """Cuts a stream into the bodies of its messages. Headers without a length are passed over."""

    def __init__(self, read: Callable[[int], bytes | None]) -> None:
        """Takes what reads at most so many bytes, waits for the first of them and gives none at the end."""
        self._read = read
        self._buffer = bytearray()

    def next(self) -> bytes | None:
        """The body of the next message, waited for; None at the end of the stream."""
        while True:
            head = self._taken_until(b"\r\n\r\n")
            if head is None:
                return None
            lengths = _LENGTH.findall(head.replace(b"\r\n", b"\n"))
            if lengths:
                return self._taken(int(lengths[-1]))

    def _taken_until(self, mark: bytes) -> bytes | None:
        start = 0
        while (end := self._buffer.find(mark, start)) < 0:
            # The mark may come in two pieces.
            start = max(0, len(self._buffer) - len(mark))
            if not self._more():
                return None
        return self._taken(end + len(mark))

    def _taken(self, length: int) -> bytes | None:
        while len(self._buffer) < length:
            if not self._more():
                return None
        taken = bytes(self._buffer[:length])
        del self._buffer[:length]
        return taken

    def _more(self) -> bool:
        data = self._read(_CHUNK)
        if data:
            self._buffer += data
        return bool(data)
