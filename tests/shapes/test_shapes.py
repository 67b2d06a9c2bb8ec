"""Correct reports in every shape in which reports arrive: bound to the last cell, or not at all, but never wrong."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings

from reportlint.diagnostic import Severity
from reportlint.engine import Session
from reportlint.forms import FormBook
from reportlint.report import read_report
from reportlint.source import SourceText
from reportlint.testing import ALL_SHAPES
from reportlint.testing.score import Score
from reportlint.testing.strategies import SampleReport, reports

# The same reports every time (bench.shapes looks at as many others as one likes); shrinking the seeds
# that reports are made from would find nothing simpler.
LOOK = settings(max_examples=12, derandomize=True, phases=[Phase.explicit, Phase.generate])
# What tempts into a wrong binding is rarer than what hides a right one.
LOOK_LONGER = settings(LOOK, max_examples=40)


def shapes(keeping: bool) -> list[str]:
    return [name for name, shape in ALL_SHAPES.items() if shape.keeps_cells == keeping]


@pytest.mark.parametrize("name", shapes(keeping=True))
def test_every_cell_is_bound_and_nothing_is_found(name: str, session: Session, forms: FormBook) -> None:
    @LOOK
    @given(reports(forms, [ALL_SHAPES[name]]))
    def check(sample: SampleReport) -> None:
        score = Score()
        text = sample.text
        wrong = score.add(read_report(SourceText(text), forms), sample.numbers)
        assert not wrong, text
        assert score.right == score.all_cells, text
        found = [
            (one.code, text[one.span.start : one.span.end])
            for one in session.check(SourceText(text)).diagnostics
            if one.severity.reaches(Severity.WARNING) and one.code not in sample.shape.earns
        ]
        assert not found, text

    check()


@pytest.mark.parametrize("name", shapes(keeping=False))
def test_nothing_is_bound_wrong_where_cells_are_lost(name: str, forms: FormBook) -> None:
    @LOOK_LONGER
    @given(reports(forms, [ALL_SHAPES[name]]))
    def check(sample: SampleReport) -> None:
        text = sample.text
        assert not Score().add(read_report(SourceText(text), forms), sample.numbers), text

    check()
