"""Bytes ↔ text: which encoding a file is in, and when it is better to say that nobody can read it."""

from __future__ import annotations

import codecs
from pathlib import Path

from .text import SourceText

MAX_BYTES = 32 * 1024 * 1024
"""A file larger than this is not a report; reading it would only cost memory."""


class UnreadableText(ValueError):
    """The bytes are in no encoding that a report comes in."""


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, name: str = "<text>") -> SourceText:
    """The text of a file's bytes.

    A byte order mark decides; without one: strict UTF-8, UTF-16 if every second byte of the beginning
    is mostly zero, strict GB18030 (which holds GBK and GB2312).

    Raises:
        UnreadableText: none of them fits, or the bytes are not text (they hold NULs).
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return SourceText(data[len(bom) :].decode(encoding), name, encoding, bom=True)
            except UnicodeDecodeError:
                raise UnreadableText(name) from None
    encodings = ["utf-8", "gb18030"]
    head = data[:4096]
    if b"\0" in head:
        odd, even = head[1::2].count(0), head[::2].count(0)
        if max(odd, even) * 8 < len(head):
            raise UnreadableText(name)
        encodings = ["utf-16-le" if odd >= even else "utf-16-be"]
    for encoding in encodings:
        try:
            return SourceText(data.decode(encoding), name, encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableText(name)


def encode(text: str, like: SourceText) -> bytes:
    """The bytes of a text in the encoding of another one, with a byte order mark if that has one.

    Raises:
        UnicodeEncodeError: the encoding does not have a character of the text.
    """
    return (("\ufeff" if like.bom else "") + text).encode(like.encoding)


def read_source(path: Path) -> SourceText:
    """The text of a file.

    Raises:
        OSError: the file cannot be read.
        UnreadableText: its bytes are not text.
    """
    return decode(path.read_bytes(), str(path))
