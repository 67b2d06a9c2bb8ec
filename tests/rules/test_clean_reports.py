"""A correct report gets no error and no warning; a whole one not even a hint."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from reportlint.diagnostic import Severity
from reportlint.engine import Session
from reportlint.plugins import load_plugins
from reportlint.source import SourceText
from reportlint.testing import SHAPES, Shape, consistent_numbers, sample_report

PLUGINS = load_plugins(installed=False)
SESSION = Session(PLUGINS)
BODIES = [
    "青石镇人民政府",
    "白塔区水务局",
    "云岭县柳林乡人民政府",
    "江源市教育局",
    "松口街道办事处",
    "北川市人民政府办公室",
]


@given(
    st.integers(0, 10**6), st.integers(2019, 2030), st.sampled_from(SHAPES), st.sampled_from(BODIES),
    st.integers(0, 99999), st.sampled_from(["\n", "\r\n"]),
)  # fmt: skip
def test_generated_reports_are_silent(
    seed: int, year: int, shape: Shape, body: str, largest: int, newline: str
) -> None:
    form = PLUGINS.forms.for_year(year)
    assert form is not None
    text = sample_report(form, year, consistent_numbers(form, random.Random(seed), largest), body=body, shape=shape)
    result = SESSION.check(SourceText(text.replace("\n", newline)))
    assert result.faults == ()
    # Numbers that are drawn may chance to stand to each other as TBL306 says; it is only a hint.
    told = [one for one in result.diagnostics if one.severity.reaches(Severity.INFO)]
    assert [(one.code, one.message.zh) for one in told] == []


@given(st.text(alphabet="一二、（）()|\t\n。《》〔〕第条项号年月日0123456789政府信息公开截止总计其他 　", max_size=300))
def test_no_text_makes_a_rule_fail(noise: str) -> None:
    result = Session(PLUGINS, force=True).check(SourceText(f"青石镇2023年政府信息公开工作年度报告\n{noise}"))
    assert result.faults == ()
    for one in result.diagnostics:
        assert result.source is not None
        assert 0 <= one.span.start <= one.span.end <= len(result.source.text)
