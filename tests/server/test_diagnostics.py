"""Findings in the protocol's terms."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import converters

from reportlint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from reportlint.server.diagnostics import to_protocol, to_written
from reportlint.server.documents import Snapshot
from reportlint.source import PositionUnit, SourceText, Span
from reportlint.toml import Text

SNAPSHOT = Snapshot("file:///a.txt", SourceText("一二三"), 0, 1, "utf-16")


def finding(help: str = "", severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic("TOY001", "toy", severity, Text("错", "wrong"), Span(0, 1), help=help)


@pytest.mark.parametrize("link", ["https://example.org/a", "http://example.org", "file:///rules/a.md"])
def test_help_that_editors_can_open_is_linked(link: str) -> None:
    described = to_protocol(finding(link), SNAPSHOT, "zh").code_description
    assert described is not None and described.href == link


@pytest.mark.parametrize("help", ["", "see the handbook", "command:run", "a.md"])
def test_other_help_is_not(help: str) -> None:
    assert to_protocol(finding(help), SNAPSHOT, "zh").code_description is None


def test_severities_grow_lighter_as_ours_do() -> None:
    levels = [to_protocol(finding(severity=severity), SNAPSHOT, "en").severity for severity in Severity]
    assert levels == [1, 2, 3, 4]


CONVERTER = converters.get_converter()
TEXTS = st.text(st.sampled_from('一𠮷a\r\n\f\u2028"\\\x00\ud800'), max_size=12)
SAYINGS = st.builds(Text, TEXTS, TEXTS)
SPANS = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda ends: Span(*sorted(ends)))
FINDINGS = st.builds(
    Diagnostic,
    TEXTS,
    TEXTS,
    st.sampled_from(Severity),
    SAYINGS,
    SPANS,
    st.lists(st.builds(Related, SPANS, SAYINGS), max_size=2).map(tuple),
    st.none() | st.builds(Fix, SAYINGS, st.just(()), st.sampled_from(Safety)),
    help=st.sampled_from(["", "see the handbook", "https://example.org/“a”"]),
)


@given(TEXTS, FINDINGS, st.sampled_from(["utf-8", "utf-16", "utf-32"]), st.sampled_from(["zh", "en"]))
def test_what_is_written_is_what_the_protocols_library_writes(
    text: str, one: Diagnostic, unit: PositionUnit, language: str
) -> None:
    snapshot = Snapshot('file:///“a”".txt', SourceText(text), 0, 1, unit)
    assert json.loads(to_written(one, snapshot, language)) == CONVERTER.unstructure(
        to_protocol(one, snapshot, language)
    )


@given(TEXTS, SPANS, st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_the_places_of_a_span_are_those_of_its_ends(text: str, span: Span, unit: PositionUnit) -> None:
    source = SourceText(text)
    ends = (*source.position(span.start, unit), *source.position(span.end, unit))
    assert Snapshot("file:///a.txt", source, 0, 1, unit).places(span) == ends
