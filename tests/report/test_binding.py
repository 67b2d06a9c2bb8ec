"""Cells find their rows and columns, or are left alone."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.forms import FormBook
from reportlint.plugins import load_plugins
from reportlint.report import Report, read_report
from reportlint.source import SourceText
from reportlint.testing import SHAPES, Shape, consistent_numbers, sample_report

FORMS = load_plugins(installed=False).forms
TITLE = "青石镇人民政府2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"


def read(text: str) -> Report:
    return read_report(SourceText(text), FORMS)


@given(st.integers(0, 10**6), st.sampled_from([2019, 2020, 2021, 2024]), st.sampled_from(SHAPES), st.integers(0, 10**6))
def test_every_cell_of_a_whole_report_is_bound(seed: int, year: int, shape: Shape, largest: int) -> None:
    form = FORMS.for_year(year)
    assert form is not None
    numbers = consistent_numbers(form, random.Random(seed), largest)
    report = read(sample_report(form, year, numbers, shape=shape))
    bound = {
        (table.id, *key): cell.value.number for table in report.tables.values() for key, cell in table.cells.items()
    }
    assert bound == numbers
    assert {check.outcome for check in report.identities} == {"holds"}
    assert report.faults == ()


def test_spans_are_those_of_the_raw_text() -> None:
    text = TITLE + "（一）予以公开\t\t１２\t 3 \t0\t0\t0\t0\t15\n"
    cells = read(text).tables["applications"].cells
    cell = cells["granted", "natural"]
    assert (text[slice(*cell.span)], cell.value.number) == ("１２", 12)
    assert text[slice(*cells["granted", "business"].span)] == "3"


@pytest.mark.parametrize(
    "row",
    [
        "（一）予以公开\t\t\t0\t0\t0\t0\t0\t0",
        "（一）予以公开\t0\t0\t0\t0\t0\t0",
        "（一）予以公开\t\t0\t0\t0\t0\t0\t0\t",
        "（一）予以公开\t1\t2\t3\t4\t5\t6\t7\t8",
        "（一）予以公开\t1\t\t\t\t\t1",
    ],
)
def test_rows_whose_places_are_not_proven_are_unaligned(row: str) -> None:
    table = read(TITLE + row + "\n").tables["applications"]
    assert table.rows["granted"].unaligned
    assert not table.cells


def test_blanks_between_numbers_are_blanks() -> None:
    table = read(TITLE + "（一）予以公开\t\t1\t\t0\t0\t0\t0\t1\n").tables["applications"]
    assert table.cells["granted", "business"].value.kind == "blank"
    assert [check.outcome for check in read(TITLE + "（一）予以公开\t1\t\t0\t0\t0\t0\t9\n").identities][-1] == "blank"


def test_blanks_at_the_end_count_where_the_other_rows_prove_the_columns() -> None:
    rows = [
        f"{number}.{label}\t1\t0\t0\t0\t0\t0\t1"
        for number, label in ((1, "属于国家秘密"), (2, "其他法律行政法规禁止公开"))
    ]
    table = read(TITLE + "\n".join([*rows, "8.属于行政查询事项\t\t2\t0\t0\t0\t0\t2"]) + "\n").tables["applications"]
    assert table.cells["denied_query", "natural"].value.kind == "blank"


@pytest.mark.parametrize(
    ("label", "row"),
    [
        ("(一) 予以公开", "granted"),
        ("一）予以公开", "granted"),
        ("予以公开", "granted"),
        ("1、属于国家秘密", "denied_secret"),
        ("３．危及“三安全一稳定”", "denied_safety"),
        ("二、上年结转政府信息公开申请数", "carried_in"),
        ("5.要求行政机关确认或重新出具", "refused_confirm"),
        ("四、結轉下年度繼續辦理", "carried_out"),
        ("2.其它法律行政法规禁止公开", "denied_law"),
    ],
)
def test_labels_as_reports_print_them(label: str, row: str) -> None:
    assert row in read(f"{TITLE}{label}\t0\t0\t0\t0\t0\t0\t0\n").tables["applications"].rows


def test_the_same_ordinal_in_two_groups_is_told_by_the_words() -> None:
    text = TITLE + "1.属于国家秘密\t1\t0\t0\t0\t0\t0\t1\n1.信访举报投诉类申请\t2\t0\t0\t0\t0\t0\t2\n"
    cells = read(text).tables["applications"].cells
    assert cells["denied_secret", "total"].value.number == 1
    assert cells["refused_petition", "total"].value.number == 2


def test_a_wrong_value_is_put_down_to_its_cell(forms: FormBook) -> None:
    form = forms.get("2021")
    numbers = consistent_numbers(form, random.Random(5))
    rng = random.Random(6)
    keys = sorted(key for key in numbers if key[0] == "applications")
    for key in rng.sample(keys, 60):
        wrong = dict(numbers)
        wrong[key] += rng.randint(1, 9)
        report = read(sample_report(form, 2023, wrong))
        (fault,) = report.faults
        assert (fault.cell.row, fault.cell.column) == key[1:]
        assert fault.expected == numbers[key]
        assert len(fault.checks) >= 2


def test_two_wrong_values_are_two_faults(forms: FormBook) -> None:
    form = forms.get("2021")
    numbers = consistent_numbers(form, random.Random(5))
    numbers["applications", "granted", "natural"] += 2
    numbers["applications", "denied_law", "business"] += 3
    report = read(sample_report(form, 2023, numbers))
    assert {(fault.cell.row, fault.cell.column) for fault in report.faults} == {
        ("granted", "natural"),
        ("denied_law", "business"),
    }
