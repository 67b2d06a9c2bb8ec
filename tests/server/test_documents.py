"""Edits in every encoding, against the same edits made on encoded bytes."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from pygls import workspace

from reportlint.server.documents import TextDocument, Workspace, path_of
from reportlint.source import PositionUnit, SourceText, Span

UNITS: tuple[PositionUnit, ...] = ("utf-8", "utf-16", "utf-32")
CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
# What ends a line for the protocol, what does so for Python only, and characters of every width.
TEXTS = st.text(st.sampled_from("\r\n\f\v\x1c\x85\u2028ab报é𠮷😀"), max_size=12)


def document(text: str, unit: PositionUnit) -> TextDocument:
    return TextDocument("file:///a.txt", SourceText(text), 0, "plaintext", unit, count(1))


def position(text: str, offset: int, unit: PositionUnit) -> types.Position:
    """The position of an offset, worked out from the encoded text; not for one between \\r and \\n."""
    codec, width = CODECS[unit]
    lines = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return types.Position(len(lines) - 1, len(lines[-1].encode(codec)) // width)


def change(text: str, start: types.Position, end: types.Position) -> types.TextDocumentContentChangePartial:
    return types.TextDocumentContentChangePartial(types.Range(start, end), text)


@pytest.mark.parametrize("unit", UNITS)
@given(TEXTS, st.lists(st.tuples(TEXTS, st.integers(0, 99), st.integers(0, 99)), max_size=8))
def test_edits_are_those_of_plain_strings(unit: PositionUnit, text: str, edits: list[tuple[str, int, int]]) -> None:
    opened = document(text, unit)
    for new, one, other in edits:
        start, end = sorted(min(offset, len(text)) for offset in (one, other))
        # No client has a position there.
        start -= text[start - 1 : start + 1] == "\r\n"
        end += text[end - 1 : end + 1] == "\r\n"
        opened.apply_change(change(new, position(text, start, unit), position(text, end, unit)))
        text = text[:start] + new + text[end:]
        assert opened.source == text
        assert "".join(opened.lines) == text


@pytest.mark.parametrize("unit", UNITS)
@given(TEXTS, st.data())
def test_positions_anywhere_are_survived(unit: PositionUnit, text: str, data: st.DataObject) -> None:
    numbers = st.integers(0, 2**31 - 1) | st.integers(0, 20)
    places = [types.Position(data.draw(numbers), data.draw(numbers)) for _ in range(2)]
    opened = document(text, unit)
    opened.apply_change(change("新", *places))
    before, _, after = opened.source.partition("新")
    assert text.startswith(before) and text.endswith(after)


@pytest.mark.parametrize("unit", UNITS)
@given(TEXTS, st.integers(0, 99))
def test_ranges_come_back(unit: PositionUnit, text: str, offset: int) -> None:
    offset = min(offset, len(text))
    offset -= text[offset - 1 : offset + 1] == "\r\n"
    now = document(text, unit).snapshot()
    span = Span(offset, len(text))
    assert now.span(now.range(span)) == span
    assert now.range(span).start == position(text, offset, unit)


def test_an_edit_inside_a_surrogate_pair_is_moved_to_its_beginning() -> None:
    opened = document("𠮷野", "utf-16")
    opened.apply_change(change("、", types.Position(0, 1), types.Position(0, 1)))
    assert opened.source == "、𠮷野"


def test_halves_of_a_pair_are_survived() -> None:
    opened = document("", "utf-16")
    opened.apply_change(change("\ud842", types.Position(0, 0), types.Position(0, 0)))
    opened.apply_change(change("报", types.Position(0, 1), types.Position(0, 1)))
    assert opened.source == "\ud842报"


def test_a_range_the_wrong_way_round_is_turned() -> None:
    opened = document("一二三四", "utf-16")
    opened.apply_change(change("", types.Position(0, 3), types.Position(0, 1)))
    assert opened.source == "一四"


def test_a_whole_text_takes_the_place_of_the_old_one() -> None:
    opened = document("一\f二", "utf-16")
    opened.apply_change(types.TextDocumentContentChangeWholeDocument("三"))
    assert opened.source == "三"


def made_like(encoding: types.PositionEncodingKind) -> Workspace:
    return Workspace(workspace.Workspace("file:///w", position_encoding=encoding))


def opened_in(place: Workspace, text: str, version: int = 0) -> TextDocument:
    place.put_text_document(types.TextDocumentItem("file:///w/a%20b.txt", "text", version, text))
    opened = place.opened("file:///w/a%20b.txt")
    assert opened is not None
    return opened


@pytest.mark.parametrize("kind", [kind for kind in types.PositionEncodingKind if kind.value in UNITS])
def test_the_workspace_counts_as_the_client_does(kind: types.PositionEncodingKind) -> None:
    assert made_like(kind).unit == kind.value


def test_no_two_states_have_one_revision() -> None:
    place = made_like(types.PositionEncodingKind.Utf16)
    first = opened_in(place, "一").revision
    opened = opened_in(place, "一")
    second = opened.revision
    identifier = types.VersionedTextDocumentIdentifier(0, opened.uri)
    place.update_text_document(identifier, types.TextDocumentContentChangeWholeDocument("一"))
    assert len({first, second, opened.revision}) == 3


def test_a_snapshot_stays_as_it_was() -> None:
    opened = opened_in(made_like(types.PositionEncodingKind.Utf16), "一", 7)
    before = opened.snapshot()
    opened.apply_change(types.TextDocumentContentChangeWholeDocument("二"))
    assert (before.text.text, before.version) == ("一", 7)


def test_a_change_to_a_document_that_is_not_open_is_left_out() -> None:
    place = made_like(types.PositionEncodingKind.Utf16)
    identifier = types.VersionedTextDocumentIdentifier(0, "file:///w/没有.txt")
    place.update_text_document(identifier, types.TextDocumentContentChangeWholeDocument("一"))
    assert place.opened("file:///w/没有.txt") is None


def test_a_document_that_is_not_open_is_read_in_its_encoding(tmp_path: Path) -> None:
    file = tmp_path / "国标.txt"
    file.write_bytes("年度报告".encode("gb18030"))
    place = made_like(types.PositionEncodingKind.Utf16)
    assert place.get_text_document(file.as_uri()).source == "年度报告"


@pytest.mark.parametrize("name", ["年度 报告.txt", "a;b#c?d%.txt"])
def test_a_file_uri_names_its_path(tmp_path: Path, name: str) -> None:
    assert path_of((tmp_path / name).as_uri()) == tmp_path / name


@pytest.mark.parametrize("uri", ["untitled:Untitled-1", "vscode-vfs://github/a/b.txt", ""])
def test_other_uris_have_no_path(uri: str) -> None:
    assert path_of(uri) is None
