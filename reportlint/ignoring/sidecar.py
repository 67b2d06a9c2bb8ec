"""The sidecar file beside reports: what is ignored in them, why, and until when.

A published report cannot carry comments. An entry is anchored on words of the line that a finding is in, so
that it holds wherever that line moves, and lapses when somebody rewrites it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fnmatch import fnmatchcase
from functools import cached_property

from reportlint.source import SourceText, Span, fold
from reportlint.toml import TomlTable

SIDECAR_NAME = ".reportlint-ignore.toml"

_HEADER = r"^[ \t]*\[\[[ \t]*(?:ignore|\"ignore\"|'ignore')[ \t]*\]\]"


def _key(text: str) -> str:
    """A text as anchors are compared: folded, without spaces."""
    return "".join(fold(text).split())


@dataclass(frozen=True)
class Entry:
    """One ``[[ignore]]``. ``rule`` is a code or name as it is written, ``span`` where the entry begins.

    ``file`` is a path or pattern relative to the sidecar; ``anchor`` is empty where the whole file is meant;
    ``expires`` is the last day on which it counts.
    """

    file: str
    rule: str
    span: Span
    anchor: str = ""
    reason: str = ""
    expires: date | None = None

    @property
    def is_pattern(self) -> bool:
        """Whether it may be for several files."""
        return any(mark in self.file for mark in "*?[")

    def is_for(self, path: str) -> bool:
        """Whether it is for a file: ``path`` is relative to the sidecar, with slashes.

        ``*`` and ``?`` stay within a folder, ``**`` is any number of folders.
        """
        return path == self.file or (self.is_pattern and _matches(self.file.split("/"), path.split("/")))

    def is_over(self, today: date) -> bool:
        """Whether it does not count any more."""
        return self.expires is not None and today > self.expires

    def covers(self, span: Span, source: SourceText) -> bool:
        """Whether what the rule finds at a span of a text is left out: what touches a line with the anchor."""
        return not self.anchor or _key(self.anchor) in _key(_lines(source, span))


def _lines(source: SourceText, span: Span) -> str:
    """The whole lines that a span touches."""
    last = source.line_of(max(span.start, span.end - 1))
    return source.text[source.line_span(source.line_of(span.start)).start : source.line_span(last).end]


def _matches(pattern: list[str], path: list[str]) -> bool:
    """Whether the parts of a path are those of a pattern, in time that grows with both alone."""
    # The places in the pattern that the parts so far may lead to.
    places = _with_skipped(pattern, {0})
    for part in path:
        onward = {place for place in places if place < len(pattern) and pattern[place] == "**"}
        onward |= {
            place + 1
            for place in places
            if place < len(pattern) and pattern[place] != "**" and fnmatchcase(part, pattern[place])
        }
        places = _with_skipped(pattern, onward)
    return len(pattern) in places


def _with_skipped(pattern: list[str], places: set[int]) -> set[int]:
    """The places with those behind every ``**`` that stands for nothing."""
    reached = set(places)
    for place, part in enumerate(pattern):
        if part == "**" and place in reached:
            reached.add(place + 1)
    return reached


@dataclass(frozen=True)
class Sidecar:
    """A sidecar file. Its name is that of ``source``."""

    source: SourceText
    entries: tuple[Entry, ...]

    @classmethod
    def parse(cls, data: bytes, name: str) -> Sidecar:
        """The sidecar of a file's bytes.

        Raises:
            TomlError: they are not TOML, or an entry has a wrong or unknown key.
        """
        table = TomlTable.parse(data, name)
        source = SourceText(data.decode("utf-8-sig"), name)
        tables = table.tables("ignore")
        table.finish()
        starts = [Span(*match.span()) for match in re.finditer(_HEADER, source.text, re.MULTILINE)]
        if len(starts) != len(tables):
            # Written as one list, or quoted in a text: then the file as a whole is the place.
            starts = [Span(0, 0)] * len(tables)
        return cls(source, tuple(_entry(one, span) for one, span in zip(tables, starts, strict=True)))

    @cached_property
    def _named(self) -> Mapping[str, list[Entry]]:
        named: dict[str, list[Entry]] = {}
        for entry in self.entries:
            named.setdefault(entry.file, []).append(entry)
        return named

    @cached_property
    def _patterns(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_pattern]

    def entries_for(self, path: str) -> list[Entry]:
        """The entries for a file, whether or not they are over; ``path`` as in :meth:`Entry.is_for`."""
        wide = [entry for entry in self._patterns if entry.file != path and entry.is_for(path)]
        return [*self._named.get(path, ()), *wide]


def _entry(table: TomlTable, span: Span) -> Entry:
    file = table.string("file").removeprefix("./")
    if not file or file.startswith("/") or ".." in file.split("/"):
        zh = "应为本文件所在文件夹里的文件名、路径或通配式，用 / 分隔"
        raise table.error("file", zh, "must be a name, path or pattern below this file's folder, with slashes")
    rule = table.string("code").strip()
    anchor = table.take("anchor", str)
    if anchor is not None and not _key(anchor):
        zh = "不能为空；要忽略整个文件里的这类问题，请去掉这一项"
        raise table.error("anchor", zh, "must not be empty: leave it out to ignore the rule in the whole file")
    reason = table.string("reason")
    expires = table.take("expires", object)
    if isinstance(expires, datetime):
        expires = expires.date()
    if expires is not None and not isinstance(expires, date):
        zh, en = "应为日期，如 2026-12-31，不加引号", "must be a date, as 2026-12-31, without quotes"
        raise table.error("expires", f"{zh}；现为 {expires!r}", f"{en}; is {expires!r}")
    table.finish()
    return Entry(file, rule, span, anchor or "", reason, expires)
