"""The parts of a text that is edited: what is taken over into its next state is what a fresh look finds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportlint.report.outline as outline_module
from reportlint.memory import Memory
from reportlint.plugins import load_plugins
from reportlint.report import Report, read_report
from reportlint.source import Kept, SourceText, Span
from reportlint_grammar import Node

FORMS = load_plugins(installed=False).forms
LINES = [
    "青石镇2023年政府信息公开工作年度报告", "一、总体情况", "（一）主动公开情况", "（二）依申请公开情况", "三、收到和处理政府信息公开申请情况", "# 附", "",
    "2023年收到申请3件，办结2件。", "全年公开信息一百二十条，其中网站100条、公众号20条，覆盖财政预决算、重大项目、公共服务、社会救助等", "各个领域，渠道不断拓宽。",
    "（一百二十三）未收到行政复议。", "1.完善制度。", "规章\t0\t0\t0", "第二十条第（一）项\t", "|---|---|", "12", "- 3 -", "结转下年度继续办理",
]  # fmt: skip
texts = st.lists(st.sampled_from(LINES), max_size=14).map("\n".join)


@pytest.fixture(autouse=True, scope="module")
def cut_short() -> Iterator[None]:
    """Parts of more than two blocks are cut: short texts then have as many cuts as long ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outline_module, "_LONG", 2)
        yield


def shape(node: Node) -> tuple[object, ...]:
    return node.kind, node.start, node.end, tuple(shape(child) for child in node.children)


def read(report: Report) -> dict[str, object]:
    names = (
        "title",
        "year",
        "headings",
        "sections",
        "front",
        "paragraphs",
        "captions",
        "statements",
        "years",
        "short_names",
    )
    lines = report.outline.lines(0, len(report.source.text))
    return {name: getattr(report, name) for name in names} | {
        "tree": shape(report.tree),
        "lines": [shape(node) for node in lines],
        "facts": [report.facts_of(paragraph) for paragraph in report.paragraphs],
        "amounts": dict(report.amounts_by_sentence),
        "tables": {id: (table.span, dict(table.rows)) for id, table in report.tables.items()},
    }


@settings(max_examples=120, deadline=None)
@given(texts, st.data())
def test_a_followed_text_is_read_as_a_fresh_one(text: str, data: st.DataObject) -> None:
    source, memory = SourceText(text), Memory()
    read_report(source, FORMS, memory=memory)
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(source.text)))
        end = min(len(source.text), start + data.draw(st.sampled_from([0, 0, 1, 1, 2, 8, 60])))
        source = source.edited(
            Span(start, end), data.draw(st.one_of(st.sampled_from(["", "\n", "。", "\r", "条"]), texts))
        )
        memory.begin()
        report = read_report(source, FORMS, memory=memory)
        told, fresh = read(report), read(read_report(SourceText(source.text), FORMS))
        for name, value in fresh.items():
            assert told[name] == value, name
        # Rules tell facts apart by what they are.
        amounts = [one for paragraph in report.paragraphs for one in report.facts_of(paragraph).amounts]
        assert list(map(id, amounts)) == list(map(id, report.amounts))


def test_what_an_edit_did_not_touch_is_the_very_same() -> None:
    text = "\n".join(f"一、第{number}部分\n全年公开信息{number}条。" for number in range(2, 20))
    source, memory = SourceText(text), Memory()
    before = read_report(source, FORMS, memory=memory)
    at = text.index("信息10条")
    memory.begin()
    after = read_report(source.edited(Span(at, at), "新"), FORMS, memory=memory)
    old, new = before.outline.parts, after.outline.parts
    assert len(old) == len(new)
    kept = [one is other for one, other in zip(old, new, strict=True)]
    # The part itself, and the one before, into which its heading might have gone.
    first = kept.index(False)
    assert all(kept[:first]) and not any(kept[first:])
    assert [one.said.told is other.said.told for one, other in zip(old, new, strict=True)].count(False) == 2


@given(st.text("ab", max_size=30), st.text("ab", max_size=30))
def test_what_is_kept_is_the_same_in_both(before: str, after: str) -> None:
    first, last, by = Kept.of(before, after)
    assert first + last <= min(len(before), len(after))
    assert by == len(after) - len(before)
    assert before[:first] == after[:first]
    assert before[len(before) - last :] == after[len(after) - last :]
