"""Another statutory report: it is known by its title, and only rules that are right for it look at it."""

import random

from reportlint.engine import Session
from reportlint.source import SourceText
from reportlint.testing import Plugins, check_form, consistent_numbers, sample_report

YEAR = 2024


def test_correct_reports_of_the_form_are_left_alone(reportlint_plugins: Plugins) -> None:
    assert check_form(reportlint_plugins.forms.get("rule-of-law"), reportlint_plugins).problems == ()


def check(plugins: Plugins, *changes: tuple[str, str]):
    form = plugins.forms.get("rule-of-law")
    text = sample_report(form, YEAR, consistent_numbers(form, random.Random(1)), body="青石县人民政府")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return Session(plugins).check(SourceText(text))


def test_the_title_chooses_the_form(reportlint_plugins: Plugins) -> None:
    result = check(reportlint_plugins)
    assert result.problem is None
    assert (result.report.form.id, result.report.year, result.report.title.body) == (
        "rule-of-law",
        YEAR,
        "青石县人民政府",
    )
    assert list(result.report.sections) == ["measures", "shortcomings", "leaders", "plans"]
    assert {check.outcome for check in result.report.identities} == {"holds"}


def test_a_section_that_is_missing(reportlint_plugins: Plugins) -> None:
    [found] = [
        one
        for one in check(reportlint_plugins, ("四、下一年度推进法治政府建设的主要安排", "")).diagnostics
        if one.code == "SEC101"
    ]
    assert "下一年度推进法治政府建设的主要安排" in found.message.zh


def test_a_sum_that_is_wrong(reportlint_plugins: Plugins) -> None:
    report = check(reportlint_plugins).report
    cell = report.tables["cases"].cells["total", "closed"]
    row = report.raw(report.source.line_span(report.source.line_of(cell.span.start)))
    wrong = row.replace(f"\t{cell.raw}\t", f"\t{int(cell.raw) + 10}\t", 1)
    [found] = [one for one in check(reportlint_plugins, (row, wrong)).diagnostics if one.code.startswith("TBL")]
    assert found.fix.edits[0].replacement == cell.raw


def test_a_disclosure_report_keeps_its_form(reportlint_plugins: Plugins) -> None:
    form = reportlint_plugins.forms.for_year(YEAR)
    result = Session(reportlint_plugins).check(SourceText(sample_report(form, YEAR)))
    assert result.report.form.id == "2021"
    assert not any(one.code.startswith("QSL") for one in result.diagnostics)
