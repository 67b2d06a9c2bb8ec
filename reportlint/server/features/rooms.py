"""The report as rooms inside rooms: sections, what is headed inside them, tables. For outline and folding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from reportlint.report import Heading, Report
from reportlint.source import Span

from .places import prose_headings, trimmed, within

RoomKind = Literal["title", "section", "heading", "table"]


@dataclass
class Room:
    """A part of the report. ``span`` ends behind its last word, ``named_at`` is where its name stands in it.

    ``name`` is Chinese, as the report and its form have it.
    """

    kind: RoomKind
    name: str
    span: Span
    named_at: Span
    detail: str = ""
    rooms: list[Room] = field(default_factory=list)


def rooms_of(report: Report) -> list[Room]:
    """The rooms of the first level in the order of the text: the title, sections, headings outside them."""
    rooms: list[Room] = []
    if report.title is not None:
        rooms.append(Room("title", " ".join(report.title.text.split()), report.title.span, report.title.span))
    headings = prose_headings(report)
    for section in report.sections.values():
        span = trimmed(report.source, Span(section.heading.span.start, section.span.end))
        room = Room("section", _name(section.heading, report), span, section.heading.span)
        inside = [one for one in headings if one is not section.heading and within(one.span, span)]
        room.rooms = _headed(inside, span.end, report)
        for table in report.tables.values():
            if within(table.span, span):
                _put(
                    Room(
                        "table", table.form.name.zh, trimmed(report.source, table.span), table.span, table.form.caption
                    ),
                    room,
                )
        rooms.append(room)
    outside = [
        one for one in headings if not any(within(one.span, section.span) for section in report.sections.values())
    ]
    for heading in outside:
        if report.title is None or not within(heading.span, report.title.span):
            end = min(
                (room.span.start for room in rooms if room.span.start > heading.span.start),
                default=len(report.source.text),
            )
            rooms.append(_room(heading, end, report))
    return sorted(rooms, key=lambda room: room.span)


def _headed(headings: list[Heading], end: int, report: Report) -> list[Room]:
    """What each heading is above, up to the next one of its level or a higher one."""
    rooms: list[Room] = []
    for at, heading in enumerate(headings):
        following = next((one.span.start for one in headings[at + 1 :] if one.level <= heading.level), end)
        room = _room(heading, following, report)
        _put(room, rooms[-1]) if rooms and within(room.span, rooms[-1].span) else rooms.append(room)
    return rooms


def _room(heading: Heading, end: int, report: Report) -> Room:
    span = trimmed(report.source, Span(heading.span.start, max(end, heading.span.end)))
    return Room("heading", _name(heading, report), span, heading.span)


def _put(room: Room, into: Room) -> None:
    """Puts a room into the smallest one that holds it."""
    for inner in into.rooms:
        if within(room.span, inner.span):
            _put(room, inner)
            return
    into.rooms.append(room)
    into.rooms.sort(key=lambda one: one.span)


def _name(heading: Heading, report: Report) -> str:
    # A heading that runs into its text is as long as its line; a name is not.
    raw = " ".join(report.raw(Span(heading.span.start, heading.text_span.end)).split())
    return raw if len(raw) <= _LONGEST else f"{raw[:_LONGEST]}…"


_LONGEST = 40


def every(rooms: Iterable[Room]) -> Iterable[Room]:
    """The rooms with all that are in them."""
    for room in rooms:
        yield room
        yield from every(room.rooms)
