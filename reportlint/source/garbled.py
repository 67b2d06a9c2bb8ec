"""Text that was read in a wrong encoding and written down so: where it is, and what it was.

Three ways are met: UTF-8 taken for GBK (闈掔煶闀), UTF-8 taken for a Western encoding (é’çŸ³) and GBK taken for
one (ÇàÊ¯Õò). Each leaves a pattern that no text has of itself, and can be undone, so that what is claimed can be shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from reportlint.derived import derived

from .text import Span


class Garbled(NamedTuple):
    """A piece of such text: its span, what it was, and the encodings that it was in and was taken for."""

    span: Span
    meant: str
    real: str
    taken_for: str


class _Way(NamedTuple):
    pattern: re.Pattern[str]
    real: str
    taken_for: str


# Where UTF-8 has the bytes of an ideograph; a Western encoding shows each of them as a character of its own.
_LEADS, _TRAILS = range(0xE4, 0xEA), range(0x80, 0xC0)
_FEWEST, _DIFFERENT = 4, 3
# Of the characters that come of it, so many are ideographs or marks of Chinese.
_MOSTLY = 0.8
_CHINESE = re.compile(r"[\u4e00-\u9fff\u3001-\u3011\uff01-\uff5e]")


def garbled(text: str) -> Iterator[Garbled]:
    """The pieces of a text that were garbled, in order; each within a line."""
    if _sign().search(text) is None:
        return
    found = [one for way in _ways() for one in _found(text, way)]
    behind = 0
    for one in sorted(found):
        if one.span.start >= behind:
            yield one
            behind = one.span.end


def restored(text: str) -> Garbled | None:
    """What a text was that is garbled as a whole; None if it is not. What was lost on the way is left out."""
    for way in _ways():
        if len(way.pattern.findall(text[:4000])) < 2:
            continue
        meant = _meant(text, way)
        if _is_chinese(meant):
            return Garbled(Span(0, len(text)), meant, way.real, way.taken_for)
    return None


@cache
def _first() -> str:
    # Two ideographs of UTF-8 are three characters of GBK, of which the first is one of these.
    return "".join(bytes((lead, trail)).decode("gb18030") for lead in _LEADS for trail in _TRAILS)


@cache
def _sign() -> re.Pattern[str]:
    """What a garbled text has in any case: one look at the text, where three would cost a fiftieth of a check."""
    return re.compile(derived(__file__, _written_sign))


def _written_sign() -> str:
    either = _western(range(0x80, 0x100))
    return rf"[{_first()}][^\x00-\x7f]{{2}}[{_first()}]|[{either}]{{{2 * _FEWEST}}}"


@cache
def _ways() -> tuple[_Way, ...]:
    return (
        _Way(re.compile(rf"[{_first()}][^\x00-\x7f]{{2}}[{_first()}][^\x00-\x7f\ufffd]+"), "UTF-8", "GBK"),
        _Way(re.compile(rf"(?:[{_western(_LEADS)}][{_western(_TRAILS)}]{{2}}){{{_FEWEST},}}"), "UTF-8", "Windows-1252"),
        _Way(re.compile(rf"[{_western(range(0xA1, 0xFF))}]{{{2 * _FEWEST},}}"), "GBK", "Windows-1252"),
    )


def _western(codes: range) -> str:
    """What Western encodings, Windows-1252 and ISO 8859-1, have at places; for a class of a pattern."""
    shown = dict.fromkeys(char for code in codes for char in (chr(code), bytes((code,)).decode("cp1252", "ignore")))
    # In the same order in every process, so that it is the same pattern: compiled ones are kept.
    return "".join(map(re.escape, shown))


def _found(text: str, way: _Way) -> Iterator[Garbled]:
    for match in way.pattern.finditer(text):
        meant = _meant(match[0], way)
        if _is_chinese(meant):
            yield Garbled(Span(*match.span()), meant, way.real, way.taken_for)


def _meant(text: str, way: _Way) -> str:
    if way.taken_for == "GBK":
        data = text.replace("\ufffd", "").encode("gb18030", "ignore")
    else:
        data = b"".join(_bytes_of(char) for char in text)
    return data.decode("utf-8" if way.real == "UTF-8" else "gb18030", "ignore")


def _bytes_of(char: str) -> bytes:
    if char < "\x80":
        return char.encode()
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return bytes((ord(char),)) if char <= "\xff" else b""


def _is_chinese(meant: str) -> bool:
    # Controls and spaces, such as the ends of lines of some systems, tell nothing.
    beyond = [char for char in meant if char > "\x9f" and not char.isspace()]
    # éééééé would be one rare ideograph again and again.
    if len(beyond) < _FEWEST or len(set(beyond)) < _DIFFERENT:
        return False
    return len(_CHINESE.findall(meant)) >= _MOSTLY * len(beyond)
