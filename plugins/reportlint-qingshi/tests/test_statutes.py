"""The county's statutes: the national rules know its work plans and its articles."""

import pytest

from reportlint.testing import Plugins, findings, load_plugins

NATIONAL = load_plugins(installed=False)
TEXT = "青石镇人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n{}\n"


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("LAW207", "落实《青石县2023年政务公开工作要点》（青政办发〔2022〕11号）。", "青政办发〔2022〕11号"),
        ("LAW101", "落实《青石县政务公开办法》第五条。", "第五条"),
        ("LAW104", "按照《青石县政务公开办法》第三条规定设立查阅点。", "第三条"),
    ],
)
def test_what_the_county_added_is_known(reportlint_plugins: Plugins, code: str, text: str, found: str) -> None:
    text = TEXT.format(text)
    rule = reportlint_plugins.rules[code]
    assert [text[one.span.start : one.span.end] for one in findings(rule, text, reportlint_plugins)] == [found]
    assert not findings(rule, text, NATIONAL)


@pytest.mark.parametrize(
    "text",
    [
        "落实《青石县2023年政务公开工作要点》（青政办发〔2023〕9号）。",
        "落实《青石县2021年政务公开工作要点》（青政办发〔2021〕3号）。",
        "按照《青石县政务公开办法》第四条规定设立查阅点。",
    ],
)
def test_what_is_right_is_left_alone(reportlint_plugins: Plugins, text: str) -> None:
    for code in ("LAW101", "LAW104", "LAW207"):
        assert not findings(reportlint_plugins.rules[code], TEXT.format(text), reportlint_plugins)
