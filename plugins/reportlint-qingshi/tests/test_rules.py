"""Every rule with its examples, the option, and that all came in by the entry point."""

import pytest
from reportlint_qingshi import reportlint_rules
from reportlint_qingshi.reading_place import reading_place

from reportlint.testing import Plugins, assert_rule, findings

RULES = list(reportlint_rules())
TEXT = "青石镇人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n报告放在镇文化站。\n"


def test_all_came_in_by_the_entry_point(reportlint_plugins: Plugins) -> None:
    assert reportlint_plugins.faults == []
    assert {reportlint_plugins.origins[rule.code] for rule in RULES} == {"qingshi"}
    assert "rule-of-law" in reportlint_plugins.forms.ids()
    assert "qingshi-ledger" in reportlint_plugins.outputs


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule(rule, reportlint_plugins: Plugins) -> None:
    assert_rule(rule, reportlint_plugins)


def test_words_are_an_option(reportlint_plugins: Plugins) -> None:
    assert findings(reading_place, TEXT, reportlint_plugins)
    assert not findings(reading_place, TEXT, reportlint_plugins, {"words": ["文化站"]})
