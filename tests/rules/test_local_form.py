"""The rules of tables with a form that a plugin brings."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlint.engine import Session
from reportlint.plugins import Plugins, load_plugins
from reportlint.report import Reading
from reportlint.result import FileResult
from reportlint.selection import Selection
from reportlint.source import SourceText
from reportlint.testing import sample_report

FORM = """
id = "qingshan"
extends = "2021"
name = { zh = "青山省格式", en = "form of Qingshan" }

[[identities]]
id = "in-force"
table = "documents"
each = "row"
formula = "valid >= issued"
says = { zh = "现行有效件数不少于本年制发件数", en = "no fewer in force than issued" }

[[identities]]
id = "no-coercion"
table = "penalties"
each = "column"
formula = "penalty = 2 * coercion"
"""
PLUGIN = """
from pathlib import Path
from reportlint.api import hookimpl

@hookimpl
def reportlint_forms():
    return [Path(__file__).with_name("qingshan.toml")]
"""


@pytest.fixture(scope="module")
def plugins(tmp_path_factory: pytest.TempPathFactory) -> Plugins:
    folder: Path = tmp_path_factory.mktemp("local")
    (folder / "qingshan.toml").write_text(FORM, encoding="utf-8")
    (folder / "qingshan_plugin.py").write_text(PLUGIN, encoding="utf-8")
    loaded = load_plugins([folder / "qingshan_plugin.py"], installed=False)
    assert not loaded.faults
    return loaded


def check(plugins: Plugins, *changes: tuple[str, str], form: str = "qingshan", year: int = 2023) -> FileResult:
    sample = plugins.forms.for_year(year)
    assert sample is not None
    text = sample_report(sample, year)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    session = Session(plugins, Selection(select=("TBL",)), reading=Reading(form=form or None), force=True)
    return session.check(SourceText(text))


def test_its_own_identities_hold(plugins: Plugins) -> None:
    assert check(plugins).diagnostics == ()


def test_a_relation_that_is_no_equation_claims_no_number(plugins: Plugins) -> None:
    [found] = check(plugins, ("行政规范性文件\t0\t0\t0", "行政规范性文件\t3\t0\t2")).diagnostics
    assert found.code == "TBL300"
    assert "现行有效件数不少于本年制发件数" in found.message.zh and "no fewer in force than issued" in found.message.en
    assert found.fix is None


def test_an_equation_shows_its_result(plugins: Plugins) -> None:
    [found] = check(plugins, ("行政处罚\t0", "行政处罚\t5"), ("行政强制\t0", "行政强制\t2")).diagnostics
    assert found.code == "TBL300" and found.fix is not None
    assert [edit.replacement for edit in found.fix.edits] == ["4"]


def test_a_national_identity_keeps_its_rule(plugins: Plugins) -> None:
    [found] = check(plugins, ("（一）予以公开\t\t0\t0", "（一）予以公开\t\t4\t0")).diagnostics
    assert found.code == "TBL302"


def test_without_the_form_nothing_is_said(plugins: Plugins) -> None:
    assert check(plugins, ("行政规范性文件\t0\t0\t0", "行政规范性文件\t3\t0\t2"), form="").diagnostics == ()


def test_the_wrong_form_of_a_report_without_a_year(plugins: Plugins) -> None:
    changes = (("青石镇人民政府2020年", "青石镇人民政府"), ("2020年1月1日至2020年12月31日", "全年"))
    result = check(plugins, *changes, form="2021", year=2020)
    assert result.report is not None and result.report.year is None
    [wrong] = [one for one in result.diagnostics if one.code == "TBL101"]
    assert wrong.message.zh.startswith("本报告应使用2021年格式")
    assert wrong.message.en.startswith("this report needs the form of 2021")
