"""Facts, lines and signs: what rules find with them is the same in a text that is edited as in a fresh one, and is asked for once."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.api import (
    Context,
    Finding,
    Lines,
    NoOptions,
    Paragraph,
    Report,
    Rule,
    Section,
    Severity,
    Span,
    Statement,
    Table,
    Text,
    fact,
    rule,
)
from reportlint.engine import Session
from reportlint.engine.pieces import Change, Followed, Parted
from reportlint.memory import Memory
from reportlint.plugins import Plugins
from reportlint.selection import Selection
from reportlint.source import SourceText
from reportlint.testing.mutating import random_sample
from reportlint.testing.shapes import SHAPES

from .test_incremental import PIECES, PLUGINS

Node = TypeVar("Node")
LOOKED: list[str] = []


def a_rule(
    code: str, on: type[Node], **more: Any
) -> Callable[[Callable[[Node, Context[NoOptions]], Iterator[Finding]]], Rule]:
    name, text = f"rule-{code.lower()}", Text("{found}", "{found}")
    return rule(code=code, on=on, name=name, severity=Severity.INFO, summary=text, message=text, **more)


@fact(on=Paragraph, signs=("公开", "申请"))
def words(paragraph: Paragraph, report: Report) -> Iterator[Span]:
    LOOKED.append(report.raw(paragraph.span))
    folded = report.source.folded
    for word in ("公开", "申请"):
        at = folded.find(word, *paragraph.span)
        if at >= 0:
            yield Span(at, at + len(word))


@fact(on=Lines)
def sevens(lines: Lines, report: Report) -> Iterator[Span]:
    for at in range(*lines.span):
        if report.source.folded[at] == "7":
            yield Span(at, at + 1)


@fact(on=Statement)
def topics(statement: Statement, report: Report) -> Iterator[Span]:
    if statement.topic == "applications":
        yield statement.span


@fact(on=Report)
def all_of_it(report: Report, _: Report) -> Iterator[int]:
    yield len(report.source.text)


@fact(on=Paragraph)
def broken(paragraph: Paragraph, report: Report) -> Iterator[Span]:
    raise ValueError("a fact that fails")
    yield


@a_rule("OUR101", on=Report)
def together(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    for name, one in (("words", words), ("sevens", sevens), ("topics", topics)):
        for span in context.facts(one):
            yield Finding(span, {"found": f"{name} {report.raw(span)} of {list(context.facts(all_of_it))}"})


@a_rule("OUR102", on=Section)
def in_sections(section: Section, context: Context[NoOptions]) -> Iterator[Finding]:
    for span in context.facts(words, section.span):
        yield Finding(span, {"found": section.id})


@a_rule("OUR103", on=Lines, local=True)
def in_lines(lines: Lines, context: Context[NoOptions]) -> Iterator[Finding]:
    for span in sevens.find(lines, context.report):
        yield Finding(span, {"found": "7"})


@a_rule("OUR104", on=Paragraph, local=True, signs="公开")
def in_paragraphs(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    assert "公开" in context.report.folded(paragraph.span)
    yield Finding(paragraph.span, {"found": "公开"})


@a_rule("OUR105", on=Report)
def asks_in_vain(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    context.facts(broken)
    yield Finding(report.front, {"found": "never"})


def session(*rules: object) -> Session:
    chosen = {one.code: one for one in rules if isinstance(one, Rule)}
    return Session(Plugins(chosen, PLUGINS.forms, PLUGINS.statutes), Selection(), force=True)


def report_text(seed: int) -> str:
    return SHAPES[0].text(random_sample(PLUGINS.forms, random.Random(seed)).blocks(), random.Random(seed))


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.data())
def test_an_edited_text_has_the_facts_of_a_fresh_one(seed: int, data: st.DataObject) -> None:
    ours = session(together, in_sections, in_lines, in_paragraphs, asks_in_vain)
    source, memory = SourceText(report_text(seed)), Memory()
    for _ in range(5):
        told, fresh = ours.check(source, memory), ours.check(SourceText(source.text))
        assert told.diagnostics == fresh.diagnostics
        assert [one.code for one in told.faults] == [one.code for one in fresh.faults] == ["OUR105"]
        start = data.draw(st.integers(0, len(source.text)))
        end = min(len(source.text), start + data.draw(st.sampled_from([0, 0, 1, 40, 700])))
        source = source.edited(Span(start, end), data.draw(st.sampled_from(PIECES)))
    assert {one.code for one in told.diagnostics} <= {"OUR101", "OUR102", "OUR103", "OUR104"}


def test_a_fact_is_found_once_for_all_rules_and_where_its_signs_are() -> None:
    source, memory = SourceText(report_text(3)), Memory()
    ours = session(together, in_sections)
    LOOKED.clear()
    report = ours.check(source, memory).report
    assert report is not None
    with_signs = [
        one for one in map(report.raw, (one.span for one in report.paragraphs)) if "公开" in one or "申请" in one
    ]
    assert LOOKED == with_signs != []
    LOOKED.clear()
    at = report.paragraphs[5].span.start + 3
    ours.check(source.edited(Span(at, at), "公开"), memory)
    assert len(LOOKED) == 1


@given(st.text("ab\n", max_size=400), st.data())
def test_parts_of_a_text_are_whole_lines_and_all_of_it(text: str, data: st.DataObject) -> None:
    parted = Parted()
    text *= 20
    for _ in range(4):
        parts = parted.lines(Change(text))
        assert "".join(text[slice(*one.span)] for one in parts) == text
        assert all(text[one.span.end - 1] == "\n" for one in parts[:-1])
        at = data.draw(st.integers(0, len(text)))
        text = (
            text[:at]
            + data.draw(st.sampled_from(["", "a", "\n", "a\nb", "b" * 1500]))
            + text[at + data.draw(st.integers(0, 30)) :]
        )


def test_what_was_done_before_a_run_was_broken_off_is_not_done_again() -> None:
    text = "".join(f"line {number}\n" for number in range(9))
    starts = [at for at in range(len(text)) if not at or text[at - 1] == "\n"]
    pieces = tuple(Lines(Span(start, start + 7)) for start in starts)
    followed: Followed[str] = Followed()
    looked: list[int] = []

    def look(piece: Lines) -> str:
        if piece == pieces[5] and not looked[6:]:
            looked.append(-1)
            raise KeyboardInterrupt
        looked.append(pieces.index(piece))
        return text[slice(*piece.span)]

    looked.append(-1)
    with pytest.raises(KeyboardInterrupt):
        followed.follow(Change(text), pieces, None, look)
    found = followed.follow(Change(text), pieces, None, look)
    assert found == [(number, f"line {number}\n") for number in range(9)]
    assert looked == [-1, 0, 1, 2, 3, 4, -1, 5, 6, 7, 8]


def test_what_cannot_be_kept_is_said_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="Table"):
        fact(on=Table)
    with pytest.raises(ValueError, match="signs"):
        fact(on=Lines, signs="公开")
    with pytest.raises(ValueError, match="signs"):
        a_rule("OUR106", on=Report, signs="公开")
    report = session().check(SourceText(report_text(1))).report
    assert report is not None
    with pytest.raises(LookupError):
        Context(report, PLUGINS.statutes, NoOptions()).facts(words)
