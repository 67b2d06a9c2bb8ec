"""The bytes that a client sends, message by message, whatever it puts around them.

pygls takes one spelling of the header alone, and never finds back into a stream in which one message was broken.
"""

from __future__ import annotations

import logging
import re
from typing import BinaryIO

LARGEST = 512 * 1024 * 1024
"""A message of more bytes than this is passed over; a document has a sixteenth of it at most."""

# Behind a message that was longer than it said, its rest stands before the next header.
_LENGTH = re.compile(rb"content-length:[ \t]*(\d{1,18})[ \t]*\r?\n?$", re.IGNORECASE)
_LONGEST_LINE = 1 << 16
_PIECE = 1 << 20

logger = logging.getLogger(__name__)


class Messages:
    """A client's stream as pygls reads it: header lines in its own spelling, then the body."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lines: list[bytes] = []

    def readline(self) -> bytes:
        """The next line of a header; empty at the end of the stream."""
        if not self._lines:
            length = self._next()
            if length is None:
                return b""
            self._lines = [b"\r\n", b"Content-Length: %d\r\n" % length]
        return self._lines.pop()

    def read(self, size: int) -> bytes:
        """The body of a message; empty if the stream ends before it does."""
        body = self._stream.read(size)
        return body if len(body) == size else b""

    def _next(self) -> int | None:
        """The length of the next message, when the stream stands before its body; None at the end of the stream."""
        length = -1
        while line := self._stream.readline(_LONGEST_LINE):
            if line in (b"\r\n", b"\n"):
                if 0 < length <= LARGEST:
                    return length
                if length > LARGEST:
                    logger.error("a message of %d bytes is passed over", length)
                    self._skip(length)
                length = -1
            elif match := _LENGTH.search(line):
                length = int(match[1])
        return None

    def _skip(self, length: int) -> None:
        while length > 0 and (piece := self._stream.read(min(length, _PIECE))):
            length -= len(piece)
