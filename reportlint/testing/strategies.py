"""Strategies for hypothesis: correct reports of every form with tables, in every shape.

This module needs hypothesis, which the rest of the kit does not.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from hypothesis import strategies as st

from reportlint.forms import Form, FormBook

from .drawing import Numbers
from .sample import consistent_numbers, sample_report
from .shapes import ALL_SHAPES, Shape

BODIES = (
    "青石镇人民政府", "云溪县财政局", "白鹭区教育局", "松岭市人民政府办公室", "临江县卫生健康委员会", "石桥街道办事处",
    "长河县文化广电和旅游局", "东山区人力资源和社会保障局", "南湖县行政审批局", "北岭乡人民政府",
)  # fmt: skip
"""Names of invented authorities."""

YEARS = (2019, 2020, 2021, 2022, 2023, 2024, 2025)
# Sums over all results and all kinds of applicants stay within six digits.
_LARGEST = (0, 1, 2, 3, 9, 40, 999, 6000)
_FILLED = (0.0, 0.05, 0.3, 1.0)


@dataclass(frozen=True)
class SampleReport:
    """A correct report with everything that it was made from."""

    form: Form
    year: int
    numbers: Numbers = field(repr=False)
    body: str
    shape: Shape
    seed: int

    @property
    def text(self) -> str:
        """The report as it is written down."""
        return sample_report(self.form, self.year, self.numbers, body=self.body, shape=self.shape, seed=self.seed)


def random_report(form: Form, year: int, shape: Shape, rng: random.Random) -> SampleReport:
    """A report whose numbers, body and seed come from ``rng``; all identities of the form hold in it."""
    numbers = consistent_numbers(form, rng, rng.choice(_LARGEST), rng.choice(_FILLED))
    return SampleReport(form, year, numbers, rng.choice(BODIES), shape, rng.randrange(1 << 16))


@st.composite
def reports(draw: st.DrawFn, forms: FormBook, shapes: Iterable[Shape] = ALL_SHAPES.values()) -> SampleReport:
    """Reports with numbers of up to six digits, many of them mostly zeros.

    Args:
        draw: given by hypothesis.
        forms: where the form of a year is looked up.
        shapes: the shapes to choose from.

    Raises:
        ValueError: a year of :data:`YEARS` has no form.
    """
    year = draw(st.sampled_from(YEARS))
    form = forms.for_year(year)
    if form is None:
        raise ValueError(f"there is no form for {year}")
    shape = draw(st.sampled_from(tuple(shapes)))
    return random_report(form, year, shape, draw(st.randoms(use_true_random=True)))
