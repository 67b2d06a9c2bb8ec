"""Which cells are blamed for identities that fail."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.forms import FormBook
from reportlint.report import Fault, read_report
from reportlint.report.slips import is_slip
from reportlint.source import SourceText
from reportlint.testing import consistent_numbers, sample_report
from tests.work.counting import calls_of

Place = tuple[str, str, str]


def faults(forms: FormBook, numbers: dict[Place, int]) -> tuple[Fault, ...]:
    form = forms.for_year(2023)
    assert form is not None
    return read_report(SourceText(sample_report(form, 2023, numbers)), forms).faults


def numbers(forms: FormBook, seed: int = 1) -> dict[Place, int]:
    form = forms.for_year(2023)
    assert form is not None
    return consistent_numbers(form, random.Random(seed), 40, 0.6)


def blamed(found: tuple[Fault, ...]) -> dict[tuple[str, str], object]:
    return {(fault.cell.row, fault.cell.column): fault.expected for fault in found}


@pytest.mark.parametrize(
    ("found", "right"),
    [(12, 21), (7, 1), (130, 180), (10, 100), (5, 55), (20, 2), (8, 3), (35, 53), (123, 132), (0, 10)],
)
def test_slips(found: int, right: int) -> None:
    assert is_slip(found, right)
    assert is_slip(right, found)


@pytest.mark.parametrize(("found", "right"), [(1, 2), (12, 12), (10, 1000), (123, 321), (4, 5), (0, 100)])
def test_what_is_no_slip(found: int, right: int) -> None:
    assert not is_slip(found, right)


@given(st.integers(0, 10**6), st.integers(1, 99), st.data())
def test_one_wrong_cell_of_the_matrix_is_named_with_its_value(
    forms: FormBook, seed: int, change: int, data: st.DataObject
) -> None:
    right = numbers(forms, seed)
    places = sorted(place for place in right if place[0] == "applications")
    place = data.draw(st.sampled_from(places))
    found = faults(forms, right | {place: right[place] + change})
    assert blamed(found) == {place[1:]: right[place]}
    assert len(found[0].checks) >= 2


def test_two_wrong_cells_of_a_column_are_both_named(forms: FormBook) -> None:
    right = numbers(forms)
    one, other = ("applications", "granted", "natural"), ("applications", "partial", "natural")
    found = faults(forms, right | {one: right[one] + 3, other: right[other] + 5})
    assert blamed(found) == {one[1:]: right[one], other[1:]: right[other]}


def test_numbers_in_each_others_place_are_found_by_their_values(forms: FormBook) -> None:
    right = numbers(forms)
    one, other = ("applications", "granted", "natural"), ("applications", "granted", "legal")
    right |= {one: right[one], other: right[other]}
    assert right[one] != right[other]
    found = faults(forms, right | {one: right[other], other: right[one]})
    assert blamed(found) == {one[1:]: right[one], other[1:]: right[other]}


def test_a_slip_tells_which_cell_of_a_lone_identity_is_wrong(forms: FormBook) -> None:
    right = dict.fromkeys(numbers(forms), 0)
    right |= {("disputes", "count", "review_upheld"): 21, ("disputes", "count", "review_pending"): 4}
    right |= {("disputes", "count", "review_total"): 25}
    assert faults(forms, right) == ()
    found = faults(forms, right | {("disputes", "count", "review_upheld"): 12})
    assert blamed(found) == {("count", "review_upheld"): 21}


def test_a_lone_identity_without_a_slip_is_shown_at_its_total(forms: FormBook) -> None:
    right = dict.fromkeys(numbers(forms), 0) | {("disputes", "count", "review_upheld"): 4}
    found = faults(forms, right)
    assert blamed(found) == {("count", "review_total"): 4}


def test_cells_that_explain_equally_well_are_not_blamed(forms: FormBook) -> None:
    right = numbers(forms)
    # Moved into the next column: any row could have been.
    one, other = ("applications", "granted", "natural"), ("applications", "granted", "legal")
    found = faults(forms, right | {one: right[one] + 2, other: max(0, right[other] - 2)})
    if right[other] >= 2:
        assert all(len(fault.checks) == 1 for fault in found)


def test_a_table_in_which_nothing_adds_up_is_given_up_soon(forms: FormBook) -> None:
    rng = random.Random(5)
    wild = {place: rng.randint(0, 999) for place in numbers(forms)}
    found: list[Fault] = []
    calls = calls_of(lambda: found.extend(faults(forms, wild)))
    assert found
    # Twenty times as many as where all adds up; trying all sets of cells would be millions of millions.
    assert calls.all < 1_500_000
