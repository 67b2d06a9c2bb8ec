"""A text that is edited is looked at with the memory of its last state, and the result is that of a fresh look."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportlint.engine import Session
from reportlint.memory import Memory
from reportlint.plugins import load_plugins
from reportlint.report import Report
from reportlint.source import SourceText, Span
from reportlint.testing.mutating import random_sample
from reportlint.testing.shapes import SHAPES
from reportlint_grammar import Node

PLUGINS = load_plugins(installed=False)
SESSION = Session(PLUGINS, force=True)
# What is typed into reports, what breaks them up, and what joins them.
PIECES = [
    "", "一", "，", "。", "\n", "\n\n", "0", "7", "\t", "|", "\n一、总体情况\n", "\n（二）依申请公开\n", "2022年", "我局", "收到申请3件",
    "截止目前", "《条例》第五十条", "，，", "资金资金", "“", "）", "三、收到和处理政府信息公开申请情况", "\r\n", "𠮷", "第二十条第（五）项",
    "其中", "占30%", "全年共主动公开政府信息9条", "XX", " ", "１",
]  # fmt: skip


def shape(node: Node) -> tuple[object, ...]:
    return (node.kind, node.start, node.end, tuple(shape(child) for child in node.children))


def facts(report: Report) -> dict[str, object]:
    tables = {
        id: (table.span, table.rows, table.header_labels, table.caption, table.loose_rows)
        for id, table in report.tables.items()
    }
    names = (
        "title", "year", "headings", "sections", "front", "foreign_texts", "paragraphs", "citations", "years", "amounts",
        "breakdowns", "statements", "self_names", "places", "faults", "traditional", "looks_like_report",
    )  # fmt: skip
    outcomes = [(check.form.id, check.line, check.outcome, check.left, check.right) for check in report.identities]
    claims = [(check.form.id, check.statement, check.outcome, check.readings) for check in report.claims]
    return {name: getattr(report, name) for name in names} | {"tables": tables, "outcomes": outcomes, "claims": claims}


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.integers(0, 10**6), st.data())
def test_a_remembered_text_is_read_as_a_fresh_one(seed: int, data: st.DataObject) -> None:
    rng = random.Random(seed)
    sample = random_sample(PLUGINS.forms, rng)
    text = rng.choice(SHAPES).text(sample.blocks(), random.Random(seed))
    source, memory = SourceText(text), Memory()
    SESSION.check(source, memory)
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(source.text)))
        end = min(len(source.text), start + data.draw(st.sampled_from([0, 0, 0, 1, 2, 30, 400])))
        source = source.edited(Span(start, end), data.draw(st.sampled_from(PIECES)))
        remembered = SESSION.check(source, memory)
        fresh = SESSION.check(SourceText(source.text))
        assert source.folded == SourceText(source.text).folded
        assert source.line_starts == SourceText(source.text).line_starts
        assert remembered.diagnostics == fresh.diagnostics
        assert remembered.faults == fresh.faults == ()
        assert (remembered.problem, remembered.report is None) == (fresh.problem, fresh.report is None)
        if remembered.report is not None and fresh.report is not None:
            assert shape(remembered.report.tree) == shape(fresh.report.tree)
            told, expected = facts(remembered.report), facts(fresh.report)
            for name, value in expected.items():
                assert told[name] == value, name


def test_a_memory_holds_one_state_of_the_text() -> None:
    sample = random_sample(PLUGINS.forms, random.Random(1))
    source = SourceText(SHAPES[0].text(sample.blocks(), random.Random(1)))
    memory = Memory()
    sizes = []
    for number in range(60):
        SESSION.check(source, memory)
        sizes.append(len(memory))
        at = 200 + number
        source = source.edited(Span(at, at), "公")
    assert max(sizes) < 2 * sizes[1]


@given(st.text("ab，。\n\r一\x0c𠮷（", max_size=40), st.data())
def test_an_edited_text_is_that_text(text: str, data: st.DataObject) -> None:
    source = SourceText(text)
    assert (len(source.folded), source.line_starts[0]) == (len(text), 0)
    for _ in range(3):
        start = data.draw(st.integers(0, len(source.text)))
        end = data.draw(st.integers(start, len(source.text)))
        source = source.edited(Span(start, end), data.draw(st.text("\r\n一，", max_size=3)))
        fresh = SourceText(source.text)
        assert (source.folded, source.line_starts) == (fresh.folded, fresh.line_starts)
