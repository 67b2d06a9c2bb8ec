"""``reportlint test``: the examples and cases of rules, without any other tool."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from reportlint.testing.checking import Checked, Problem, check_form, check_rule
from reportlint.testing.targets import NothingToTest, Target, target
from reportlint.toml import Text

from .console import FAILED, FINDINGS, OK, Failure, show
from .loading import say_faults

_NAMES = {"错误示例": "bad example", "正确示例": "good example", "正确的报告": "correct report"}


def test(arguments: argparse.Namespace, asked: str | None) -> int:
    """Runs the cases of plugins, says how they went, and returns the exit status: 1 if one did not go well."""
    language = asked or "zh"
    try:
        targets = [target(where) for where in arguments.paths or ["."]]
    except NothingToTest as nothing:
        raise Failure(nothing.message) from None
    status = OK
    rules = cases = wrong = 0
    for one in targets:
        say_faults(one.plugins, language)
        if any(fault.plugin in one.names for fault in one.plugins.faults):
            status = FAILED
        for title, checked in _checked(one):
            rules, cases, wrong = rules + 1, cases + checked.cases, wrong + bool(checked.problems)
            show(_lines(title, checked.cases, checked.problems, language))
    if not rules and status == OK:
        raise Failure(Text("这里没有规则，也没有格式", "there are no rules and no forms here"))
    print(_summary(rules, cases, wrong).in_language(language))
    return status or (FINDINGS if wrong else OK)


def _checked(one: Target) -> Iterator[tuple[str, Checked]]:
    plugins = one.plugins
    for code in sorted(plugins.rules):
        if plugins.origins[code] in one.names:
            rule = plugins.rules[code]
            yield f"{rule.code} {rule.name}", check_rule(rule, plugins)
    for id in plugins.forms.ids():
        if plugins.forms.origin(id) in {
            form for name in one.names if name in plugins.loaded for form in plugins.loaded[name].forms
        }:
            yield id, check_form(plugins.forms.get(id), plugins)


def _lines(title: str, cases: int, problems: tuple[Problem, ...], language: str) -> Iterator[str]:
    verdict = Text("不符", "WRONG") if problems else Text("通过", "ok")
    count = Text(f"{cases} 个用例", f"{cases} cases" if cases != 1 else "1 case")
    yield f"{verdict.in_language(language)}  {title}  {count.in_language(language)}"
    for problem in problems:
        name = problem.case if language == "zh" else _in_english(problem.case)
        case = f"{name}{'：' if language == 'zh' else ': '}" if name else ""
        yield f"    {case}{problem.message.in_language(language)}"


def _in_english(name: str) -> str:
    for zh, en in _NAMES.items():
        name = name.replace(zh, en)
    return name


def _summary(rules: int, cases: int, wrong: int) -> Text:
    if wrong:
        return Text(
            f"共 {rules} 项、{cases} 个用例，{wrong} 项不符。", f"{rules} tested with {cases} cases, {wrong} wrong."
        )
    return Text(f"共 {rules} 项、{cases} 个用例，全部通过。", f"{rules} tested with {cases} cases, all well.")
