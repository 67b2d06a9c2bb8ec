"""Bytes ↔ text: which encoding a file is in, and when it is better to say that nobody can read it."""

from __future__ import annotations

import codecs
from pathlib import Path

from .text import SourceText

MAX_BYTES = 32 * 1024 * 1024
"""A file larger than this is not a report; reading it would only cost memory."""


class UnreadableText(ValueError):
    """The bytes are in no encoding that a report comes in.

    ``encoding`` is the one that they are in but for a few places, as people call it; empty if there is none. ``line``,
    from 1, is that of the first of these places.
    """

    def __init__(self, name: str, encoding: str = "", line: int = 0) -> None:
        super().__init__(name)
        self.encoding = encoding
        self.line = line


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Every tenth character of a report, simplified or traditional, is one of these at least; what was read in a wrong
# encoding has next to none of them.
_FREQUENT = frozenset("年政府信息公开的和工作报告机关申请办理行本条人民开開關機報辦請條公項项及與与情况況、，。")
_ENOUGH = 0.1
# One wrong byte in so many is damage; more of them are another encoding.
_RARE = 200


def decode(data: bytes, name: str = "<text>") -> SourceText:
    """The text of a file's bytes.

    A byte order mark decides; without one: strict UTF-8, UTF-16 or UTF-32 if there are zeros where these have them,
    strict GB18030 (which holds GBK and GB2312), or Big5 if that makes more sense.

    Raises:
        UnreadableText: none of them fits, or the bytes are not text (they hold NULs).
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return SourceText(data[len(bom) :].decode(encoding), name, encoding, bom=True)
            except UnicodeDecodeError as error:
                raise _damaged(data[len(bom) :], name, encoding, error) from None
    if b"\0" in data[:4096]:
        return _wide(data, name)
    try:
        return SourceText(data.decode("utf-8"), name, "utf-8")
    except UnicodeDecodeError as error:
        damaged = _damaged(data, name, "utf-8", error)
    # In a GB18030 file hardly a byte is where UTF-8 would have it.
    if damaged.encoding:
        raise damaged
    try:
        source = SourceText(data.decode("gb18030"), name, "gb18030")
    except UnicodeDecodeError as error:
        other = _big5(data, name)
        if other is not None:
            return other
        raise _damaged(data, name, "gb18030", error) from None
    if _sense(source.text) < _ENOUGH:
        return _big5(data, name) or source
    return source


def _wide(data: bytes, name: str) -> SourceText:
    """The text of bytes without a mark that hold zeros: every second or more of them, or the odd one between ideographs."""
    head = data[:4096]
    odd, even = head[1::2].count(0), head[::2].count(0)
    encodings: tuple[str, ...] = ("utf-16-le",) if odd >= even else ("utf-16-be",)
    if 2 * (odd + even) >= len(head):
        encodings = ("utf-32-le", "utf-32-be", *encodings)
    likely = max(odd, even) * 8 >= len(head)
    for encoding in encodings:
        try:
            source = SourceText(data.decode(encoding), name, encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in source.text[:4096] and (likely or _sense(source.text) >= _ENOUGH):
            return source
    raise UnreadableText(name)


def _big5(data: bytes, name: str) -> SourceText | None:
    """The text in Big5, if that is what the bytes are."""
    try:
        source = SourceText(data.decode("cp950"), name, "cp950")
    except UnicodeDecodeError:
        return None
    return source if _sense(source.text) >= _ENOUGH else None


def _sense(text: str) -> float:
    """The share of the characters beyond ASCII that any report is full of."""
    beyond = [char for char in text[:4000] if char > "\x7f"]
    return sum(char in _FREQUENT for char in beyond) / max(1, len(beyond))


def _damaged(data: bytes, name: str, encoding: str, error: UnicodeDecodeError) -> UnreadableText:
    """What is said of bytes that an encoding does not take: where, if it takes nearly all of them and that makes sense."""
    lost = data.decode(encoding, "replace").count("\ufffd")
    before = data[: error.start].decode(encoding, "replace")
    if lost * _RARE <= len(data) + _RARE and _sense(data.decode(encoding, "ignore")) >= _ENOUGH:
        names = {"gb18030": "GBK/GB18030"}
        line = before.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        return UnreadableText(name, names.get(encoding, encoding.upper()), line)
    return UnreadableText(name)


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
