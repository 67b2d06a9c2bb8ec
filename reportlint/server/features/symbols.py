"""The outline of a document, and its parts among those of all open documents."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from reportlint.server.analysis import Analysis
from reportlint.server.documents import Snapshot
from reportlint.source import fold

from .rooms import Room, RoomKind, every, rooms_of

_KINDS: dict[RoomKind, types.SymbolKind] = {
    "title": types.SymbolKind.File,
    "section": types.SymbolKind.Module,
    "heading": types.SymbolKind.Namespace,
    "table": types.SymbolKind.Struct,
}


def document_symbols(analysis: Analysis) -> list[types.DocumentSymbol]:
    """The title, sections, headings and tables, one inside the other."""
    if analysis.report is None:
        return []
    return [_symbol(room, analysis.snapshot) for room in rooms_of(analysis.report)]


def _symbol(room: Room, snapshot: Snapshot) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        room.name,
        _KINDS[room.kind],
        snapshot.range(room.span),
        snapshot.range(room.named_at._replace(end=min(room.named_at.end, room.span.end))),
        detail=room.detail or None,
        children=[_symbol(inner, snapshot) for inner in room.rooms],
    )


def flat_symbols(analysis: Analysis, query: str = "") -> list[types.SymbolInformation]:
    """The same as a list, for clients without outlines; those alone that have the characters of a query in order."""
    report, snapshot = analysis.report, analysis.snapshot
    if report is None:
        return []
    title = report.title.text if report.title is not None else None
    wanted = fold(query).lower()
    return [
        types.SymbolInformation(
            types.Location(snapshot.uri, snapshot.range(room.span)),
            room.name,
            _KINDS[room.kind],
            container_name=title if room.kind != "title" else None,
        )
        for room in every(rooms_of(report))
        if _has_in_order(wanted, fold(room.name).lower())
    ]


def _has_in_order(wanted: str, name: str) -> bool:
    left: Iterable[str] = iter(name)
    return all(char in left for char in wanted if not char.isspace())
