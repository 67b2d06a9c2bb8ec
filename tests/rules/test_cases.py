"""Every rule: its metadata, its page and the cases beside it."""

from __future__ import annotations

import pytest

from reportlint.plugins import load_plugins
from reportlint.rule import Rule
from reportlint.testing import Case, cases_of, check_case
from reportlint.testing.cases import findings

PLUGINS = load_plugins(installed=False)
assert not PLUGINS.faults, PLUGINS.faults  # without the rules there would be no tests, and none that fails
RULES = [PLUGINS.rules[code] for code in sorted(PLUGINS.rules)]
CASES = [case for rule in RULES for case in cases_of(rule)]
PAGE_PARTS = ("查什么", "为什么", "依据", "不提示的情况", "修正", "In English")
FAMILIES = {
    "sections": "SEC", "tables": "TBL", "laws": "LAW", "years": "YR", "documents": "DOC", "numbers": "NUM", "bodies": "ORG",
    "wording": "TXT", "privacy": "PII",
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule.code} {case.name}")
def test_case(case: Case) -> None:
    check_case(case)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_all_that_it_needs(rule: Rule) -> None:
    assert rule.page is not None, "a page beside the module"
    assert rule.page.stem == rule.name.replace("-", "_"), "module, page and cases are named after the rule"
    assert FAMILIES[rule.page.parent.name] == rule.family
    page = rule.page.read_text(encoding="utf-8")
    assert page.startswith(f"# {rule.code} {rule.name}\n")
    assert [part for part in PAGE_PARTS if f"\n## {part}\n" not in page] == []
    for message in (*rule.messages.values(), rule.summary):
        assert all(text.strip() for text in message)
    names = [case.name for case in cases_of(rule)]
    assert len(names) == len(set(names)), "cases have names of their own"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.family not in ("DOC",)], ids=lambda rule: rule.code)
def test_a_rule_has_bad_and_good_examples(rule: Rule) -> None:
    cases = cases_of(rule)
    if rule.code == "TBL300":  # fires only with a form of a plugin: tests/rules/test_local_form.py
        return
    assert any(case.finds is None or case.finds for case in cases), "a case that is found fault with"
    assert any(case.finds == () for case in cases), "a case that is right"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.fix], ids=lambda rule: rule.code)
def test_a_rule_has_the_fix_that_it_says(rule: Rule) -> None:
    cases = (case for case in cases_of(rule) if case.finds != ())
    found = (one.fix for case in cases for one in findings(rule, case.text, PLUGINS, case.options, case.reading))
    assert any(fix is not None and fix.safety.value == rule.fix for fix in found)
