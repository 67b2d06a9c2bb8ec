"""Reports that were analysed, and positions worked out from the encoded text alone."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import get_args

from lsprotocol import types

from reportlint.engine import Session
from reportlint.plugins import load_plugins
from reportlint.server.analysis import Analysis
from reportlint.server.documents import Snapshot
from reportlint.source import PositionUnit, SourceText

UNITS: tuple[PositionUnit, ...] = get_args(PositionUnit)
_ENCODINGS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
_LINE_END = re.compile(r"\r\n|\r|\n")

EXAMPLE = (Path(__file__).parents[3] / "examples" / "correct.txt").read_text(encoding="utf-8")
# Astral characters before numbers and headings, in the prose and in the title.
REPORT = EXAMPLE.replace("青石镇", "𠮷石镇").replace("（一）主动公开情况。", "（一）主动公开情况。\f")
TABBED_ROW = "一、本年新收政府信息公开申请数量\t\t\t12\t3\t0\t0\t0\t0\t15"
assert TABBED_ROW in REPORT


@cache
def session() -> Session:
    return Session(load_plugins(installed=False))


def analysed(text: str, unit: PositionUnit = "utf-16", name: str = "报告.txt") -> Analysis:
    """What the server knows of a text."""
    uri = f"file:///{name}"
    source = SourceText(text, f"/{name}")
    result = session().check(source)
    findings = () if result.problem else result.diagnostics
    return Analysis(Snapshot(uri, source, 1, 1, unit), session(), findings, result.report)


def offset(analysis: Analysis, part: str, within: int = 0, nth: int = 0) -> int:
    """The offset of a part of the text, and so many characters behind its beginning."""
    at = -1
    for _ in range(nth + 1):
        at = analysis.snapshot.text.text.index(part, at + 1)
    return at + within


def position_of(text: str, at: int, unit: PositionUnit) -> types.Position:
    encoding, width = _ENCODINGS[unit]
    lines = _LINE_END.split(text[:at])
    return types.Position(len(lines) - 1, len(lines[-1].encode(encoding)) // width)


def position(analysis: Analysis, part: str, within: int = 0, nth: int = 0) -> types.Position:
    """The position of a part of the text, in the client's units."""
    at = offset(analysis, part, within, nth)
    return position_of(analysis.snapshot.text.text, at, analysis.snapshot.unit)


def offset_of(text: str, place: types.Position, unit: PositionUnit) -> int:
    encoding, width = _ENCODINGS[unit]
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    line = _LINE_END.split(text)[place.line].encode(encoding)
    assert place.character * width <= len(line)
    return starts[place.line] + len(line[: place.character * width].decode(encoding))


def said(analysis: Analysis, range: types.Range) -> str:
    """The text of a range."""
    text, unit = analysis.snapshot.text.text, analysis.snapshot.unit
    return text[offset_of(text, range.start, unit) : offset_of(text, range.end, unit)]


def everything(analysis: Analysis) -> types.Range:
    text = analysis.snapshot.text.text
    return types.Range(types.Position(0, 0), position_of(text, len(text), analysis.snapshot.unit))


def applied(analysis: Analysis, edits: list[types.TextEdit]) -> str:
    """The text with edits made."""
    text, unit = analysis.snapshot.text.text, analysis.snapshot.unit
    places = [
        (offset_of(text, one.range.start, unit), offset_of(text, one.range.end, unit), one.new_text) for one in edits
    ]
    for start, end, new in sorted(places, reverse=True):
        text = text[:start] + new + text[end:]
    return text
