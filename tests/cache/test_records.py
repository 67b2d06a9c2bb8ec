"""Results that are kept come back as they were."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.cache.records import BadRecord, record_of, result_of
from reportlint.engine import Session
from reportlint.ignoring import Entry, Known, KnownFindings
from reportlint.outputs import Run, output
from reportlint.plugins import load_plugins
from reportlint.result import FileResult, RuleFault
from reportlint.source import Span, decode

SESSION = Session(load_plugins(installed=False))
PLANTED = (Path(__file__).parents[2] / "examples" / "planted-defects.txt").read_bytes()
ENTRIES = (
    Entry("*.txt", "TBL302", Span(3, 9), "", "as exported", date(2030, 1, 1)),
    Entry("*.txt", "SEC101", Span(20, 30)),
)


KNOWN = {Known("SEC301", "0" * 16): 2, Known("TBL301", "1" * 16): 1}


def looked_at(data: bytes, known: KnownFindings | None = KNOWN) -> FileResult:
    return replace(SESSION.check_bytes(data, "a.txt", entries=ENTRIES, known=known), report=None)


def kept(result: FileResult) -> FileResult:
    record = record_of(result, ENTRIES)
    assert record is not None
    return result_of(record, result.name, result.source, ENTRIES)


@pytest.mark.parametrize(
    "data",
    [
        PLANTED,
        PLANTED + "\n<!-- reportlint: disable=TXT102 -->\n我镇加强资金资金管理。𠮷\n".encode(),
        b"",
        b"\xff\xfe\x00",
        "别的文字".encode(),
    ],
    ids=["planted", "with a comment", "empty", "unreadable", "no report"],
)
def test_a_result_comes_back(data: bytes) -> None:
    result = looked_at(data)
    again = kept(result)
    assert again == result
    assert again.seconds == result.seconds
    assert len(again.ignored) == len(result.ignored)
    if data is PLANTED:
        assert again.diagnostics
        assert again.ignored[0].by is ENTRIES[0]
        assert again.unused_entries == ENTRIES[1:]
        assert any(one.fix for one in again.diagnostics)
        assert any(one.related for one in again.diagnostics)


def test_what_a_baseline_knows_comes_back() -> None:
    result = looked_at(PLANTED, known=None)
    assert any(isinstance(one.by, Known) for one in result.ignored)
    assert kept(result) == result
    lapsed = looked_at(PLANTED)
    assert lapsed.lapsed
    assert kept(lapsed).lapsed == lapsed.lapsed


def test_what_a_faulty_rule_spoiled_is_not_kept() -> None:
    assert record_of(replace(looked_at(PLANTED), faults=(RuleFault("AAA101", "no"),)), ENTRIES) is None


def test_halves_in_a_table_are_kept_as_they_are_told() -> None:
    result = looked_at(PLANTED.decode().replace("（一）予以公开\t\t5\t", "（一）予以公开\t\t5.5\t", 1).encode())
    assert any(isinstance(one, Decimal) for one in values(result))
    told = output("json")
    assert told(Run([kept(result)])) == told(Run([result]))


def values(result: FileResult) -> Iterator[object]:
    """What the identities of the findings come to."""
    for diagnostic in result.diagnostics:
        for identity in diagnostic.data.get("identities", ()):
            yield from (identity["left"], identity["right"])


def test_what_json_does_not_know_is_not_kept() -> None:
    result = looked_at(PLANTED)
    odd = replace(result, diagnostics=(replace(result.diagnostics[0], data={"where": object()}),))
    assert record_of(odd, ENTRIES) is None


@given(st.binary(max_size=60) | st.sampled_from([b"{}", b"[]", b"null", b'{"problem":1}', b'{"diagnostics":[[1]]}']))
def test_a_strange_record_is_none(record: bytes) -> None:
    with pytest.raises(BadRecord):
        result_of(record, "a.txt", decode(PLANTED, "a.txt"), ENTRIES)


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_damaged_record_never_breaks_a_run(at: int, byte: int) -> None:
    record = record_of(looked_at_once(), ENTRIES)
    assert record is not None
    at %= len(record)
    damaged = record[:at] + bytes([byte]) + record[at + 1 :]
    with suppress(BadRecord):
        result_of(damaged, "a.txt", decode(PLANTED, "a.txt"), ENTRIES)


_ONCE: list[FileResult] = []


def looked_at_once() -> FileResult:
    if not _ONCE:
        _ONCE.append(looked_at(PLANTED))
    return _ONCE[0]
