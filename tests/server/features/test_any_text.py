"""Whatever the text and the position: an answer or none, never an error; and in time."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest
from lsprotocol import types

from reportlint.server.analysis import Analysis
from reportlint.server.features.completion import completion
from reportlint.server.features.folding import folding_ranges
from reportlint.server.features.formatting import formatting
from reportlint.server.features.highlights import highlights
from reportlint.server.features.hover import hover
from reportlint.server.features.inlay_hints import inlay_hints
from reportlint.server.features.lenses import code_lenses
from reportlint.server.features.links import document_links
from reportlint.server.features.navigation import definition, references
from reportlint.server.features.selection import selection_ranges
from reportlint.server.features.symbols import document_symbols, flat_symbols
from reportlint.server.features.tokens import semantic_tokens
from reportlint.testing import ALL_SHAPES, consistent_numbers, sample_report
from tests.work.counting import calls_of

from .reports import REPORT, UNITS, analysed, everything, position, session

AT: dict[str, Callable[[Analysis, types.Position], object]] = {
    "hover": lambda analysis, place: hover(analysis, place, "zh", markdown=True),
    "completion": lambda analysis, place: completion(
        analysis, place, "en", date(2024, 1, 1), snippets=True, as_is=True
    ),
    "definition": definition,
    "references": lambda analysis, place: references(analysis, place, declaration=True),
    "highlights": highlights,
    "selection": lambda analysis, place: selection_ranges(analysis, [place]),
    "hints": lambda analysis, place: inlay_hints(analysis, types.Range(place, types.Position(0, 5)), "en"),
    "tokens of a range": lambda analysis, place: semantic_tokens(analysis, types.Range(types.Position(0, 0), place)),
}
OF_ALL: dict[str, Callable[[Analysis], object]] = {
    "hints": lambda analysis: inlay_hints(analysis, everything(analysis), "zh"),
    "tokens": semantic_tokens,
    "symbols": document_symbols,
    "flat symbols": flat_symbols,
    "folding": lambda analysis: folding_ranges(analysis, None),
    "links": lambda analysis: document_links(analysis, "zh"),
    "lenses": lambda analysis: code_lenses(analysis, "en"),
}


@pytest.mark.parametrize("shape", sorted(ALL_SHAPES))
def test_any_shape_and_any_position(shape: str) -> None:
    rng = random.Random(shape)
    form = session().plugins.forms.get(rng.choice(["2019", "2021"]))
    numbers = consistent_numbers(form, rng)
    text = sample_report(form, 2020 if form.id == "2019" else 2023, numbers, shape=shape, seed=1)
    lines = text.splitlines(keepends=True)
    # Half a report has half a table.
    thinned = "".join(line for line in lines if rng.random() < 0.6)
    chosen = rng.choice([text, thinned, text[: rng.randrange(len(text))]])
    analysis = analysed(chosen.replace("政府", "𠮷府", 3), rng.choice(UNITS))
    for feature in OF_ALL.values():
        feature(analysis)
    for _ in range(5):
        place = types.Position(rng.randrange(len(lines) + 2), rng.choice([0, 3, 9, 40, 10**9]))
        for at in AT.values():
            at(analysis, place)


@pytest.mark.parametrize("text", ["", "\n", "购物清单", "一、", "\ud842", "2023年政府信息公开工作年度报告"])
def test_texts_that_are_hardly_a_report(text: str) -> None:
    analysis = analysed(text)
    formatting(analysis)
    for feature in OF_ALL.values():
        if "\ud842" not in text or feature is not OF_ALL["hints"]:
            feature(analysis)
    for at in AT.values():
        at(analysis, types.Position(0, 0))
        at(analysis, types.Position(5, 5))


def test_no_feature_keeps_anybody_waiting() -> None:
    prose = "".join(f"2023年，我镇开展第{number}次培训，参加{number}人次。" for number in range(1, 200))
    text = REPORT.replace("六、其他", f"{prose}\n\n六、其他")
    assert len(text.encode()) > 12_000
    analysis = analysed(text)
    place = position(analysis, "申请15件", 3)
    cell = position(analysis, "\t15\n", 1)
    for name, work in [
        *((name, lambda at=at: (at(analysis, place), at(analysis, cell))) for name, at in AT.items()),
        *((name, lambda of=of: of(analysis)) for name, of in OF_ALL.items()),
    ]:
        work()
        # None takes more than three milliseconds, which are so many calls at the most.
        assert calls_of(work).all < 10_000, name
